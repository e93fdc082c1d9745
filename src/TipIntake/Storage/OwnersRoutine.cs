using System.Data.Common;
using TipIntake.Storage.Changes;
using Weasel.Core;
using Weasel.Postgresql;

namespace TipIntake.Storage;

/// <summary>
/// A function that does with the owner's rights one narrow thing that a role of the service may not do by itself. Names in it carry their schema, and no path is searched for
/// others; who may call it stands in <see cref="DatabaseRights"/>.
/// </summary>
/// <param name="arguments">As PostgreSQL itself writes them, else it looks like a change each time: <c>tip uuid, most integer</c>.</param>
/// <param name="returns">The same: <c>TABLE(id uuid)</c>, <c>SETOF jsonb</c>.</param>
/// <param name="body">In PL/pgSQL, from <c>begin</c> or <c>declare</c> to <c>end</c>. No text is ever run as SQL.</param>
internal sealed class OwnersRoutine(string name, string arguments, string returns, string body)
    : SchemaObjectBase(new PostgresqlObjectName(DatabaseConnections.Schema, name, SchemaUtils.IdentifierUsage.General))
{
    private const string Settings = "{\"search_path=pg_catalog, pg_temp\",TimeZone=UTC}";

    private readonly string source = $"\n{body.ReplaceLineEndings("\n").Trim()}\n";

    public override void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"""
        create or replace function {Identifier.QualifiedName}({arguments}) returns {returns}
        language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $routine${source}$routine$;
        revoke execute on function {Identifier.QualifiedName} from public;
        """);

    public override void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"drop function if exists {Identifier.QualifiedName};");

    public override void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder)
    {
        builder.Append("select p.prosrc, p.prosecdef, p.proconfig::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = to_regnamespace(");
        builder.AppendParameter(Identifier.Schema);
        builder.Append(") and p.proname = ");
        builder.AppendParameter(Identifier.Name);
        builder.Append(";");
    }

    public override async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        if (!await reader.ReadAsync(ct))
        {
            return new Change(this, SchemaPatchDifference.Create, former: null, isCalledTheSame: false);
        }

        var isCalledTheSame = (reader.GetBoolean(1), await reader.IsDBNullAsync(2, ct) ? "" : reader.GetString(2), reader.GetString(3), reader.GetString(4)) == (true, Settings, arguments, returns);
        return new Change(this, isCalledTheSame && reader.GetString(0) == source ? SchemaPatchDifference.None : SchemaPatchDifference.Update, former: reader.GetString(5), isCalledTheSame);
    }

    private sealed class Change(OwnersRoutine routine, SchemaPatchDifference difference, string? former, bool isCalledTheSame) : ISchemaObjectDelta, IRoutineDelta
    {
        public ISchemaObject SchemaObject => routine;

        public SchemaPatchDifference Difference => difference;

        public bool IsOnlyWrittenOtherwise => difference == SchemaPatchDifference.Update && isCalledTheSame;

        // Replaced, it keeps its rights, so that no caller notices. What it takes and gives back cannot be replaced.
        public void WriteUpdate(Migrator rules, TextWriter writer)
        {
            if (!isCalledTheSame)
            {
                routine.WriteDropStatement(rules, writer);
            }

            routine.WriteCreateStatement(rules, writer);
        }

        public void WriteRollback(Migrator rules, TextWriter writer) => WriteRestorationOfPreviousState(rules, writer);

        public void WriteRestorationOfPreviousState(Migrator rules, TextWriter writer)
        {
            if (!isCalledTheSame)
            {
                routine.WriteDropStatement(rules, writer);
            }

            writer.WriteLine($"{former};\nrevoke execute on function {routine.Identifier.QualifiedName} from public;");
        }
    }
}
