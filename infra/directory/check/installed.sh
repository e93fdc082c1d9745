# shellcheck shell=bash disable=SC2154,SC2034
# The installation, and what may read what of it. Sourced by check.sh.

say "the installation"
refuse "without a contact key nothing is installed" inside /checkout/infra/directory/install.sh /checkout/build
refuse "a folder that is no build is refused" inside /checkout/infra/directory/install.sh /checkout/infra
expect "one command installs" inside /checkout/infra/directory/install.sh /checkout/build --contact-key /checkout/contact-public.key
# Without it the rest would say nothing.
[[ "$(tail --lines=1 "$RESULTS")" = ok* ]] || { tail --lines=20 "$LOG"; summary "$RESULTS"; exit 1; }

# What an operator changes: settings, and a drop-in that hands each unit its certificate.
for node in public:appeal.example:8443:Public staff:staff.example:9443:Staff; do
    IFS=: read -r unit name port door <<< "$node"
    sed --in-place "s|^Surfaces__${door}__Url=.*|Surfaces__${door}__Url=https://127.0.0.1:$port|; /^Proxies__/d" "$root/etc/tipintake/$unit.env"
    install --directory "$root/etc/systemd/system/tipintake-$unit.service.d"
    cat > "$root/etc/systemd/system/tipintake-$unit.service.d/certificate.conf" <<DROPIN
[Service]
LoadCredential=certificate.pem:/etc/certificates/$unit/$name.pem
LoadCredential=certificate.key:/etc/certificates/$unit/$name.key
Environment=Kestrel__Certificates__Default__Path=%d/certificate.pem Kestrel__Certificates__Default__KeyPath=%d/certificate.key
DROPIN
done
inside systemctl daemon-reload
inside systemctl restart tipintake-public tipintake-staff >> "$LOG" 2>&1
expect "both doors are ready" within 60 is_ready

state() { inside bash -c 'find /etc/tipintake -type f -exec sha256sum {} + | sort; find /etc/tipintake /opt/tipintake /etc/systemd/system/tipintake* -printf "%p %m %u %g %l\n" | sort'; }
state > "$WORK/before"
again_changes_nothing() { inside /checkout/infra/directory/install.sh /checkout/build && state | diff "$WORK/before" -; }
expect "installing again changes nothing" again_changes_nothing
expect "and both doors are ready again" within 60 is_ready

say "who may read what"
as() { local who="$1"; shift; inside setpriv --reuid="tipintake-$who" --regid="tipintake-$who" --clear-groups "$@"; }
for unit in public staff; do
    expect "the $unit node's account can read its own keys" as "$unit" cat "/etc/tipintake/$unit/keyring.json"
done
for file in secrets/owner secrets/staff secrets/public staff/keyring.json staff/audit-signing.key; do
    refuse "the public node's account cannot read $file" as public cat "/etc/tipintake/$file"
done
refuse "the public node's account cannot look into the staff node's data" as public ls /var/lib/tipintake/staff
for file in secrets/owner secrets/public public/keyring.json; do
    refuse "the staff node's account cannot read $file" as staff cat "/etc/tipintake/$file"
done
refuse "neither can change the program" as staff touch /opt/tipintake/current/planted

# As the process itself sees it.
pid_of() { inside systemctl show --property=MainPID --value "tipintake-$1"; }
within_unit() { local unit="$1"; shift; inside nsenter --target "$(pid_of "$unit")" --mount -- setpriv --reuid="tipintake-$unit" --regid="tipintake-$unit" --clear-groups --inh-caps=-all "$@"; }
for unit in public staff; do
    refuse "the ${unit}'s process can write nowhere but in its own folder" within_unit "$unit" touch /etc/planted /opt/planted /usr/planted /var/planted
    expect "it can write there" within_unit "$unit" touch "/var/lib/tipintake/$unit/planted"
    refuse "its environment holds no password" inside grep --quiet --text Password= "/proc/$(pid_of "$unit")/environ"
    refuse "nor do its arguments" inside grep --quiet --text Password= "/proc/$(pid_of "$unit")/cmdline"
    expect "it has no capability, now or later" inside grep --quiet 'CapBnd:.0000000000000000' "/proc/$(pid_of "$unit")/status"
    expect "it can gain no privileges, and its system calls are filtered" inside bash -c "grep -q 'NoNewPrivs:.1' /proc/$(pid_of "$unit")/status && grep -q 'Seccomp:.2' /proc/$(pid_of "$unit")/status"
done
refuse "the public's process cannot see the staff's files" within_unit public ls /etc/tipintake/staff
expect "the units are well formed" inside systemd-analyze verify /etc/systemd/system/tipintake-{public,staff,schema}.service
for unit in public staff schema; do
    figure="$(inside systemd-analyze security "tipintake-$unit" --no-pager 2>> "$LOG" | sed --quiet 's/.*exposure level for [^:]*: \([0-9.]*\).*/\1/p')"
    expect "systemd-analyze security says $figure of tipintake-$unit (at most 1.5)" awk "BEGIN { exit !(\"$figure\" != \"\" && $figure <= 1.5) }"
done
roles() { inside runuser -u postgres -- psql --no-psqlrc --tuples-only --no-align --command="select string_agg(distinct usename, ',' order by usename) from pg_stat_activity where application_name = 'TipIntake'" | grep --quiet --line-regexp 'tipintake_app,tipintake_public'; }
expect "each node has the role of its door" roles
# shellcheck disable=SC2016 # it is the shell inside that expands
with_the_publics_password() { inside bash -c 'connection="$(cat /etc/tipintake/secrets/public)"; PGPASSWORD="${connection##*Password=}" psql --no-psqlrc --host=127.0.0.1 --username=tipintake_public --command="$1" tipintake' bash "$1"; }
expect "the public node's password opens the database" with_the_publics_password 'select count(*) from tipintake.published_objects()'
refuse "and reads no tip" with_the_publics_password 'select count(*) from tipintake.mt_doc_tip'
expect "the schema is as this build expects it" inside tipintake db-assert
