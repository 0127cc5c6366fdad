#!/usr/bin/env bash
# iso20022.js 0.0.15 says of each reversed entry of a camt.053 that it is none, and gives some amounts as no whole cents.
#
# A payment that bounced stands in a statement as an entry with `RvslInd` true. The reader compares that with the text "true", but its
# XML parser has made a boolean of it by then (and a number of "1"), so `reversal` is false whatever the bank wrote. Who judges a
# borrower by it takes the bounced payment for turnover, and its reversal for spending. Amounts come in the smallest unit, as a number:
# 19.99 is multiplied by 100 and not rounded, which makes 1998.9999999999998. BigInt refuses that, and it does not equal 1999.
# `Math.round` mends the amounts; the reversal has to be read from the XML by another reader, such as camt053 0.0.23 for Python, which
# says True of the same entry. Seen 2026-11-30 with Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . iso20022.js@0.0.15
# Valid by the schema of camt.053.001.02.
cat >statement.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-27T18:00:00+08:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-27T18:00:00+08:00</CreDtTm>
      <Acct><Id><Othr><Id>ACCOUNT-1</Id></Othr></Id><Ccy>CNY</Ccy><Svcr><FinInstnId><BIC>AAAACNBJ</BIC></FinInstnId></Svcr></Acct>
      <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <Dt><Dt>2026-11-27</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <Dt><Dt>2026-11-27</Dt></Dt></Bal>
      <Ntry><NtryRef>paid</NtryRef><Amt Ccy="CNY">19.99</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>false</RvslInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-27</Dt></BookgDt><BkTxCd><Prtry><Cd>IN</Cd></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
      <Ntry><NtryRef>bounced</NtryRef><Amt Ccy="CNY">19.99</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-27</Dt></BookgDt><BkTxCd><Prtry><Cd>OUT</Cd></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
    </Stmt>
  </BkToCstmrStmt>
</Document>
XML
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import { CashManagementEndOfDayReport } from "iso20022.js";

const xml = readFileSync("statement.xml", "utf8");
for (const written of ["true", "1"]) {
  const { entries } = CashManagementEndOfDayReport.fromXML(xml.replace("<RvslInd>true<", `<RvslInd>${written}<`));
  for (const { referenceId, creditDebitIndicator, amount, reversal } of entries) {
    console.log(`${written}: ${referenceId}, ${creditDebitIndicator}, ${amount}, reversal ${reversal}`);
  }
}
JAVASCRIPT
node read.mjs | tee output
cat >expected <<'TEXT'
true: paid, credit, 1998.9999999999998, reversal false
true: bounced, debit, 1998.9999999999998, reversal false
1: paid, credit, 1998.9999999999998, reversal false
1: bounced, debit, 1998.9999999999998, reversal false
TEXT
diff expected output || { echo "CHANGED: other entries than these"; exit 1; }
echo "As described: no reversal is seen, and 19.99 is no whole number of cents."
