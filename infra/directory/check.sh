#!/usr/bin/env bash
# Installs the service from this checkout on a Debian 12 that boots with systemd, inside this machine, and tries it: secrets, confinement, the journey of a tip,
# killed processes, another build, a reboot, the way out. On Debian, as root, with the .NET SDK:
#
#   infra/directory/check.sh
#
# Prints a line per check ("ok …", "FAILED …") and ends with "N of N"; details in the log that it names. CHECK_ROOT names a folder to keep the empty
# Debian in, so that the next run need not make it again. It has a network of its own, without a way out, and leaves nothing running.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[[ "$(id -u)" = 0 ]] || { echo "check.sh: run it as root" >&2; exit 1; }

export DEBIAN_FRONTEND=noninteractive DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
STARTED="$(date +%s)"
WORK="$(mktemp --directory --tmpdir tipintake-directory.XXXX)"
LOG="$WORK/log" RESULTS="$WORK/results"
: > "$RESULTS"
echo "The log: $LOG"
# shellcheck source=infra/container/check/report.sh
source infra/container/check/report.sh

booted=""
finish() {
    local status=$? nspawn
    trap - EXIT INT TERM
    if [[ -n "$booted" ]]; then
        # Once asks it to halt, twice ends it; its files go when it has gone.
        nspawn="$(cat "$WORK/nspawn" 2>/dev/null || true)"
        kill -TERM "$booted" 2>/dev/null || true
        within 30 gone "$nspawn" || kill -TERM "$nspawn" 2>/dev/null || true
        within 10 gone "$nspawn" || kill -KILL "$nspawn" 2>/dev/null || true
        wait "$booted" 2>/dev/null || true
    fi
    find "$WORK" -mindepth 1 -maxdepth 1 ! -name log ! -name results ! -name console -exec rm -rf {} +
    exit "$status"
}
gone() { [[ -z "$1" ]] || ! kill -0 "$1" 2>/dev/null; }
trap finish EXIT
trap 'exit 130' INT TERM

say "what this needs"
missing=()
for program in systemd-nspawn:systemd-container debootstrap:debootstrap openssl:openssl nsenter:util-linux; do
    command -v "${program%:*}" >/dev/null || missing+=("${program#*:}")
done
if (( ${#missing[@]} > 0 )); then
    apt-get update >> "$LOG" 2>&1
    apt-get install --yes --no-install-recommends "${missing[@]}" >> "$LOG" 2>&1
fi

say "the build, and the program that makes the journey"
dotnet publish src/TipIntake --configuration Release --output "$WORK/build" -p:RunAnalyzers=false -p:NuGetAudit=false >> "$LOG" 2>&1
dotnet build infra/tools/Journey.cs --output "$WORK/journey" >> "$LOG" 2>&1

say "a Debian 12 with PostgreSQL"
root="$WORK/root"
base="${CHECK_ROOT:-}"
if [[ -z "$base" || ! -d "$base" ]]; then
    debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,postgresql,libicu72,libssl3,ca-certificates,curl bookworm "$root" >> "$LOG" 2>&1
    [[ -z "$base" ]] || cp --archive "$root" "$base"
else
    cp --archive "$base" "$root"
fi
# An empty number, so that the machine makes one of its own at its first boot.
: > "$root/etc/machine-id"
install --directory "$root/usr/share/dotnet" "$root/checkout"
cp --archive infra "$root/checkout/infra"
cp --archive "$WORK/build" "$root/checkout/build"
cp --archive src/TipIntake/Catalogue/Demonstration/mug.jpg "$WORK/photo.jpg"

# TLS ends at the nodes themselves here: one authority, and a certificate for each name.
(
    cd "$WORK"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj "/CN=Authority of the check" -keyout authority.key -out authority.pem
    for node in public:appeal.example staff:staff.example; do
        name="${node#*:}"
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
        openssl x509 -req -in "$name.csr" -days 2 -CA authority.pem -CAkey authority.key -CAcreateserial -extfile <(echo "subjectAltName=DNS:$name") -out "$name.pem"
        install --directory --mode=700 "$root/etc/certificates/${node%:*}"
        install --mode=600 "$name.pem" "$name.key" "$root/etc/certificates/${node%:*}"
    done
    "$WORK/build/TipIntake" contacts init "$WORK/contact" --without-passphrase
) >> "$LOG" 2>&1
cp "$WORK/contact/contact-public.key" "$root/checkout/"

# shellcheck source=infra/directory/check/machine.sh
source infra/directory/check/machine.sh
# shellcheck source=infra/directory/check/installed.sh
source infra/directory/check/installed.sh
# shellcheck source=infra/directory/check/running.sh
source infra/directory/check/running.sh

say "done"
summary "$RESULTS"
