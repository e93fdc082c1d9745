#!/usr/bin/env bash
# Fills the templates of this folder: every ${NAME} becomes the variable NAME of the environment; one that is not set ends it.
# Run: set -a; . ./machine.env; set +a; infra/cluster/fill.sh infra/cluster/patroni.yml > /etc/patroni/config.yml
set -euo pipefail

text="$(< "$1")"
while [[ "$text" =~ \$\{([A-Z0-9_]+)\} ]]; do
    name="${BASH_REMATCH[1]}"
    if [[ -z "${!name+set}" ]]; then
        echo "$1 needs $name, which is not set." >&2
        exit 1
    fi
    # A value is put in as it is, never filled again: so it must not hold a placeholder itself.
    if [[ "${!name}" == *\$\{* ]]; then
        echo "The value of $name holds a placeholder." >&2
        exit 1
    fi
    text="${text//"\${$name}"/"${!name}"}"
done
printf '%s\n' "$text"
