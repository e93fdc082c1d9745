using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetVips;
using TipIntake.Catalogue;

namespace TipIntake.IntegrationTests.Catalogue;

public sealed class PhotoWorkerTests : IDisposable
{
    private const int NotPermitted = 1;

    private readonly PhotoWorker worker = new(PhotoWorkerLimits.Default with { Time = TimeSpan.FromMinutes(2) });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_photo_comes_out_upright_and_says_nothing_about_its_maker(int orientation)
    {
        var original = Pictures.FromCamera(orientation);

        var photo = (await worker.MakeRenditions(original, CancellationToken.None)).Renditions!;

        Assert.Contains(Pictures.Canary, Encoding.Latin1.GetString(original), StringComparison.Ordinal);
        Assert.Equal([(320, 240), (400, 300)], photo.Sizes.Select(size => (size.Width, size.Height)));
        foreach (var file in photo.Sizes.SelectMany(size => new[] { size.Webp, size.Jpeg }))
        {
            Assert.Equal("RGBY", Pictures.Read(file));
            var text = Encoding.Latin1.GetString(file);
            Assert.DoesNotMatch("CANARY|Exif|ICC_PROFILE|Photoshop|adobe|EXIF|XMP |ICCP", text);
        }
    }

    [Fact]
    public async Task A_photo_is_never_enlarged()
    {
        var small = await worker.MakeRenditions(Pictures.Jpeg(200, 100), CancellationToken.None);
        var large = await worker.MakeRenditions(Pictures.Jpeg(3_000, 1_500), CancellationToken.None);

        Assert.Equal([200], small.Renditions!.Sizes.Select(size => size.Width));
        Assert.Equal([320, 640, 1280, 2048], large.Renditions!.Sizes.Select(size => size.Width));
    }

    [Fact]
    public async Task The_same_picture_in_two_sizes_has_the_same_likeness()
    {
        var one = await worker.MakeRenditions(Pictures.Jpeg(1_000, 800), CancellationToken.None);
        var two = await worker.MakeRenditions(Pictures.Jpeg(500, 400), CancellationToken.None);

        Assert.InRange(ulong.PopCount(one.Renditions!.Likeness ^ two.Renditions!.Likeness), 0UL, 4UL);
    }

    [Fact]
    public async Task Transparency_becomes_white_and_sixteen_bits_become_eight()
    {
        using var clear = Image.Black(64, 64, bands: 4).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);

        var photo = (await worker.MakeRenditions(clear.PngsaveBuffer(), CancellationToken.None)).Renditions!;

        using var shown = Image.NewFromBuffer(photo.Sizes[0].Jpeg);
        Assert.Equal([255, 255, 255], shown[32, 32]);
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_refused_with_a_reason()
    {
        var jpeg = Pictures.Jpeg(600, 400);
        using var quarters = Pictures.Quarters(600, 400);
        var png = quarters.PngsaveBuffer();
        var webp = quarters.WebpsaveBuffer();
        using var pages = quarters.Join(quarters.FlipHor(), Enums.Direction.Vertical);

        Assert.Equal(PhotoRefusals.Truncated, await Refusal(jpeg[..(jpeg.Length / 2)]));
        Assert.Contains(await Refusal(png[..(png.Length / 2)]), new[] { PhotoRefusals.Truncated, PhotoRefusals.Damaged });
        Assert.Equal(PhotoRefusals.Truncated, await Refusal(webp[..(webp.Length / 2)]));
        Assert.Equal(PhotoRefusals.Animated, await Refusal(pages.WebpsaveBuffer(pageHeight: 400)));
        Assert.Equal(PhotoRefusals.FormatUnknown, await Refusal(quarters.GifsaveBuffer()));
        Assert.Equal(PhotoRefusals.FormatUnknown, await Refusal(quarters.TiffsaveBuffer()));
    }

    [Fact]
    public async Task A_picture_that_needs_too_much_memory_costs_only_its_child()
    {
        using var starved = new PhotoWorker(PhotoWorkerLimits.Default with { Time = TimeSpan.FromMinutes(2), Memory = 192 * 1024 * 1024 });
        using var large = Image.Black(5_000, 5_000, bands: 4).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);
        var greedy = large.PngsaveBuffer(interlace: true);

        var outcome = await starved.MakeRenditions(greedy, CancellationToken.None);

        Assert.Equal(PhotoRefusals.NeedsTooMuchMemory, outcome.Refusal);
        Assert.NotNull((await starved.MakeRenditions(Pictures.Jpeg(200, 100), CancellationToken.None)).Renditions);
    }

    [Fact]
    public async Task A_child_that_takes_too_long_is_ended()
    {
        using var hasty = new PhotoWorker(PhotoWorkerLimits.Default with { Time = TimeSpan.FromMilliseconds(1) });

        Assert.Equal(PhotoRefusals.TakesTooLong, (await hasty.MakeRenditions(Pictures.Jpeg(200, 100), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task The_child_can_open_no_socket_no_file_and_no_program()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's filter exists on Linux only.");

        var proof = await Prove();

        Assert.True(proof.Remove("thread"));
        Assert.All(proof, call => Assert.Equal(NotPermitted, call.Value));
        Assert.Superset(new HashSet<string> { "socket", "connect", "bind", "execve", "ptrace", "openat", "process_vm_readv", "io_uring_setup" }, proof.Keys.ToHashSet(StringComparer.Ordinal));
    }

    public void Dispose() => worker.Dispose();

    private async Task<string?> Refusal(byte[] original) => (await worker.MakeRenditions(original, CancellationToken.None)).Refusal;

    private static async Task<Dictionary<string, int>> Prove()
    {
        using var child = Process.Start(PhotoWorkerStart.For(PhotoWorkerLimits.Default, PhotoWorkerChild.Prove))!;
        var errors = child.StandardError.ReadToEndAsync();
        var report = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        await errors;
        return report.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
