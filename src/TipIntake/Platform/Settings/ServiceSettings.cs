namespace TipIntake.Platform;

/// <summary>What every installation sets.</summary>
internal static class ServiceSettings
{
    public static readonly Setting[] All =
    [
        new("ASPNETCORE_ENVIRONMENT", "`Development` makes keys, schema and demonstration objects by itself and publishes what is imported. Never on a real installation", "`Production`; with `dotnet run`: `Development`"),
        new("ConnectionStrings:TipIntake", "the database, as the role of the node's doors: `tipintake_public` where only the public's is open, else `tipintake_app`. With a staff door and the public's role nothing starts", "Development: a private PostgreSQL; else none, and no start", "Npgsql"),
        new("ConnectionStrings:TipIntakeOwner", "the same database as its owner; only the `db-` verbs need it", "the one above", "Npgsql", ReadBy.Verbs),
        new("Storage:RequireSynchronousStandby", "`true` where a [synchronous standby](operations.md#several-nodes) belongs to the database: while none confirms commits, the node is not ready and takes no tips", "`false`"),
        new("Surfaces:Public:Url", "where each door listens; an address of this machine, `localhost` or `*`; empty switches it off. `https://` needs `Kestrel:Certificates:Default`. `unix:/path` works behind a proxy named in `Proxies:Known`; without it every tip waits in the deferred lane", "`http://localhost:8080`", "", ReadBy.PublicDoor),
        new("Surfaces:Staff:Url", "where each door listens; an address of this machine, `localhost` or `*`; empty switches it off. `https://` needs `Kestrel:Certificates:Default`. `unix:/path` works behind a proxy named in `Proxies:Known`; without it every tip waits in the deferred lane", "`http://localhost:8081`", "", ReadBy.StaffDoor),
        new("Secrets:Path", "a folder of [settings as files](#secrets-as-files)", "none", "folder"),
        new("Data:Path", "the service's own folder", "`.data` in a checkout, else `data` beside the program", "folder"),
        new("Keys:Path", "the folder of the key ring", "`keys` in `Data:Path`", "folder"),
        new("Contacts:PublicKeyPath", "the public half of the contact key", "`contact-public.key` beside the key ring", "file"),
        new("Surfaces:Monitoring:Url", "where `/metrics` is, for a Prometheus of your own; an address that only your monitoring reaches. Numbers of the service, none of an object or a person", "none, and no such door"),
        new("Monitoring:Status:Path", "the folder in which the scripts of `infra/backup` say how their last run ended; for the page *Status* and the numbers. Read by nodes with a staff door", "none", "folder", ReadBy.StaffDoor),
        new("Monitoring:Traces:Endpoint", "a collector (OTLP) that gets one trace in a hundred: routes and times, no path, address or agent", "none, and no traces"),
        new("LocalPostgres:BinDirectory", "where `initdb` and `postgres` are; Development only", "PATH, then the usual folders", "folder", ReadBy.Development),
        new("Logging:LogLevel:*", "how much is logged", "`Information`; libraries `Warning`; Npgsql nothing, because it quotes"),
        new("Shutdown:ReadinessDelay", "at a stop, how long the doors stay open after `/health/ready` went off", "`00:00:01`; Development: none", "hh:mm:ss"),
        new("AllowedHosts", "host names that are answered", "`*`", "list with `;`"),
        new("Development:Tokens:*", "a token for each role, for tools; outside Development it stops the start", "none"),
        new("Kestrel:*", "the certificate of a door that ends TLS itself: `Kestrel:Certificates:Default`", "none"),
    ];
}
