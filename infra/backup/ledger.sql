-- What is in the database, one line for each table: its name, how many rows, and a sum over their contents that changes when any of them does.
-- Two databases with the same ledger hold the same. Run it as the owner, with psql's --tuples-only and --no-align.
set datestyle = 'ISO, YMD';
set intervalstyle = 'iso_8601';
set timezone = 'UTC';
set extra_float_digits = 3;
set bytea_output = 'hex';
select format('select %L, count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from tipintake.%I t', tablename, tablename)
from pg_tables where schemaname = 'tipintake' order by tablename \gexec
