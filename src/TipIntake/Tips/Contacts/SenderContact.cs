using Marten;

namespace TipIntake.Tips;

/// <summary>How to reach the person who sent a tip, sealed; under the tip's own id, in a table of its own so that erasing it is deleting one row.</summary>
internal sealed record SenderContact(Guid Id, byte[] Envelope)
{
    public static void Configure(StoreOptions options)
    {
        // Privacy: nothing beside the envelope, which says no more than which contacts share a second. When, is the tip's to say.
        options.Schema.For<SenderContact>().Metadata(m => m.DisableInformationalFields());
        options.Schema.For<ContactOpening>().Index(o => o.TipId).Metadata(m => m.DisableInformationalFields());
    }
}
