-- Roles and database of a real installation. Run it once as a superuser; running it again changes nothing but the passwords:
--
--   psql --set owner_password=... --set application_password=... --set public_password=... --set database=tipintake \
--     --file infra/database/roles.sql
--
-- Then: TipIntake db-apply, which makes the tables as the owner and gives the other two their rights, table by table.
\set ON_ERROR_STOP on

-- The passwords below must not reach the server's log.
set log_statement = 'none';
set log_min_duration_statement = -1;
set log_min_error_statement = 'panic';
set password_encryption = 'scram-sha-256';

-- The owner changes the schema. A node with a staff door runs as the application, which only reads and changes rows; a node that only the public
-- reaches runs as the public, which takes tips and cannot read them.
select format('create role %I', name) from unnest(array['tipintake_owner', 'tipintake_app', 'tipintake_public']) as name
where not exists (select from pg_roles where rolname = name) \gexec

alter role tipintake_owner login nosuperuser nocreatedb nocreaterole noreplication password :'owner_password';
alter role tipintake_app login nosuperuser nocreatedb nocreaterole noreplication password :'application_password';
alter role tipintake_public login nosuperuser nocreatedb nocreaterole noreplication password :'public_password';

select format('create database %I owner tipintake_owner encoding %L template template0', :'database', 'UTF8')
where not exists (select from pg_database where datname = :'database') \gexec

revoke all on database :"database" from public;
grant connect on database :"database" to tipintake_app, tipintake_public;

-- A stored tip must be on disk when the sender hears so, whatever the server's default is.
alter database :"database" set synchronous_commit = 'on';

-- Errors quote rows, and rows are what people wrote: none of it may reach the server's log.
alter database :"database" set log_error_verbosity = 'terse';
alter database :"database" set log_min_error_statement = 'panic';
alter database :"database" set log_min_messages = 'log';
alter database :"database" set log_statement = 'none';
alter database :"database" set log_min_duration_statement = -1;
alter database :"database" set log_parameter_max_length = 0;
alter database :"database" set log_parameter_max_length_on_error = 0;

\connect :"database"
revoke all on schema public from public;
