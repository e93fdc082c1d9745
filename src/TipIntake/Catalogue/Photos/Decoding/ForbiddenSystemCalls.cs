namespace TipIntake.Catalogue;

/// <content>The numbers, which differ by processor; -1 where a processor lacks the call.</content>
internal static partial class SystemCallFilter
{
    private static readonly (string Name, int X64, int Arm64)[] Table =
    [
        ("socket", 41, 198), ("connect", 42, 203), ("accept", 43, 202), ("accept4", 288, 242), ("bind", 49, 200),
        ("listen", 50, 201), ("socketpair", 53, 199), ("sendto", 44, 206), ("sendmsg", 46, 211), ("sendmmsg", 307, 269),
        ("fork", 57, -1), ("vfork", 58, -1), ("execve", 59, 221), ("execveat", 322, 281),
        ("ptrace", 101, 117), ("process_vm_readv", 310, 270), ("process_vm_writev", 311, 271), ("kcmp", 312, 272),
        ("tkill", 200, 130), ("rt_sigqueueinfo", 129, 138), ("rt_tgsigqueueinfo", 297, 240),
        ("pidfd_open", 434, 434), ("pidfd_send_signal", 424, 424), ("pidfd_getfd", 438, 438),
        ("open", 2, -1), ("openat", 257, 56), ("openat2", 437, 437), ("creat", 85, -1), ("open_by_handle_at", 304, 265),
        ("rename", 82, -1), ("renameat", 264, 38), ("renameat2", 316, 276), ("unlink", 87, -1), ("unlinkat", 263, 35),
        ("mkdir", 83, -1), ("mkdirat", 258, 34), ("rmdir", 84, -1), ("link", 86, -1), ("linkat", 265, 37),
        ("symlink", 88, -1), ("symlinkat", 266, 36), ("mknod", 133, -1), ("mknodat", 259, 33), ("truncate", 76, 45),
        ("ftruncate", 77, 46), ("chmod", 90, -1), ("fchmod", 91, 52), ("fchmodat", 268, 53), ("chown", 92, -1),
        ("fchown", 93, 55), ("lchown", 94, -1), ("fchownat", 260, 54), ("mount", 165, 40), ("umount2", 166, 39),
        ("pivot_root", 155, 41), ("chroot", 161, 51), ("unshare", 272, 97), ("setns", 308, 268), ("open_tree", 428, 428),
        ("move_mount", 429, 429), ("fsopen", 430, 430), ("bpf", 321, 280), ("perf_event_open", 298, 241),
        ("userfaultfd", 323, 282), ("keyctl", 250, 219), ("add_key", 248, 217), ("request_key", 249, 218),
        ("init_module", 175, 105), ("finit_module", 313, 273), ("delete_module", 176, 106), ("kexec_load", 246, 104),
        ("io_uring_setup", 425, 425), ("io_uring_enter", 426, 426), ("io_uring_register", 427, 427),
        ("memfd_create", 319, 279), ("personality", 135, 92), ("shmget", 29, 194), ("shmat", 30, 196),
        ("msgget", 68, 186), ("semget", 64, 190), ("mq_open", 240, 180), ("inotify_init1", 294, 26),
        ("fanotify_init", 300, 262), ("name_to_handle_at", 303, 264), ("reboot", 169, 142), ("clock_settime", 227, 112),
    ];

    public static IEnumerable<(string Name, int Number)> Forbidden() =>
        Table.Select(call => (call.Name, IsArm ? call.Arm64 : call.X64)).Where(call => call.Item2 >= 0);
}
