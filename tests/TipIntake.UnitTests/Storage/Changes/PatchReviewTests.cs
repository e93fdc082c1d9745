using TipIntake.Storage.Changes;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Storage.Changes;

public sealed class PatchReviewTests
{
    private const string Begin = "set lock_timeout = '1500ms';\n";

    [Fact]
    public void Every_committed_patch_may_run_while_the_version_before_serves()
    {
        var patches = Repository.Files("infra/database/schema", ".sql").Where(file => !file.EndsWith(".back.sql", StringComparison.Ordinal) && !CommittedSchema.IsWhole(file));

        Assert.Empty(patches.SelectMany(file => PatchReview.Findings(file, Repository.Read(file)).Select(finding => $"{file}: {finding}")));
        Assert.Contains(Repository.Files("infra/database/schema", ".sql"), CommittedSchema.IsWhole);
    }

    [Theory]
    [InlineData("alter table tipintake.mt_doc_tip add column tongue text")]
    [InlineData("alter table tipintake.mt_doc_tip add column tongue text not null default 'unknown'")]
    [InlineData("alter table tipintake.mt_doc_tip add column at timestamptz default now()")]
    [InlineData("create index concurrently mt_doc_tip_idx_tongue on tipintake.mt_doc_tip using btree (tongue)")]
    [InlineData("create unique index concurrently if not exists i on tipintake.mt_doc_tip (tongue)")]
    [InlineData("create table tipintake.tongues (tip uuid not null primary key); create index on tipintake.tongues (tip); alter table tipintake.tongues add constraint one unique (tip)")]
    [InlineData("create table if not exists tipintake.tongues (tip uuid); alter table tipintake.tongues add column of text not null")]
    [InlineData("alter table tipintake.mt_doc_tip add constraint spoken check (tongue <> '') not valid; alter table tipintake.mt_doc_tip validate constraint spoken")]
    [InlineData("create or replace function tipintake.f() returns void language plpgsql as $$ begin drop table x; alter table x rename to y; end $$")]
    [InlineData("-- drop table x\ncomment on table tipintake.mt_doc_tip is 'drop table; rename'")]
    [InlineData("-- Reviewed: the table holds thirty rows\ncreate index i on tipintake.mt_doc_campaign (id)")]
    public void What_only_adds_may_run_at_any_time(string sql) => Assert.Empty(PatchReview.Findings("0002-more.sql", Begin + sql + ";"));

    [Theory]
    [InlineData("alter table tipintake.mt_doc_tip drop column tongue", "-contract.sql")]
    [InlineData("alter table tipintake.mt_doc_tip add column a text, drop column b", "-contract.sql")]
    [InlineData("alter table only tipintake.mt_doc_tip drop constraint c", "-contract.sql")]
    [InlineData("DROP TABLE IF EXISTS tipintake.tongues CASCADE", "-contract.sql")]
    [InlineData("drop index concurrently if exists tipintake.i", "-contract.sql")]
    [InlineData("drop function if exists tipintake.f", "-contract.sql")]
    [InlineData("truncate tipintake.mt_doc_tip", "-contract.sql")]
    [InlineData("alter table tipintake.mt_doc_tip rename column a to b", "old name")]
    [InlineData("alter table tipintake.mt_doc_tip rename to tips", "old name")]
    [InlineData("alter table tipintake.mt_doc_tip set schema other", "old name")]
    [InlineData("alter table tipintake.mt_doc_tip alter column a type bigint", "anew")]
    [InlineData("alter table tipintake.mt_doc_tip alter a set data type bigint", "anew")]
    [InlineData("alter table tipintake.mt_doc_tip alter column a set not null", "read")]
    [InlineData("alter table tipintake.mt_doc_tip add column a text not null", "fill it in")]
    [InlineData("alter table tipintake.mt_doc_tip add a text NOT  NULL", "fill it in")]
    [InlineData("alter table tipintake.mt_doc_tip add column a uuid default gen_random_uuid()", "row to row")]
    [InlineData("alter table tipintake.mt_doc_tip add column a bigserial", "row to row")]
    [InlineData("create index i on tipintake.mt_doc_tip (a)", "concurrently")]
    [InlineData("create unique index i on only tipintake.mt_doc_tip (a)", "concurrently")]
    [InlineData("alter table tipintake.mt_doc_tip add constraint c check (a > 0)", "not valid")]
    [InlineData("alter table tipintake.mt_doc_tip add constraint c foreign key (a) references tipintake.b (id)", "not valid")]
    [InlineData("alter table tipintake.mt_doc_tip add primary key (a)", "not valid")]
    public void What_the_version_before_or_a_sender_would_notice_is_found(string sql, string because)
    {
        var finding = Assert.Single(PatchReview.Findings("0002-more.sql", Begin + sql + ";"));

        Assert.Contains(because, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_patch_that_would_wait_for_locks_for_ever_is_found() =>
        Assert.Contains("lock_timeout", Assert.Single(PatchReview.Findings("0002-more.sql", "alter table tipintake.a add column b text;")), StringComparison.Ordinal);

    [Fact]
    public void Taking_away_is_for_a_file_that_says_so_and_since_when_nobody_uses_it()
    {
        const string sql = "alter table tipintake.mt_doc_tip drop column tongue;";

        Assert.Empty(PatchReview.Findings("0003-tongue-contract.sql", $"-- Unused since: 2.4\n{Begin}{sql}"));
        Assert.Contains("Unused since", Assert.Single(PatchReview.Findings("0003-tongue-contract.sql", Begin + sql)), StringComparison.Ordinal);
        Assert.Single(PatchReview.Findings("0003-tongue-contract.sql", $"-- Unused since: 2.4\n{Begin}alter table tipintake.mt_doc_tip rename column a to b;"));
    }

    [Fact]
    public void A_remark_without_a_reason_excuses_nothing() =>
        Assert.Single(PatchReview.Findings("0002-more.sql", $"{Begin}-- Reviewed: ok\ncreate index i on tipintake.mt_doc_tip (a);"));
}
