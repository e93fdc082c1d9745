#!/usr/bin/env bash
# After a change of the code that needs another schema: writes that change as the next file of infra/database/schema, and the way back beside it.
#
#   infra/database/patch.sh WHAT-CHANGES          for example: infra/database/patch.sh keep-the-language-of-a-lead
#
# It starts a PostgreSQL of its own for the moment; no other is touched. Then read the file, and commit it with the code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(( $# == 1 )) || { echo "usage: infra/database/patch.sh WHAT-CHANGES" >&2; exit 1; }
# The program wants to be told of a database; this one is never asked.
ASPNETCORE_ENVIRONMENT=Production ConnectionStrings__TipIntake=Host=nowhere.invalid dotnet run --no-launch-profile --project src/TipIntake -- db-patch --next "$PWD/infra/database/schema" --name "$1"
