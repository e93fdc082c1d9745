using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace TipIntake.Storage;

/// <summary>A table of the service's own beside Marten's, in the same schema.</summary>
internal abstract class ServiceTable(string name) : Table(new PostgresqlObjectName(DatabaseConnections.Schema, name, SchemaUtils.IdentifierUsage.General));
