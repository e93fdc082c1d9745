#!/usr/bin/env bash
# Makes the roles and the database, and sets the passwords that stand in the secrets. Runs in the container `roles`,
# which shares the database's socket and has no network.
set -euo pipefail

psql --no-psqlrc --quiet --host=/var/run/postgresql --username=postgres --dbname=postgres <<'SQL'
\set ON_ERROR_STOP on
\set database tipintake
\set owner_password `sed 's/.*;Password=//' /run/secrets/database-owner`
\set application_password `sed 's/.*;Password=//' /run/secrets/database-staff`
\set public_password `sed 's/.*;Password=//' /run/secrets/database-public`
\include /roles.sql
SQL
echo "The roles are there."
