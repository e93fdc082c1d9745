namespace TipIntake.Triage;

/// <summary>A lead that may say the same as a tip, with one of its wordings.</summary>
internal sealed record KnownLead(string Id, string Object, byte[] Sketch);

/// <summary>Which lead each tip of a batch belongs to: one that is known, or one that an earlier tip of the batch opened.</summary>
internal sealed class LeadFinder(ILookup<long, KnownLead> known)
{
    private readonly Dictionary<long, List<OpenedLead>> opened = [];

    /// <summary>In the tips' order. A tip with nothing like it opens a lead.</summary>
    public List<Placement> Place(IEnumerable<ArrivedTip> tips) => [.. tips.Select(Place)];

    private Placement Place(ArrivedTip tip)
    {
        foreach (var key in tip.Keys)
        {
            foreach (var lead in known[key])
            {
                if (lead.Object == tip.Object && Wording.IsSame(lead.Sketch, tip.Wording.Sketch))
                {
                    return new Placement(tip, lead.Id, null);
                }
            }

            if (opened.GetValueOrDefault(key)?.Find(lead => lead.First.Object == tip.Object && Wording.IsSame(lead.First.Wording.Sketch, tip.Wording.Sketch)) is { } earlier)
            {
                return new Placement(tip, null, earlier);
            }
        }

        return new Placement(tip, null, Open(tip));
    }

    private OpenedLead Open(ArrivedTip tip)
    {
        var lead = new OpenedLead(tip);
        foreach (var key in tip.Keys)
        {
            if (!opened.TryGetValue(key, out var leads))
            {
                opened[key] = leads = [];
            }

            leads.Add(lead);
        }

        return lead;
    }
}

/// <summary>A lead that begins with this tip; its number is given when the batch is stored.</summary>
internal sealed record OpenedLead(ArrivedTip First);

/// <summary>Either a known lead's id or a lead that is opened.</summary>
internal sealed record Placement(ArrivedTip Tip, string? Lead, OpenedLead? Opened);
