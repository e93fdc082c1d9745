using Marten;

namespace TipIntake.Tips;

/// <summary>How far a tip has come, for nobody but its sender; under the tip's own id, apart from the tip, which is never edited.</summary>
/// <param name="ReadAt">When somebody first opened it.</param>
/// <param name="UsedAt">When it first turned out to be of use.</param>
internal sealed record TipProgress(Guid Id, DateTimeOffset? ReadAt = null, DateTimeOffset? UsedAt = null)
{
    public static void Configure(StoreOptions options) =>
        // Privacy: no times beside these two, so that nothing here says when somebody last worked on the tip.
        options.Schema.For<TipProgress>().Metadata(m => m.DisableInformationalFields());
}
