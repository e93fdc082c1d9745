using TipIntake.Storage.Changes;

namespace TipIntake.UnitTests.Storage.Changes;

public sealed class SqlStatementsTests
{
    [Fact]
    public void Statements_end_at_semicolons_that_are_in_no_text_name_comment_or_function()
    {
        const string sql = """
            -- first; of all
            select ';', "a;b", 'it''s; so', $1;
            /* and; */ create function f() returns void as $body$ begin select $$;$$; end; $body$ language plpgsql;
            select $$ ; $$; ;
            -- nothing; more
            """;

        Assert.Equal(
            [
                "-- first; of all\nselect ';', \"a;b\", 'it''s; so', $1",
                "/* and; */ create function f() returns void as $body$ begin select $$;$$; end; $body$ language plpgsql",
                "select $$ ; $$",
            ],
            SqlStatements.Split(sql.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("  SELECT  'Drop'  -- drop\n FROM \"Drop\"", "select from \"drop\"")]
    [InlineData("create function f() as $$ drop table x $$ language sql", "create function f() as language sql")]
    [InlineData("/* open", "")]
    [InlineData("'open", "")]
    public void What_a_statement_does_is_told_without_what_it_quotes(string sql, string does) => Assert.Equal(does, SqlStatements.WithoutComments(sql));

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i on t (a)", true)]
    [InlineData("create unique index concurrently i on t (a)", true)]
    [InlineData("drop index concurrently i", true)]
    [InlineData("create index i on concurrently (a)", false)]
    [InlineData("select 'concurrently'", false)]
    public void What_is_done_beside_the_work_says_so(string sql, bool isBeside) => Assert.Equal(isBeside, SqlStatements.IsBesideTheWork(sql));
}
