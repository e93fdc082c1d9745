using Npgsql;

namespace TipIntake.LocalPostgres;

/// <summary>Where the server can be reached, and with what.</summary>
internal sealed record ServerAddress(int Port, string SocketDirectory, string Password)
{
    /// <summary>The way that other accounts of this machine cannot take: the socket, or on Windows the port with the password.</summary>
    public string Own(string database, string user, bool pooling = true) =>
        OperatingSystem.IsWindows()
            ? Loopback(database, user, pooling)
            : new NpgsqlConnectionStringBuilder
            {
                Host = SocketDirectory,
                Port = Port,
                Database = database,
                Username = user,
                Pooling = pooling,
            }.ConnectionString;

    public string Loopback(string database, string user, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Password = Password,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = pooling,
        }.ConnectionString;
}
