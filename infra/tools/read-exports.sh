#!/bin/bash
# Reads every format of one answer with programs that we did not write, and compares their totals.
#
#   TIPINTAKE_DOOR=http://localhost:8081 TIPINTAKE_TOKEN=... infra/tools/read-exports.sh 'measure=tips_accepted&by=object,week&asOf=2026-03-31'
#
# Needs curl, jq, unzip; R (apt-get install r-base-core); Python with pandas (apt-get install python3-pandas); Node.js with these packages below NODE_PATH:
#   npm install jsonstat-toolkit hyparquet hyparquet-compressors ajv ajv-formats
# PYTHON names another Python. PROFILES is a folder with the published profiles of Data Package 2.0 (datapackage.json and others); without it they are fetched from datapackage.org.
# Ask as of a day that is over: else counting goes on between two downloads.
set -euo pipefail

query=$1
door=${TIPINTAKE_DOOR:?names the staff door} token=${TIPINTAKE_TOKEN:?is a token of a statistician}
python=${PYTHON:-python3}
page=$(realpath "$(dirname "$0")/../docs/statistics.md")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
address="$door/api/v1/statistics/tips?$query"

ask() { printf 'Authorization: Bearer %s' "$token" | curl --fail --silent --show-error --header @- "$1"; }

# The snippet of a language as the documentation has it, for this question.
snippet() { awk -v fence="\`\`\`$1" '$0 == fence { on = 1; next } /^```/ { on = 0 } on' "$page" | sed "s|https://staff.example/api/v1/statistics/tips?[^\"']*|${address//&/\\&}\&format=csv|"; }

same() { [ "$2" = "$3" ] && echo "ok  $1: $2" || { echo "NOT THE SAME  $1: $2 instead of $3"; exit 1; }; }

ask "$door/api/v1/statistics/tips/manifest?$query" > "$folder/manifest.json"
for format in csv json json-stat parquet package; do
  ask "$address&format=$format" > "$folder/data.$format"
  same "sha-256 of $format" "$(sha256sum < "$folder/data.$format" | cut -d' ' -f1)" "$(jq -r ".files[] | select(.format == \"$format\").sha256" "$folder/manifest.json")"
done

total=$(jq '[.rows[].value | values] | add // 0' "$folder/data.json")
rows=$(jq '.rows | length' "$folder/data.json")
same "rows in the manifest" "$(jq .rows "$folder/manifest.json")" "$rows"

cd "$folder"
mkdir package shell
unzip -q data.package -d package
(cd shell && snippet sh | TIPINTAKE_TOKEN=$token bash)
same "shell, snippet" "$(sha256sum < shell/*.csv)" "$(sha256sum < data.csv)"

(snippet r; echo 'cat("TOTAL", format(sum(counts$value, na.rm = TRUE), digits = 15), nrow(counts), "\n")') > snippet.R
TIPINTAKE_TOKEN=$token Rscript --vanilla snippet.R | tee r.txt
same "R, snippet: total and rows" "$(sed -n 's/^TOTAL *//p' r.txt | xargs)" "$total $rows"
Rscript --vanilla -e 'counts <- read.csv("package/data.csv", na.strings = ""); cat(format(sum(counts$value, na.rm = TRUE), digits = 15), nrow(counts))' > r2.txt
same "R, file of the package" "$(cat r2.txt)" "$total $rows"

(snippet python; echo 'print("TOTAL", format(counts["value"].sum(), ".15g"), len(counts))') > snippet.py
TIPINTAKE_TOKEN=$token "$python" snippet.py | tee python.txt
same "pandas, snippet: total and rows" "$(sed -n 's/^TOTAL *//p' python.txt)" "$total $rows"

node - > parquet.txt <<'NODE'
const load = (name) => import(require.resolve(name)).catch(() => import(name));
(async () => {
  const { parquetReadObjects, parquetMetadata } = await load("hyparquet"), { compressors } = await load("hyparquet-compressors");
  const file = require("fs").readFileSync("data.parquet"), buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  const schema = parquetMetadata(buffer).schema.slice(1).map((column) => `${column.name} ${column.logical_type?.type ?? column.type}`);
  console.error("hyparquet:", schema.join(", "));
  const rows = await parquetReadObjects({ file: buffer, compressors }), [header, ...lines] = require("fs").readFileSync("data.csv", "utf8").split("\r\n").slice(0, -1);
  const text = (value) => (value === null || value === undefined ? "" : value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  const written = rows.map((row) => header.split(",").map((name) => text(row[name])).join(","));
  const differs = lines.findIndex((line, number) => line !== written[number]);
  if (lines.length !== rows.length || differs >= 0) throw new Error(`row ${differs}: ${written[differs]} instead of ${lines[differs]}`);
  console.log(String(rows.reduce((sum, row) => sum + (row.value ?? 0), 0)), rows.length);
})();
NODE
same "hyparquet (JavaScript), Parquet, cell by cell as the CSV" "$(cat parquet.txt)" "$total $rows"

node - > cube.txt <<'NODE'
const JSONstat = require("jsonstat-toolkit"), text = require("fs").readFileSync("data.json-stat", "utf8");
const read = JSONstat.default || JSONstat, cube = read(JSON.parse(text)), table = cube.toTable({ type: "arrobj", content: "id" });
console.error("jsonstat-toolkit:", cube.class, cube.id.join(","), JSON.parse(text).size.join("x"), "metric:", cube.role.metric, "time:", cube.role.time);
if (cube.n !== table.length) throw new Error("values and sizes differ");
console.log(String(table.reduce((sum, row) => sum + (row.value ?? 0), 0)), table.length);
NODE
same "jsonstat-toolkit" "$(cat cube.txt)" "$total $rows"

cd package
node - "${PROFILES:-}" <<'NODE'
const fs = require("fs"), crypto = require("crypto"), Ajv = require("ajv"), formats = require("ajv-formats"), folder = process.argv[2];
const published = async (address) => (folder ? JSON.parse(fs.readFileSync(`${folder}/${address.split("/").pop()}`)) : (await fetch(address)).json());
(async () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, loadSchema: published }), found = JSON.parse(fs.readFileSync("datapackage.json"));
  formats(ajv);
  // How an editor should show a text.
  ajv.addFormat("textarea", true);
  const check = async (what, value) => {
    const schema = await published(value.$schema);
    delete schema.$schema;
    const valid = await ajv.compileAsync({ ...schema, $id: value.$schema + "#" + what });
    if (!valid(value)) throw new Error(`${what}: ${ajv.errorsText(valid.errors)}`);
    console.log(`ok  ${what} is valid by ${value.$schema}`);
  };
  await check("datapackage.json", found);
  for (const resource of found.resources) {
    await check(`resource ${resource.name}`, resource);
    await check(`dialect of ${resource.name}`, resource.dialect);
    await check(`schema of ${resource.name}`, resource.schema);
    const bytes = fs.readFileSync(resource.path), hash = "sha256:" + crypto.createHash("sha256").update(bytes).digest("hex");
    const header = bytes.toString().split("\r\n")[0];
    if (bytes.length !== resource.bytes || hash !== resource.hash || header !== resource.schema.fields.map((field) => field.name).join(",")) throw new Error(`${resource.path} is not what is described`);
    console.log(`ok  ${resource.path}: columns, size and hash are as described`);
  }
})().catch((fault) => { console.error(String(fault)); process.exit(1); });
NODE
