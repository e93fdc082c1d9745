#!/usr/bin/env bash
# Builds an older version of the service beside this one, to run the two together:
#
#   infra/upgrade/old.sh REVISION FOLDER
#
# REVISION is anything git knows (a tag, a commit); FOLDER gets what `dotnet publish` writes. Nothing in the checkout changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(( $# == 2 )) || { echo "usage: infra/upgrade/old.sh REVISION FOLDER" >&2; exit 1; }
revision="$(git rev-parse --verify --quiet "$1^{commit}")" || { echo "there is no revision $1 here; git fetch brings what is missing" >&2; exit 1; }
folder="$(realpath --canonicalize-missing -- "$2")"

sources="$(mktemp -d /var/tmp/tipintake-old.XXXXXX)"
trap 'rm -rf "$sources"' EXIT
git archive "$revision" | tar --extract --directory="$sources"
echo "publishing ${revision:0:12}"
dotnet publish "$sources/src/TipIntake" --configuration Release --output "$folder" --verbosity quiet -p:UseSharedCompilation=false -p:RunAnalyzers=false
echo "$revision" > "$folder/REVISION"
echo "in $folder"
