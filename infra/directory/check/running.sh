# shellcheck shell=bash disable=SC2154,SC2034
# The installation at work: the journey, kills, another build, a reboot, the way out. Sourced by check.sh.

say "the journey of a tip; in the middle both nodes and the database are killed"
first() { inside tipintake staff first-administrator "$1" 2>> "$LOG"; }
first Anna > "$WORK/anna" || true
first Bertha > "$WORK/bertha" || true
expect "links for the first two administrators" grep --quiet '/enrol#' "$WORK/anna" "$WORK/bertha"

cat > "$WORK/kill" <<KILL
leader=$(leader)
nsenter --target "\$leader" --mount --pid -- systemctl kill --signal=KILL tipintake-public tipintake-staff
nsenter --target "\$leader" --mount --pid -- systemctl kill --signal=KILL postgresql@15-main
KILL
journey() {
    beside timeout 300 dotnet "$WORK/journey/Journey.dll" --public "$public" --staff "$staff" --at appeal.example=127.0.0.1 --at staff.example=127.0.0.1 \
        --authority "$WORK/authority.pem" --from 127.0.0.2 --from 127.77.0.2 --photo "$WORK/photo.jpg" --link "$(cat "$WORK/anna")" --link "$(cat "$WORK/bertha")" \
        --receipt "$WORK/receipt" --interrupt "bash $WORK/kill"
}
journey 2>> "$LOG" | tee --append "$RESULTS" || true

restarts() { (( $(inside systemctl show --property=NRestarts --value "tipintake-$1") > 0 )); }
revived() { (( $(inside systemctl show --property=NRestarts --value postgresql@15-main) > 0 )); }
expect "systemd brought PostgreSQL back" revived
expect "systemd brought the public node back" restarts public
expect "systemd brought the staff node back" restarts staff
receipt_answers() { ask --header "Content-Type: application/json" --data "{\"receipt\":\"$(cat "$WORK/receipt")\"}" "$public/api/v1/receipts/status" | grep --quiet '"state"'; }
expect "the receipt answers" receipt_answers
quiet() { ! inside journalctl --unit=tipintake-public --unit=tipintake-staff --grep="$1" --quiet --no-pager | grep .; }
expect "nobody's role was too small" quiet 42501
expect "no system call was refused that was needed" quiet 'Operation not permitted|EPERM'
no_words() { ! inside journalctl --quiet --no-pager | grep --fixed-strings --regexp='fair on the harbour' --regexp='nobody@visitor.example' --regexp="$(cat "$WORK/receipt")"; }
expect "the journal holds no word of the tip, no contact and no receipt" no_words

say "a new receipt key, another build, and a reboot"
expect "a key is added to the ring" inside tipintake keys rotate --path /etc/tipintake/staff --active-in 00:00:00
touch "$root/checkout/build/another"
former="$(inside readlink /opt/tipintake/current)"
expect "another build is installed beside the first" inside /checkout/infra/directory/install.sh /checkout/build
expect "both doors are ready" within 60 is_ready
moved() { [[ "$(inside readlink /opt/tipintake/current)" != "$former" && -d "$root/opt/tipintake/$former" ]]; }
expect "the link leads to it, and the first is still there" moved
expect "the public node has the new key, too" inside cmp /etc/tipintake/staff/keyring.json /etc/tipintake/public/keyring.json
expect "the receipt answers" receipt_answers

before="$(leader)"
inside systemctl reboot >> "$LOG" 2>&1 || true
rebooted() { [[ "$(leader)" && "$(leader)" != "$before" ]] && is_up; }
expect "the machine reboots" within 120 rebooted
expect "both doors are ready without anybody's help" within 90 is_ready
expect "the receipt answers" receipt_answers

say "the way out"
stops() { inside systemctl stop tipintake-public tipintake-staff && [[ "$(inside systemctl show --property=Result --value tipintake-public tipintake-staff | sort --unique | xargs)" = success ]]; }
expect "both nodes stop by themselves when they are told to" stops
expect "uninstalling takes units and programs" inside /checkout/infra/directory/uninstall.sh
programs_gone() { [[ ! -e "$root/opt/tipintake" && ! -e "$root/usr/local/sbin/tipintake" ]] && ! compgen -G "$root/etc/systemd/system/tipintake*" && [[ -e "$root/etc/tipintake/staff/keyring.json" ]]; }
expect "they are gone, and the keys are not" programs_gone
expect "installing again finds keys and data" inside /checkout/infra/directory/install.sh /checkout/build
expect "uninstalling with --all takes the rest" inside /checkout/infra/directory/uninstall.sh --all
nothing_left() { [[ ! -e "$root/etc/tipintake" && ! -e "$root/var/lib/tipintake" ]] && ! inside getent passwd tipintake-public tipintake-staff tipintake-owner; }
expect "nothing is left but the database" nothing_left
