using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Disk;

/// <summary>
/// Breaks a promise of the storage where the service cannot see it, inside the transaction that stores tips: for runs that must find losses
/// and twins, or a clean run would mean nothing.
/// </summary>
internal static class WeakStorage
{
    /// <summary>COMMIT answers before anything is on disk.</summary>
    public static async Task CommitWithoutFlush(PostgresProcess postgres)
    {
        await postgres.Run("""
            create or replace function tipintake.weak() returns trigger language plpgsql as $$
            begin perform set_config('synchronous_commit', 'off', true); return null; end $$;
            create trigger weak before insert on tipintake.mt_doc_tip for each statement execute function tipintake.weak();
            """);
        // Nobody else flushes them soon, either.
        await postgres.Run("alter system set wal_writer_delay = '10s'");
        await postgres.Run("select pg_reload_conf()");
    }

    /// <summary>One key may be stored twice: each row gets an id of its own, whatever the service asked for.</summary>
    public static Task ForgetKeys(PostgresProcess postgres) => postgres.Run("""
        create or replace function tipintake.weak() returns trigger language plpgsql as $$
        begin new.id = gen_random_uuid(); return new; end $$;
        create trigger weak before insert on tipintake.mt_doc_tip for each row execute function tipintake.weak();
        """);

    public static async Task Repair(PostgresProcess postgres)
    {
        await postgres.Run("drop trigger if exists weak on tipintake.mt_doc_tip");
        await postgres.Run("alter system reset wal_writer_delay");
        await postgres.Run("select pg_reload_conf()");
    }
}
