#!/usr/bin/env bash
# Installs the service without containers on Debian 12, or brings what is installed to another build. As root:
#
#   infra/directory/install.sh BUILD [--contact-key FILE]
#
# BUILD is what `dotnet publish src/TipIntake --configuration Release --output BUILD` wrote. FILE is the public half of the contact key, made on another
# machine with `TipIntake contacts init FOLDER`; needed the first time only.
# Running it again replaces no key, no password and no setting. What it makes: infra/docs/operations.md, "Without containers".
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

opt=/opt/tipintake etc=/etc/tipintake
# The service starts nothing, and finds no settings, by the caller's environment.
umask 022
cd /

refuse() { echo "install.sh: $*" >&2; exit 1; }
say() { echo "install: $*"; }

build="" contact_key=""
while (( $# > 0 )); do
    case "$1" in
        --contact-key) contact_key="$(realpath -- "${2:?--contact-key needs a file}")"; shift 2 ;;
        -*) refuse "there is no option $1; see the top of this file" ;;
        *) build="$(realpath -- "$1")"; shift ;;
    esac
done

# What must be there.
[[ "$(id -u)" = 0 ]] || refuse "run it as root"
[[ -f "$build/TipIntake.dll" && -x "$build/TipIntake" ]] || refuse "the first argument is a folder that dotnet publish wrote"
[[ -d /run/systemd/system ]] || refuse "systemd does not run here"
command -v psql >/dev/null || refuse "PostgreSQL is missing: apt-get install postgresql"
[[ -e "$etc/contact-public.key" || -n "$contact_key" ]] || refuse "give the public half of the contact key: --contact-key FILE"
"$build/TipIntake" --help >/dev/null || refuse "the program does not start: it needs ASP.NET Core 10 (dotnet --list-runtimes) and libicu (apt-get install libicu72)"

# Accounts: one for each unit, so that the public's cannot read what the staff's may, and neither the owner's password.
for name in public staff owner; do
    getent passwd "tipintake-$name" >/dev/null || useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin "tipintake-$name"
done
say "the accounts tipintake-public, tipintake-staff and tipintake-owner"

# The program: each build in a folder named by its content, root's alone to change; `current` leads to the one in use.
version="$(cd "$build" && find . -type f -print0 | LC_ALL=C sort --zero-terminated | xargs --null sha256sum | sha256sum | cut --characters=1-12)"
if [[ ! -d "$opt/$version" ]]; then
    install --directory "$opt" "$opt/$version.next"
    cp --recursive --no-preserve=ownership "$build/." "$opt/$version.next"
    chmod --recursive u=rwX,go=rX "$opt/$version.next"
    # A developer's settings are no part of an installation.
    rm -f "$opt/$version.next/appsettings.Development.json"
    mv "$opt/$version.next" "$opt/$version"
fi
ln --symbolic --force --no-dereference "$version" "$opt/current.next"
mv --no-target-directory "$opt/current.next" "$opt/current"
say "the program in $opt/$version"

# Settings, once; from then on they are the operator's.
install --directory --mode=755 "$etc"
install --directory --mode=700 "$etc/secrets"
for name in public staff; do
    [[ -e "$etc/$name.env" ]] || install --mode=644 "$here/settings/$name.env" "$etc/$name.env"
done
say "settings in $etc/public.env and $etc/staff.env"

# Passwords of the database: each in a connection string in a file that root alone reads; systemd hands it to its unit.
connection() {
    [[ -e "$etc/secrets/$1" ]] && return
    local password
    password="$(head --bytes=24 /dev/urandom | od --address-radix=n --format=x1 | tr --delete ' \n')"
    (umask 077 && printf 'Host=127.0.0.1;Database=tipintake;Username=%s;Gss Encryption Mode=Disable;Password=%s' "$2" "$password" > "$etc/secrets/$1")
}
connection owner tipintake_owner
connection staff tipintake_app
connection public tipintake_public
say "passwords in $etc/secrets"

# Keys: the ring for both nodes, what signs the audit trail for the staff's only.
for name in public staff; do
    install --directory --mode=700 --owner="tipintake-$name" --group="tipintake-$name" "$etc/$name"
done
as_staff() { setpriv --reuid=tipintake-staff --regid=tipintake-staff --clear-groups --no-new-privs "$opt/current/TipIntake" "$@"; }
[[ -e "$etc/staff/keyring.json" ]] || as_staff keys init --path "$etc/staff"
[[ -e "$etc/staff/audit-signing.key" ]] || as_staff audit keys init --path "$etc/staff"
if ! cmp --silent "$etc/staff/keyring.json" "$etc/public/keyring.json"; then
    install --mode=600 --owner=tipintake-public --group=tipintake-public "$etc/staff/keyring.json" "$etc/public/keyring.json"
fi
[[ -z "$contact_key" ]] || install --mode=644 "$contact_key" "$etc/contact-public.key"
say "keys in $etc/staff and $etc/public"

# Roles and database, where PostgreSQL runs on this machine. On another one: run infra/database/roles.sql there with the passwords above.
password_of() { sed 's/.*;Password=//' "$etc/secrets/$1"; }
if grep --quiet 'Host=127\.0\.0\.1;' "$etc/secrets/owner"; then
    # On standard input, because everybody sees a program's arguments.
    runuser -u postgres -- psql --no-psqlrc --quiet --dbname=postgres >/dev/null <<SQL
\set ON_ERROR_STOP on
\set database tipintake
\set owner_password $(password_of owner)
\set application_password $(password_of staff)
\set public_password $(password_of public)
$(cat "$here/../database/roles.sql")
SQL
    say "the roles and the database tipintake"
    # Debian leaves a PostgreSQL that ended by itself down. After a full disk or a failed flush it must come back without anybody.
    install -D --mode=644 "$here/units/postgresql.conf" /etc/systemd/system/postgresql@.service.d/tipintake.conf
fi

# The units; each node stops before the schema changes and starts after it.
install --mode=644 "$here"/units/*.service /etc/systemd/system/
install --mode=755 "$here/tipintake" /usr/local/sbin/tipintake
systemctl daemon-reload
systemctl stop tipintake-public tipintake-staff
systemctl start tipintake-schema || refuse "the schema could not be brought up to date: journalctl --unit=tipintake-schema"
say "the schema"
systemctl enable --quiet tipintake-public tipintake-staff
systemctl start tipintake-public tipintake-staff
say "tipintake-public and tipintake-staff run; whether they are ready: /health/ready at each door"
