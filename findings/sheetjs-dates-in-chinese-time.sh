#!/usr/bin/env bash
# SheetJS 0.18.5 (`xlsx`, the newest on npm) reads a day in a workbook as the evening before, on a machine set to Chinese time.
#
# Excel keeps a day as a number of days since 1899. With `cellDates: true` SheetJS counts from a midnight of 1899 in the machine's own
# zone, but takes the zone's offset in whole minutes. Local mean time of then had seconds too: Shanghai's was 8:05:43. So 1 October
# 2026 becomes 30 September at 23:59:17 in Asia/Shanghai, at 23:59:18 in Asia/Hong_Kong, at 23:59:50 in Asia/Macau, and is right in UTC,
# where tests run. An instalment is due a day early, a period end falls into the month before, and no error tells. Who reads due dates
# with it leaves `cellDates` out and turns the number into a day with `XLSX.SSF.parse_date_code`, which knows no zone and is right in
# all four, or reads with exceljs 4.4.0, whose midnight is one in UTC. Seen 2026-11-30 with Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 exceljs@4.4.0
# exceljs writes the workbook as well, in UTC: none of it depends on the zone.
cat >write.mjs <<'JAVASCRIPT'
import ExcelJS from "exceljs";

const book = new ExcelJS.Workbook();
const cell = book.addWorksheet("loans").getCell("A1");
cell.value = new Date("2026-10-01T00:00:00Z");
cell.numFmt = "yyyy-mm-dd";
await book.xlsx.writeFile("loans.xlsx");
JAVASCRIPT
cat >read.mjs <<'JAVASCRIPT'
import ExcelJS from "exceljs";
import XLSX from "xlsx";

const first = (options) => XLSX.readFile("loans.xlsx", options).Sheets.loans.A1.v;
const two = (number) => String(number).padStart(2, "0");
const read = first({ cellDates: true });
const day = `${read.getFullYear()}-${two(read.getMonth() + 1)}-${two(read.getDate())}`;
const time = [read.getHours(), read.getMinutes(), read.getSeconds()].map(two).join(":");
const { y, m, d } = XLSX.SSF.parse_date_code(first({}));
const other = new ExcelJS.Workbook();
await other.xlsx.readFile("loans.xlsx");
const theirs = other.getWorksheet("loans").getCell("A1").value.toISOString().slice(0, 10);
console.log(`${day} ${time}; from the number ${y}-${two(m)}-${two(d)}; by exceljs ${theirs}`);
JAVASCRIPT
TZ=UTC node write.mjs
# Ends with CHANGED unless a machine in this zone reads this.
expect() {
    local seen
    seen=$(TZ=$1 node read.mjs)
    echo "$1: $seen"
    [ "$seen" = "$2; from the number 2026-10-01; by exceljs 2026-10-01" ] || { echo "CHANGED: was $2"; exit 1; }
}
expect UTC "2026-10-01 00:00:00"
expect Asia/Shanghai "2026-09-30 23:59:17"
expect Asia/Hong_Kong "2026-09-30 23:59:18"
expect Asia/Macau "2026-09-30 23:59:50"
echo "As described: the first of October is read as the last of September."
