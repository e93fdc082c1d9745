using Marten;

namespace TipIntake.Tips;

/// <summary>How to reach the person who sent a tip, sealed; under the tip's own id, in a table of its own so that erasing it is deleting one row.</summary>
internal sealed record SenderContact(Guid Id, byte[] Envelope)
{
    public static void Configure(StoreOptions options)
    {
        // Privacy: nothing beside the envelope. When it came in is the tip's to say, and goes when the tip goes.
        options.Schema.For<SenderContact>().Metadata(m => m.DisableInformationalFields());
        options.Schema.For<ContactOpening>().Index(o => o.TipId).Metadata(m => m.DisableInformationalFields());
    }
}
