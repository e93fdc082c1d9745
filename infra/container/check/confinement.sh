#!/usr/bin/env bash
# What each container may do, as the kernel sees it. Started by inside.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/report.sh"
# shellcheck source=/dev/null
source "$CHECK/engine.sh"

# each COMMAND: it must hold for every service that runs.
each() {
    local service
    for service in database public staff proxy-public proxy-staff; do
        "$1" "$service" || { echo "$1 does not hold for $service"; return 1; }
    done
}

status() { cat "/proc/$(process_of "$1")/status"; }
is_not_root() { status "$1" | awk '/^[UG]id:/ { for (i = 2; i <= 5; i++) if ($i == 0) exit 1; seen++ } END { exit seen != 2 }'; }
has_no_capability() { status "$1" | awk '/^Cap/ { if ($2 !~ /^0+$/) exit 1; seen++ } END { exit seen != 5 }'; }
gains_no_privilege() { status "$1" | grep --quiet --extended-regexp '^NoNewPrivs:\s+1$'; }
system_calls_are_filtered() { status "$1" | grep --quiet --extended-regexp '^Seccomp:\s+2$'; }
root_is_read_only() { ! within_container "$1" bash -c 'echo > /probe' && [[ "$(docker inspect --format '{{.HostConfig.ReadonlyRootfs}}' "$(container "$1")")" == true ]]; }

# limit SERVICE CONTROLLER FILE-OF-VERSION-1 FILE-OF-VERSION-2: what the kernel holds the container to.
limit() {
    local path
    path="$(awk -F: -v wanted="$2" '{ n = split($2, names, ","); for (i = 1; i <= n; i++) if (names[i] == wanted) print $3 }' "/proc/$(process_of "$1")/cgroup")"
    if [[ -n "$path" ]]; then
        cat "/sys/fs/cgroup/$2$path/$3"
    else
        cat "/sys/fs/cgroup$(awk -F: '$1 == 0 { print $3 }' "/proc/$(process_of "$1")/cgroup")/$4"
    fi
}
is_limited() {
    (( $(limit "$1" memory memory.limit_in_bytes memory.max) <= 2 << 30 )) \
        && (( $(limit "$1" pids pids.max pids.max) <= 256 )) \
        && [[ "$(limit "$1" cpu cpu.cfs_quota_us cpu.max)" == 100000* ]]
}

expect "no container runs as root" each is_not_root
expect "none has a capability" each has_no_capability
expect "none can gain a privilege" each gains_no_privilege
expect "the system calls of each are filtered" each system_calls_are_filtered
expect "no root file system can be written to" each root_is_read_only
expect "processor, memory and processes of each are limited" each is_limited

published() { docker ps --format '{{.Label "com.docker.compose.service"}} {{.Ports}}' | awk '/->/ { print $1 }' | sort | tr '\n' ' '; }
expect "only the proxies are open to the outside" test "$(published)" = "proxy-public proxy-staff "
