using CsCheck;
using NetVips;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class PhotoAnswerTests
{
    private static readonly Lazy<PhotoRenditions> Renditions = new(() =>
    {
        using var noise = Image.Gaussnoise(48, 32, sigma: 60, mean: 128);
        using var picture = noise.Cast(Enums.BandFormat.Uchar).Bandjoin(noise, noise).Copy(interpretation: Enums.Interpretation.Srgb).Cast(Enums.BandFormat.Uchar);
        return PhotoDecoder.MakeRenditions(picture.PngsaveBuffer()).Renditions!;
    });

    [Fact]
    public void Renditions_arrive_as_they_were_sent()
    {
        var answer = PhotoAnswer.Read(PhotoAnswer.Write(PhotoOutcome.Made(Renditions.Value)));

        Assert.Equal(Renditions.Value.Likeness, answer.Renditions!.Likeness);
        Assert.Equal(Renditions.Value.Sizes[0].Jpeg, answer.Renditions.Sizes[0].Jpeg);
        Assert.Equal(Renditions.Value.Sizes[0].Webp, answer.Renditions.Sizes[0].Webp);
    }

    [Fact]
    public void A_refusal_arrives_if_its_code_is_one_of_ours()
    {
        Assert.Equal(PhotoRefusals.Truncated, PhotoAnswer.Read(PhotoAnswer.Write(PhotoOutcome.Refused(PhotoRefusals.Truncated))).Refusal);
        Assert.Equal(PhotoRefusals.WorkerFailed, PhotoAnswer.Read(PhotoAnswer.Write(PhotoOutcome.Refused("<script>"))).Refusal);
    }

    [Fact]
    public void A_picture_that_carries_more_than_pixels_is_not_taken()
    {
        var size = Renditions.Value.Sizes[0];
        byte[] comment = [0xFF, 0xFE, 0, 6, .. "here"u8];

        Assert.Null(Taken(size with { Jpeg = [.. size.Jpeg, .. "appended"u8] }));
        Assert.Null(Taken(size with { Jpeg = [.. size.Jpeg[..2], .. comment, .. size.Jpeg[2..]] }));
        Assert.Null(Taken(size with { Webp = [.. size.Webp, .. "EXIF"u8, 0, 0, 0, 0] }));
        Assert.Null(Taken(size with { Webp = size.Jpeg }));
        Assert.Null(Taken(size with { Width = size.Width + 1 }));
        Assert.NotNull(Taken(size));
    }

    [Fact]
    public void Whatever_the_child_writes_the_parent_does_not_throw()
    {
        var good = PhotoAnswer.Write(PhotoOutcome.Made(Renditions.Value));
        var mutated = Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 6], Gen.Int[0, good.Length]).Select((changes, length) =>
        {
            var copy = good.ToArray();
            foreach (var (at, value) in changes)
            {
                copy[at] = value;
            }

            return copy[..length];
        });

        Gen.OneOf(mutated, Gen.Byte.Array[0, 60]).Sample(
            bytes =>
            {
                var answer = PhotoAnswer.Read(bytes);
                Assert.True(answer.Renditions is null != answer.Refusal is null);
            },
            iter: 5_000);
    }

    private static PhotoRenditions? Taken(PhotoRendition size) =>
        PhotoAnswer.Read(PhotoAnswer.Write(PhotoOutcome.Made(new PhotoRenditions(1, [size])))).Renditions;
}
