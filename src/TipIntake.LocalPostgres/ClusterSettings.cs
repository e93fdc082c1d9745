using System.Globalization;
using System.Text;

namespace TipIntake.LocalPostgres;

/// <summary>The lines we add to postgresql.conf and pg_hba.conf.</summary>
internal static class ClusterSettings
{
    public const string FileName = "tipintake.conf";

    // The socket lies in a folder that only the server's user (and root) can enter, so it needs no password;
    // the loopback port is open to every account of this machine, so it does.
    public const string SocketRule = "local all all trust\n";
    public const string LoopbackRule = "host all all 127.0.0.1/32 scram-sha-256\n";

    private static readonly KeyValuePair<string, string>[] Ours =
    [
        new("fsync", "on"),
        new("full_page_writes", "on"),
        new("synchronous_commit", "on"),
        new("shared_buffers", "256MB"),
        new("max_connections", "200"),
        new("max_wal_size", "2GB"),
        new("checkpoint_timeout", "15min"),
        new("password_encryption", "scram-sha-256"),
        new("timezone", "UTC"),
        new("log_timezone", "UTC"),
        new("lc_messages", "C"),
        new("log_line_prefix", "%m [%p] "),
        // Privacy: an error's text can quote what a person wrote, so the log keeps the server's own remarks (LOG and worse) only,
        // without details, statements or parameters; the caller gets the error anyway.
        new("log_min_messages", "log"),
        new("log_error_verbosity", "terse"),
        new("log_min_error_statement", "panic"),
        new("log_statement", "none"),
        new("log_min_duration_statement", "-1"),
        new("log_parameter_max_length", "0"),
        new("log_parameter_max_length_on_error", "0"),
        new("log_connections", "off"),
        new("log_disconnections", "off"),
        new("log_checkpoints", "off"),
    ];

    public static string Text(IReadOnlyDictionary<string, string> theirs, int port, string socketDirectory)
    {
        var text = new StringBuilder("# Written anew at each start.\n");
        foreach (var (name, value) in Ours.Concat(theirs).Append(new("listen_addresses", "127.0.0.1"))
            .Append(new("port", port.ToString(CultureInfo.InvariantCulture)))
            .Concat(Sockets(socketDirectory)))
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') || value.Contains('\n', StringComparison.Ordinal))
            {
                throw new LocalPostgresException($"'{name}' is not the name of a PostgreSQL setting, or its value has a line break.");
            }

            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }

        return text.ToString();
    }

    /// <summary>The value that an earlier text gave to a setting of ours.</summary>
    public static string? ValueIn(string text, string name) =>
        text.Split('\n').LastOrDefault(l => l.StartsWith($"{name} = '", StringComparison.Ordinal)) is { } line
            ? line[(name.Length + 4)..].TrimEnd('\'')
            : null;

    private static IEnumerable<KeyValuePair<string, string>> Sockets(string folder) =>
        OperatingSystem.IsWindows()
            ? []
            : [new("unix_socket_directories", folder), new("unix_socket_permissions", "0700")];
}
