#!/usr/bin/env bash
# Installs what the check needs from Debian's packages, where it is missing. Started by check.sh.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

missing=()
needs() { command -v "$1" > /dev/null || missing+=("$2"); }
needs dockerd docker.io
docker compose version > /dev/null 2>&1 || needs docker-compose docker-compose
needs debootstrap debootstrap
needs iptables iptables
needs ip iproute2
needs openssl openssl
needs curl curl
needs unshare util-linux
needs git git

if (( ${#missing[@]} > 0 )); then
    apt-get update
    apt-get install --yes --no-install-recommends "${missing[@]}"
fi
