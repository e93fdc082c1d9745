using CsCheck;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class PhotoHeaderTests
{
    [Fact]
    public void The_size_is_read_from_every_kind_of_header()
    {
        Assert.Equal(new PhotoHeader(PhotoFormat.Jpeg, 640, 480), Accepted(HeaderBytes.Jpeg(640, 480)));
        Assert.Equal(new PhotoHeader(PhotoFormat.Png, 1, 16_383), Accepted(HeaderBytes.Png(1, 16_383)));
        Assert.Equal(new PhotoHeader(PhotoFormat.Webp, 1280, 720), Accepted(HeaderBytes.WebpLossy(1280, 720)));
        Assert.Equal(new PhotoHeader(PhotoFormat.Webp, 5, 7), Accepted(HeaderBytes.WebpLossless(5, 7)));
        Assert.Equal(new PhotoHeader(PhotoFormat.Webp, 4_000, 3_000), Accepted(HeaderBytes.WebpExtended(4_000, 3_000, flags: 0)));
    }

    [Fact]
    public void A_bomb_is_refused_by_its_header_alone()
    {
        Assert.Equal(PhotoRefusals.TooManyPixels, Refusal(HeaderBytes.Png(1, 500_000_000)));
        Assert.Equal(PhotoRefusals.TooManyPixels, Refusal(HeaderBytes.Png(5_001, 5_000)));
        Assert.Equal(PhotoRefusals.TooManyPixels, Refusal(HeaderBytes.Jpeg(65_500, 10)));
        Assert.Null(Refusal(HeaderBytes.Png(5_000, 5_000)));
    }

    [Fact]
    public void What_moves_is_refused()
    {
        Assert.Equal(PhotoRefusals.Animated, Refusal(HeaderBytes.WebpExtended(10, 10, flags: 0x02)));
        Assert.Equal(PhotoRefusals.Animated, Refusal(HeaderBytes.Png(10, 10, "acTL")));
    }

    [Fact]
    public void Other_formats_are_refused_whatever_their_name()
    {
        Assert.Equal(PhotoRefusals.Empty, Refusal([]));
        Assert.Equal(PhotoRefusals.FormatUnknown, Refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        Assert.Equal(PhotoRefusals.FormatUnknown, Refusal([.. "GIF89a"u8, .. HeaderBytes.Jpeg(8, 8)]));
        Assert.Equal(PhotoRefusals.FormatUnknown, Refusal([.. "PK\u0003\u0004"u8, .. new byte[40]]));
        Assert.Equal(PhotoRefusals.FormatUnknown, Refusal([.. "II*\0"u8, .. new byte[40]]));
        Assert.Equal(PhotoRefusals.FormatUnknown, Refusal("%PDF-1.7"u8.ToArray()));
    }

    [Fact]
    public void A_file_over_ten_mebibytes_is_refused()
    {
        var large = new byte[PhotoHeader.LargestFile + 1];
        HeaderBytes.Jpeg(8, 8).CopyTo(large, 0);

        Assert.Equal(PhotoRefusals.FileTooLarge, Refusal(large));
        Assert.Null(Refusal(large[..^1]));
    }

    [Fact]
    public void A_header_cut_anywhere_is_refused()
    {
        foreach (var file in HeaderBytes.OneOfEach())
        {
            for (var length = 0; length < file.Length - 1; length++)
            {
                Assert.NotNull(Refusal(file[..length]));
            }
        }
    }

    [Fact]
    public void Nothing_that_is_sent_makes_it_throw()
    {
        var headers = HeaderBytes.OneOfEach().ToArray();
        var mutated = Gen.Select(Gen.Int[0, headers.Length - 1], Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[0, 8], Gen.Byte.Array[0, 200])
            .Select((which, changes, tail) => Mutate([.. headers[which], .. tail], changes));

        Gen.OneOf(mutated, Gen.Byte.Array[0, 300]).Sample(
            bytes =>
            {
                var refusal = PhotoHeader.Read(bytes, out var header);
                _ = refusal is null && PhotoEnd.IsThere(bytes, header.Format);
                Assert.True(refusal is null ? (long)header.Width * header.Height is > 0 and <= PhotoHeader.MostPixels : PhotoRefusals.Knows(refusal));
            },
            iter: 20_000);
    }

    private static byte[] Mutate(byte[] bytes, (int At, byte Value)[] changes)
    {
        foreach (var (at, value) in changes)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    }

    private static PhotoHeader Accepted(byte[] file)
    {
        Assert.Null(PhotoHeader.Read(file, out var header));
        return header;
    }

    private static string? Refusal(byte[] file) => PhotoHeader.Read(file, out _);
}
