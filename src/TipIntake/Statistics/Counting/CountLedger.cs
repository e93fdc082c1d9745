using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>The changes that one piece of counting brings, summed up and then written under one day.</summary>
internal sealed class CountLedger(TriageTransaction transaction)
{
    private const string StoreTips = $"""
        insert into {TipCountTable.QualifiedName} as counts (known, cell, state, tips, keys)
        select $1, * from unnest($2::integer[], $3::smallint[], $4::integer[], $5::bigint[]) as u (cell, state, tips, keys) order by cell, state
        on conflict (known, cell, state) do update set tips = counts.tips + excluded.tips, keys = counts.keys + excluded.keys
        """;

    private const string StoreTotals = $"""
        insert into {TipTotalTable.QualifiedName} as totals (known, object, day, lane, state, tips)
        select $1, c.object, c.day, c.lane, u.state, sum(u.tips)::integer
        from unnest($2::integer[], $3::smallint[], $4::integer[]) as u (cell, state, tips) join {CountCellTable.QualifiedName} c on c.id = u.cell group by c.object, c.day, c.lane, u.state
        on conflict (known, object, day, lane, state) do update set tips = totals.tips + excluded.tips
        """;

    private const string StoreArrivals = $"""
        insert into {TipArrivalTable.QualifiedName} as arrivals (known, object, day, lane, tips)
        select $1, c.object, c.day, c.lane, sum(u.tips)::integer
        from unnest($2::integer[], $3::integer[]) as u (cell, tips) join {CountCellTable.QualifiedName} c on c.id = u.cell group by c.object, c.day, c.lane having sum(u.tips) <> 0
        on conflict (known, object, day, lane) do update set tips = arrivals.tips + excluded.tips
        """;

    private static readonly string StoreLeads = $"""
        insert into {LeadCountTable.QualifiedName} as counts (known, {LeadCountTable.Group}, leads)
        select $1, * from unnest($2::text[], $3::date[], $4::date[], $5::date[], $6::date[], $7::text[], $8::text[], $9::boolean[], $10::integer[])
        on conflict (known, {LeadCountTable.Group}) do update set leads = counts.leads + excluded.leads
        """;

    private const string FindStates = $"select id, decision, kind, withdrawn from {CountStateTable.QualifiedName}";

    private const string AddState = $"insert into {CountStateTable.QualifiedName} (decision, kind, withdrawn) values ($1, $2, $3) on conflict do nothing";

    private readonly Dictionary<(int Cell, TipState State), TipChange> tips = [];
    private readonly Dictionary<LeadGroup, int> leads = [];

    public void Add(int cell, TipState state, TipChange change) => tips[(cell, state)] = tips.GetValueOrDefault((cell, state)) + change;

    public void Lead(LeadGroup? before, LeadGroup? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is not null)
        {
            leads[before] = leads.GetValueOrDefault(before) - 1;
        }

        if (after is not null)
        {
            leads[after] = leads.GetValueOrDefault(after) + 1;
        }
    }

    /// <param name="known">The day under which the changes stand.</param>
    public async Task Store(DateOnly known, CancellationToken cancel)
    {
        var changed = tips.Where(change => change.Value != default).ToArray();
        if (changed.Length > 0)
        {
            var states = await States([.. changed.Select(change => change.Key.State).Distinct()], cancel);
            object[] values = [known, changed.Select(c => c.Key.Cell).ToArray(), changed.Select(c => states[c.Key.State]).ToArray(), changed.Select(c => c.Value.Tips).ToArray()];
            await transaction.Run(StoreTips, cancel, [.. values, changed.Select(c => c.Value.Keys).ToArray()]);
            await transaction.Run(StoreTotals, cancel, values);
            await transaction.Run(StoreArrivals, cancel, known, values[1], values[3]);
        }

        var groups = leads.Where(change => change.Value != 0).ToArray();
        if (groups.Length > 0)
        {
            await transaction.Run(
                StoreLeads, cancel, known, groups.Select(g => g.Key.Object).ToArray(), groups.Select(g => g.Key.Opened).ToArray(), groups.Select(g => g.Key.Assessed).ToArray(),
                groups.Select(g => g.Key.Decided).ToArray(), groups.Select(g => g.Key.Reviewed).ToArray(), groups.Select(g => g.Key.Decision).ToArray(), groups.Select(g => g.Key.Kind).ToArray(),
                groups.Select(g => g.Key.FirstHand).ToArray(), groups.Select(g => g.Value).ToArray());
        }
    }

    private async Task<Dictionary<TipState, short>> States(TipState[] wanted, CancellationToken cancel)
    {
        var known = await Read(cancel);
        foreach (var state in wanted.Where(state => !known.ContainsKey(state)))
        {
            await transaction.Run(AddState, cancel, state.Decision, state.Kind, state.Withdrawn);
        }

        return wanted.All(known.ContainsKey) ? known : await Read(cancel);
    }

    private async Task<Dictionary<TipState, short>> Read(CancellationToken cancel) =>
        (await transaction.Read(FindStates, row => (Id: row.GetInt16(0), State: new TipState(row.GetString(1), row.GetString(2), row.GetBoolean(3))), cancel)).ToDictionary(one => one.State, one => one.Id);
}

/// <summary>How many tips come (or go), and the sum of their keys.</summary>
internal readonly record struct TipChange(int Tips, long Keys)
{
    public static TipChange operator +(TipChange one, TipChange other) => new(one.Tips + other.Tips, one.Keys + other.Keys);

    public static TipChange operator -(TipChange change) => new(-change.Tips, -change.Keys);
}
