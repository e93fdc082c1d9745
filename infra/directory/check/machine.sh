# shellcheck shell=bash disable=SC2154,SC2034
# The machine inside: boots with systemd as its first process, in a network of its own. Sourced by check.sh.

runtime="$(dirname "$(readlink --canonicalize "$(command -v dotnet)")")"

# A reboot ends systemd-nspawn with 133, and somebody starts it again, as the firmware of a machine would. `--register=no --keep-unit`: this machine need not run systemd itself.
machine() {
    local status=133
    while (( status == 133 )); do
        status=0
        systemd-nspawn --quiet --boot --directory="$root" --machine=tipintake --hostname=tipintake --register=no --keep-unit --private-network \
            --bind-ro="$runtime:/usr/share/dotnet" --console=pipe < /dev/null >> "$WORK/console" 2>&1 & nspawn=$!
        echo "$nspawn" > "$WORK/nspawn"
        trap 'kill -TERM "$nspawn"' TERM
        wait "$nspawn" || status=$?
    done
}

# Its first process, as this machine numbers it.
leader() {
    local parent
    parent="$(cat "$WORK/nspawn" 2>/dev/null)" && tr --delete ' ' < "/proc/$parent/task/$parent/children" 2>/dev/null
}

inside() {
    nsenter --target "$(leader)" --mount --uts --ipc --net --pid --root --wdns=/ -- env --ignore-environment PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
}

# The same network, and everything else of this machine.
beside() { nsenter --target "$(leader)" --net -- "$@"; }

is_up() { [[ "$(leader)" ]] && [[ "$(inside systemctl is-system-running 2>/dev/null)" =~ ^(running|degraded)$ ]]; }
first_process_is_systemd() { [[ "$(inside cat /proc/1/comm)" = systemd ]]; }

public=https://appeal.example:8443 staff=https://staff.example:9443
ask() { beside curl --silent --fail --max-time 10 --cacert "$WORK/authority.pem" --resolve appeal.example:8443:127.0.0.1 --resolve staff.example:9443:127.0.0.1 "$@"; }
is_ready() { ask "$public/health/ready" >/dev/null && ask "$staff/health/ready" >/dev/null; }

say "it boots"
machine & booted=$!
expect "a Debian boots, and systemd is its first process" within 90 is_up
expect "nothing but systemd started it" first_process_is_systemd
