#!/usr/bin/env bash
# Takes away what install.sh made. As root:
#
#   infra/directory/uninstall.sh            units and programs; settings, keys and data stay
#   infra/directory/uninstall.sh --all      everything but the database: also settings, keys, data and accounts. Receipts are lost with the key ring
#
# The database stays in either case: dropdb tipintake; dropuser tipintake_public, tipintake_app, tipintake_owner.
set -euo pipefail
cd /

[[ "$(id -u)" = 0 ]] || { echo "uninstall.sh: run it as root" >&2; exit 1; }
[[ $# = 0 || "$*" = --all ]] || { echo "uninstall.sh: see the top of this file" >&2; exit 1; }

for unit in tipintake-public tipintake-staff tipintake-schema; do
    [[ -e "/etc/systemd/system/$unit.service" ]] || continue
    systemctl disable --quiet --now "$unit" 2>/dev/null || true
    rm -rf "/etc/systemd/system/$unit.service" "/etc/systemd/system/$unit.service.d"
done
rm -f /etc/systemd/system/postgresql@.service.d/tipintake.conf
systemctl daemon-reload
rm -rf /opt/tipintake /usr/local/sbin/tipintake
echo "uninstall: units and programs are gone"

if [[ "${1:-}" = --all ]]; then
    rm -rf /etc/tipintake /var/lib/tipintake /var/lib/private/tipintake
    for name in public staff owner; do
        if getent passwd "tipintake-$name" >/dev/null; then
            userdel "tipintake-$name"
        fi
    done
    echo "uninstall: settings, keys, data and accounts are gone"
fi
