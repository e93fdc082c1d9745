# shellcheck shell=bash
# An engine of the check's own, and how to speak to it. Sourced by the scripts beside it.
export DOCKER_HOST="unix://$WORK/engine/socket"
export SDK_IMAGE=dotnet/sdk:10.0 RUNTIME_IMAGE=dotnet/aspnet:10.0 POSTGRES_IMAGE=postgres:15 PROXY_IMAGE=haproxy:2.6

compose() {
    if docker compose version > /dev/null 2>&1; then
        timeout "${LIMIT:-180}" docker compose "$@"
    else
        timeout "${LIMIT:-180}" docker-compose "$@"
    fi
}

container() { docker ps --all --quiet --filter "label=com.docker.compose.service=$1"; }

# within_container SERVICE COMMAND...
within_container() {
    local service="$1"
    shift
    timeout 20 docker exec "$(container "$service")" "$@"
}

is_healthy() { [[ "$(docker inspect --format '{{.State.Health.Status}}' "$(container "$1")" 2> /dev/null)" == healthy ]]; }

all_healthy() {
    local service
    for service in database public staff proxy-public proxy-staff; do is_healthy "$service" || return 1; done
}

# For whoever has to find out why something failed.
keep_logs() { docker ps --all --quiet | xargs --replace docker logs --tail 20 '{}' >> "$LOG" 2>&1; }

process_of() { docker inspect --format '{{.State.Pid}}' "$(container "$1")"; }

start_engine() {
    mkdir -p "$WORK/engine/programs"
    # The engine writes a key there whatever it is told; this hides the machine's own folder.
    mkdir -p /etc/docker
    mount -t tmpfs tmpfs /etc/docker
    # Kernels know one of the two, or both.
    iptables --table nat --list > /dev/null 2>&1 || ln -s "$(command -v iptables-legacy)" "$WORK/engine/programs/iptables"

    local driver
    for driver in overlay2 vfs; do
        PATH="$WORK/engine/programs:$PATH" dockerd --host "$DOCKER_HOST" --data-root "$WORK/engine/data" --exec-root "$WORK/engine/run" --pidfile "$WORK/engine/pid" \
            --storage-driver "$driver" --cgroup-parent "/$(basename "$WORK")" > "$WORK/engine/log" 2>&1 &
        engine=$!
        if within 60 engine_answers_or_ended && docker info > /dev/null 2>&1; then
            echo "storage driver $driver" >> "$LOG"
            return
        fi
        kill "$engine" 2> /dev/null || true
        wait "$engine" || true
    done
    cat "$WORK/engine/log" >&2
    return 1
}

engine_ended() { ! kill -0 "$engine" 2> /dev/null; }
engine_answers_or_ended() { docker info > /dev/null 2>&1 || engine_ended; }

stop_engine() {
    kill "$engine"
    within 60 engine_ended || kill -9 "$engine"
    wait "$engine" || true
}

import_standins() {
    local path=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/share/dotnet:/usr/lib/postgresql/15/bin
    docker import --change "ENV $path" "$STANDINS/sdk.tar" "$SDK_IMAGE"
    docker import --change "ENV $path" "$STANDINS/runtime.tar" "$RUNTIME_IMAGE"
    docker import --change "ENV $path" --change "VOLUME /var/lib/postgresql/data" "$STANDINS/postgres.tar" "$POSTGRES_IMAGE"
    docker import --change "ENV $path" "$STANDINS/haproxy.tar" "$PROXY_IMAGE"
} >> "$LOG"
