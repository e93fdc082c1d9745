using System.Runtime.InteropServices;

namespace TipIntake.Catalogue;

/// <summary>
/// A seccomp filter for all threads of this process: no sockets, no programs, no other processes, and no file may be
/// opened, not even for reading, so that a taken-over decoder reaches neither keys nor database.
/// </summary>
internal static partial class SystemCallFilter
{
    private const uint Allow = 0x7FFF_0000;
    private const uint KillProcess = 0x8000_0000;
    private const uint Refuse = 0x0005_0000 | 1;
    private const uint Missing = 0x0005_0000 | 38;
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;
    private const uint NumberAt = 0;
    private const uint ArchitectureAt = 4;
    private const uint FirstArgumentAt = 16;
    private const uint OtherNumbering = 0x4000_0000;
    private const uint MakesThread = 0x0001_0000;
    private const int SetModeFilter = 1;
    private const int AllThreads = 1;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static bool Install()
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return false;
        }

        var program = Assemble((uint)Environment.ProcessId);
        var code = Marshal.AllocHGlobal(program.Count * 8);
        var header = Marshal.AllocHGlobal(16);
        for (var i = 0; i < program.Count; i++)
        {
            Marshal.WriteInt64(code, i * 8, program[i]);
        }

        Marshal.WriteInt64(header, 0, program.Count);
        Marshal.WriteIntPtr(header, 8, code);
        var outcome = syscall(IsArm ? 277 : 317, SetModeFilter, AllThreads, header);
        Marshal.FreeHGlobal(code);
        Marshal.FreeHGlobal(header);
        return outcome == 0;
    }

    private static List<long> Assemble(uint processId)
    {
        List<long> program =
        [
            Step(LoadWord, ArchitectureAt),
            Step(JumpIfEqual, IsArm ? 0xC000_00B7 : 0xC000_003E, 1, 0),
            Step(Return, KillProcess),
            Step(LoadWord, NumberAt),
            Step(JumpIfAtLeast, OtherNumbering, 0, 1),
            Step(Return, Refuse),
        ];
        foreach (var (_, number) in Forbidden())
        {
            program.AddRange([Step(JumpIfEqual, (uint)number, 0, 1), Step(Return, Refuse)]);
        }

        // glibc falls back to clone when clone3 is missing; clone may make threads, not processes.
        program.AddRange([Step(JumpIfEqual, 435, 0, 1), Step(Return, Missing)]);
        program.AddRange(OnlyIf(IsArm ? 220u : 56u, JumpIfAnyBit, MakesThread));
        foreach (var number in IsArm ? [129u, 131u] : new[] { 62u, 234u })
        {
            program.AddRange(OnlyIf(number, JumpIfEqual, processId));
        }

        program.AddRange(OnlyIf(IsArm ? 261u : 302u, JumpIfEqual, 0));
        program.Add(Step(Return, Allow));
        return program;
    }

    private static long[] OnlyIf(uint number, ushort test, uint value) =>
    [
        Step(JumpIfEqual, number, 0, 4),
        Step(LoadWord, FirstArgumentAt),
        Step(test, value, 0, 1),
        Step(Return, Allow),
        Step(Return, Refuse),
    ];

    private static long Step(ushort code, uint operand, byte ifTrue = 0, byte ifFalse = 0) =>
        code | ((long)ifTrue << 16) | ((long)ifFalse << 24) | ((long)operand << 32);

#pragma warning disable IDE1006 // the name is the system's
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint syscall(nint number, nint operation, nint flags, nint program);
#pragma warning restore IDE1006
}
