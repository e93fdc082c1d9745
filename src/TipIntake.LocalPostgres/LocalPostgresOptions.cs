namespace TipIntake.LocalPostgres;

/// <summary>Where the private PostgreSQL lives and how it may be found, installed and tuned.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>The folder that holds the cluster, its password, its log and its socket; everything in it is ours.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where initdb, pg_ctl and postgres are. Absent: PATH, then the places the usual installers use.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Stops at once and deletes the folder when the last user leaves, and when this process is killed.</summary>
    public bool ThrowAway { get; init; }

    /// <summary>Allows `apt-get install postgresql` when the programs are missing and this process is root.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>The loopback port; 0 takes the port of the last time, or any free one.</summary>
    public int Port { get; init; }

    /// <summary>Settings of postgresql.conf that win over ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets one line for a person per step.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
