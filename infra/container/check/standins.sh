#!/usr/bin/env bash
# Makes archives of root file systems that stand in for the base images: Debian as debootstrap makes it, with PostgreSQL,
# with HAProxy, with the .NET runtime, with the SDK and the packages that the lock file names. Started by check.sh.
set -euo pipefail

roots="$WORK/roots"
mkdir -p "$STANDINS" "$roots"
dotnet="$(dirname "$(readlink -f "$(command -v dotnet)")")"

# pack NAME FROM...: what tar is given becomes the archive, whole or not at all.
pack() {
    local name="$1"
    shift
    tar --create --file="$STANDINS/$name.tar.new" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' "$@"
    mv "$STANDINS/$name.tar.new" "$STANDINS/$name.tar"
}

# root NAME PACKAGE: a copy of Debian with a package more. Nothing starts in it.
root() {
    cp -a "$roots/debian" "$roots/$1"
    printf '#!/bin/sh\nexit 101\n' > "$roots/$1/usr/sbin/policy-rc.d"
    chmod +x "$roots/$1/usr/sbin/policy-rc.d"
    if [[ "$1" == postgres ]]; then
        # The number, folders and rights of the usual image, and no cluster by itself.
        chroot "$roots/$1" groupadd --gid 999 postgres
        chroot "$roots/$1" useradd --uid 999 --gid 999 --home-dir /var/lib/postgresql postgres
        install -d "$roots/$1/etc/postgresql-common"
        echo 'create_main_cluster = false' > "$roots/$1/etc/postgresql-common/createcluster.conf"
    fi
    DEBIAN_FRONTEND=noninteractive chroot "$roots/$1" apt-get install --yes --no-install-recommends "$2"
    if [[ "$1" == postgres ]]; then
        install -d -o 999 -g 999 -m 1777 "$roots/$1/var/lib/postgresql/data"
        install -d -o 999 -g 999 -m 2775 "$roots/$1/var/run/postgresql"
    fi
}

if [[ ! -e "$STANDINS/debian.tar" ]]; then
    debootstrap --variant=minbase --include=ca-certificates,libicu72,tzdata bookworm "$roots/debian"
    root postgres postgresql-15
    root haproxy haproxy
    pack postgres -C "$roots/postgres" .
    pack haproxy -C "$roots/haproxy" .
    pack runtime --transform="s,^dotnet/,./usr/share/dotnet/," -C "$roots/debian" . -C "$(dirname "$dotnet")" "$(basename "$dotnet")/"{host,shared,dotnet}
    pack debian -C "$roots/debian" .
fi

if [[ ! -e "$STANDINS/sdk.tar" ]]; then
    dotnet restore "$WORK/tree/src/TipIntake" --locked-mode --packages "$WORK/nuget" -p:NuGetAudit=false
    mkdir "$roots/sdk"
    tar --extract --file="$STANDINS/debian.tar" --directory="$roots/sdk"
    install -d "$roots/sdk/root/.nuget"
    mv "$WORK/nuget" "$roots/sdk/root/.nuget/packages"
    cp -a "$dotnet" "$roots/sdk/usr/share/dotnet"
    pack sdk -C "$roots/sdk" .
    find "$WORK/tree" -name obj -prune -exec rm -rf {} +
fi
rm -rf "$roots" "$WORK/tree/artifacts"
