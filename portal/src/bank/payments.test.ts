import { describe, expect, test } from "vitest";
import { canRecord, cellsOf, decodeText, type Known, match, readDay, readPayments, Unread } from "./payments";

const TODAY = readDay("2026-12-30")!;
const loan = (id: bigint, more: Partial<Known> = {}): Known => ({
	id, currency: "CNY", started: readDay("2026-12-01")!, firm: "914401150000512119", name: "南沙精密机械有限公司", claims: [], references: [],
	due: 7_843_254n, payoff: 90_000_000n, closed: false, ...more,
});
const doubts = (text: string, loans: Known[]) => match(readPayments(text), loans, TODAY).map(({ row, loan, doubts }) => [row.row, loan, doubts]);

describe("a file", () => {
	test("is read whatever language its columns have, in any order, under lines about the account", () => {
		const chinese = "账户,6222\n\n流水号,金额,起息日,付款方\nIN-1,\"78,432.54\",2026年12月20日,南沙精密机械有限公司\n";
		expect(readPayments(chinese)).toMatchObject([{ row: 4, day: readDay("2026-12-20"), amount: 7_843_254n, reference: "IN-1", payer: "南沙精密机械有限公司" }]);
		const portuguese = "Data-valor;Montante;Referência;Crédito\r\n20/12/2026;78.432,54;IN-1;7\r\n";
		expect(readPayments(portuguese)).toMatchObject([{ row: 2, day: readDay("2026-12-20"), amount: 7_843_254n, reference: "IN-1", loan: 7n }]);
	});

	test("that is no such table is refused, and one in GB 18030 is read", () => {
		expect(() => readPayments("a,b\n1,2\n")).toThrow();
		expect(decodeText(Uint8Array.of(0xbd, 0xf0, 0xb6, 0xee))).toBe("金额");
	});

	test("keeps marks inside quotes", () => {
		expect(cellsOf('a,"b, ""c""",\r\n"1\n2",3,4')).toEqual([["a", 'b, "c"', ""], ["1\n2", "3", "4"]]);
	});

	test("with a quotation mark astray is refused with its line, and never read in part", () => {
		const file = (...payers: string[]) => ["date,amount,reference,payer", ...payers.map((payer, at) => `2026-12-20,100.00,IN-${at} loan 7,${payer}`)].join("\r\n");
		const lineOf = (text: string) => {
			try {
				return readPayments(text).length;
			} catch (error) {
				return error instanceof Unread ? `line ${error.line}` : error;
			}
		};
		expect(lineOf(file("A", 'O"Neil Ltd', "B"))).toBe("line 3");
		expect(lineOf(file("A", ' "Spaced, Ltd"', "B"))).toBe("line 3");
		expect(lineOf(file("A", "B", '"C'))).toBe("line 4");
		expect(lineOf(file('"A\n1"', '"B" C'))).toBe("line 4");
		expect(lineOf(`${file("A", "B")}\r\n\r\n`)).toBe(2);
	});

	test("whose lone quotation marks make one row of two says so", () => {
		const rows = 'date,amount,reference,payer\n\n2026-12-20,100.00,IN-1 loan 7,"A\n2026-12-20,100.00,IN-2 loan 7,B"\n2026-12-20,100.00,IN-3 loan 7,C\n';
		expect(doubts(rows, [loan(7n)])).toEqual([[5, 7n, []], [3, 7n, ["ManyLines"]]]);
	});

	test("has no day that is none", () => {
		expect([readDay("2026-02-30"), readDay("31.12.2026"), readDay("20261220"), readDay("soon")]).toEqual([undefined, readDay("2026-12-31"), readDay("2026/12/20"), undefined]);
	});

	test("of camt.053 gives what came, with its references", () => {
		const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
			<Ntry><Amt Ccy="CNY">78432.54</Amt><CdtDbtInd>CRDT</CdtDbtInd><ValDt><Dt>2026-12-20</Dt></ValDt><NtryDtls><TxDtls>
			<Refs><EndToEndId>IN-1</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>A &amp; B</Nm></Pty></Dbtr></RltdPties>
			<RmtInf><Ustrd>loan 7</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
			<Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><NtryRef>9</NtryRef></Ntry></Stmt></BkToCstmrStmt></Document>`;
		expect(readPayments(xml)).toMatchObject([
			{ row: 1, amount: 7_843_254n, currency: "CNY", reference: "IN-1", note: "loan 7", payer: "A & B", debit: false },
			{ row: 2, reference: "9", debit: true },
		]);
	});
});

describe("an entry of camt.053", () => {
	const entry = (status: string, details: string) => `<Ntry><Amt Ccy="CNY">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${status}<ValDt><Dt>2026-12-20</Dt></ValDt><AcctSvcrRef>ALL loan 7</AcctSvcrRef>${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>`;
	const file = (...entries: string[]) => `<Document><BkToCstmrStmt><Stmt>${entries.join("")}</Stmt></BkToCstmrStmt></Document>`;
	const detail = (reference: string, amount = "") => `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs>${amount && `<Amt Ccy="CNY">${amount}</Amt>`}</TxDtls>`;

	test("whose payments have no amounts of their own is one payment, for a person to part", () => {
		const rows = readPayments(file(entry("", detail("A loan 7") + detail("B loan 8"))));
		expect(rows).toMatchObject([{ amount: 30_000n, reference: "ALL loan 7" }]);
		expect(match(rows, [loan(7n)], TODAY)).toMatchObject([{ doubts: ["NotSplit"] }]);
		expect(readPayments(file(entry("", detail("A", "100.00") + detail("B", "200.00")))).map(({ amount }) => amount)).toEqual([10_000n, 20_000n]);
		expect(readPayments(file(entry("", detail("A"))))).toMatchObject([{ amount: 30_000n, reference: "A" }]);
	});

	test("that is not booked cannot be recorded, and does not make the booked one a second", () => {
		const states = ["<Sts>PDNG</Sts>", "<Sts><Cd>PDNG</Cd></Sts>", "<Sts><Cd>FUTR</Cd></Sts>", "<Sts>INFO</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"];
		const found = match(readPayments(file(...states.map((state) => entry(state, "")))), [loan(7n)], TODAY);
		expect(found.map((one) => [one.row.row, one.doubts, canRecord(one)])).toEqual([[5, [], true], ...[1, 2, 3, 4].map((row) => [row, ["NotBooked"], false])]);
		expect(match(readPayments(file(entry("<Sts>BOOK</Sts>", ""))), [loan(7n)], TODAY)).toMatchObject([{ doubts: [] }]);
	});
});

describe("a payment", () => {
	const table = (...rows: string[]) => ["date,amount,reference,payer", ...rows].join("\n");

	test("is matched by the loan that its reference names, or by its firm, in any spelling", () => {
		const rows = ["2026-12-20,100.00,IN-1 loan 7,", "2026-12-20,100.00,IN-2 贷款7,", "2026-12-20,100.00,IN-3 L7,", "2026-12-20,100.00,IN 91440115 0000512119,", "2026-12-20,100.00,IN-5,南沙精密机械有限公司"];
		expect(doubts(table(...rows), [loan(7n)])[0]).toEqual([2, 7n, []]);
		const found = match(readPayments(table(...rows)), [loan(7n)], TODAY);
		expect(found.map(({ loan }) => loan)).toEqual([7n, 7n, 7n, 7n, 7n]);
		// A reference with Chinese in it is none that the record takes.
		expect(found.filter(({ doubts }) => doubts.length > 0).map(({ row, doubts }) => [row.row, doubts])).toEqual([[3, ["BadReference"]]]);
	});

	test("that the firm stated before is known by its reference", () => {
		expect(doubts(table("2026-12-20,100.00,pay 0017,"), [loan(7n, { claims: ["PAY0017"] })])).toEqual([[2, 7n, []]]);
	});

	test("that only its amount points to is left to a person, and comes last", () => {
		const found = match(readPayments(table("2026-12-20,78432.54,X-1,", "2026-12-20,100.00,loan 7,")), [loan(7n)], TODAY);
		expect(found.map(({ row, doubts }) => [row.row, doubts])).toEqual([[3, []], [2, ["ByAmount"]]]);
		expect(found.map(canRecord)).toEqual([true, true]);
	});

	test("of a firm with several loans goes to the one of which so much is due, by a person's word", () => {
		const loans = [loan(7n), loan(8n, { due: 500n })];
		expect(doubts(table("2026-12-20,78432.54,X-1,南沙精密机械有限公司"), loans)).toEqual([[2, 7n, ["SeveralLoans"]]]);
		expect(doubts(table("2026-12-20,9.00,X-1,南沙精密机械有限公司"), loans)).toEqual([[2, undefined, ["SeveralLoans"]]]);
	});

	test("that the record would refuse says why, and cannot be ticked", () => {
		const known = [loan(7n, { references: ["in-1 LOAN 7"] })];
		const rows = ["2026-12-20,100.00,IN-1 loan 7,", "2027-01-01,100.00,A loan 7,", "2026-11-01,100.00,B loan 7,", "2026-12-20,900000.01,C loan 7,", "2026-12-20,x,D loan 7,", "2026-12-20,100.00,loan 99,", "2026-12-20,-5.00,E loan 7,"];
		const found = match(readPayments(table(...rows)), known, TODAY);
		expect(found.map(({ doubts }) => doubts)).toEqual([["Recorded"], ["Future"], ["TooOld", "BeforeLoan"], ["AboveDebt"], ["BadAmount"], ["UnknownLoan"], ["Debit"]]);
		expect(found.some(canRecord)).toBe(false);
	});

	test("that stands twice in a file is not recorded twice", () => {
		const found = match(readPayments(table("2026-12-20,100.00,IN-1 loan 7,", "2026-12-20,100.00,in-1 Loan 7,")), [loan(7n)], TODAY);
		expect(found.map((one) => [one.doubts, canRecord(one)])).toEqual([[[], true], [["Twice"], false]]);
	});

	test("is compared with what the rows before it left due", () => {
		const found = match(readPayments(table("2026-12-20,78432.54,A loan 7,", "2026-12-20,0.01,B loan 7,")), [loan(7n)], TODAY);
		expect(found.map(({ doubts }) => doubts)).toEqual([[], ["NotDue"]]);
	});

	test("of more than is due is paid ahead, if a person says so", () => {
		const found = match(readPayments(table("2026-12-20,80000.00,loan 7,")), [loan(7n)], TODAY);
		expect(found.map((one) => [one.doubts, canRecord(one)])).toEqual([[["NotDue"], true]]);
	});
});
