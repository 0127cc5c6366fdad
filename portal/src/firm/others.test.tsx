import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import { MemoryRouter, Outlet, Route, Routes } from "react-router";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { loadWords, setLang } from "../words";
import { parseNumber } from "./numbers";

const answers = vi.hoisted(() => new Map<string, (args: readonly unknown[]) => unknown>());
const asked = (name: string, args: readonly unknown[] | null) => ({
	data: args ? answers.get(name)?.(args) : undefined, loading: false, error: undefined, badge: "verified", checkedAt: undefined, head: undefined,
});
vi.mock("../chain", async (actual) => ({ ...(await actual<object>()), useQuestion: asked, useList: asked, useStorage: asked }));
vi.mock("../keys", () => ({ useKey: () => ({ account: "owner", state: "open" }) }));
vi.mock("../paper", () => ({ PaperButton: () => null }));
vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });

const { routes } = await import("./index");

const [ownNumber, otherNumber] = ["914401150000512119", "914403000000000017"];
const own = parseNumber(ownNumber)!;
const other = parseNumber(otherNumber)!;
const due = { total: 0n };
const loan = (enterprise: unknown) => ({
	id: 7n, enterprise, institution: 1, currency: { type: "Cny" }, state: { type: "Closed" }, outstanding_principal: 0n, payoff: 0n, repaid: { total: 5n }, rate: 0n, due, claims: [], arrears_days: 0,
	schedule: [{ number: 1, due: 40_000, principal: 5n, interest: 0n, fees: 0n, provisional: false }], terms: { enterprise, conditions: {} },
});

/** The screen once all that is loaded when somebody goes there has come. */
async function show(path: string): Promise<string> {
	const screen = (
		<QueryClientProvider client={new QueryClient()}>
			<MemoryRouter initialEntries={[path]}>
				<Routes>
					<Route path="firm" element={<Outlet />}>
						{routes.map((route, at) => (
							<Route key={at} path={route.path} element={route.element}>
								{route.children?.map((child) => (child.index ? null : <Route key={child.path} path={child.path} element={child.element} />))}
							</Route>
						))}
					</Route>
				</Routes>
			</MemoryRouter>
		</QueryClientProvider>
	);
	const chunks: string[] = [];
	await new Promise<void>((done, fail) => {
		const sink = new Writable({ write: (chunk: Buffer, _, next) => (chunks.push(chunk.toString()), next()), final: (next) => (next(), done()) });
		const { pipe } = renderToPipeableStream(screen, { onAllReady: () => void pipe(sink), onError: fail });
	});
	return chunks.join("").replaceAll("<!-- -->", "");
}

beforeAll(async () => {
	await setLang("en");
	await loadWords("firm", "ui", "credit", "bank");
});
beforeEach(() => {
	answers.clear();
	const names = new Map<unknown, string>([[own.value, "Own Works"], [other.value, "Other Works"]]);
	answers.set("EnterpriseRegistryApi.enterprises_of", () => [own]);
	answers.set("EnterpriseRegistryApi.enterprise", ([number]) => ({ legal_name: names.get((number as typeof own).value), status: { type: "Active" } }));
	answers.set("FinancingApi.institutions", () => [{ id: 1, name: "Bank" }]);
	answers.set("FinancingApi.statement", () => ({ items: [] }));
	answers.set("Timestamp.Now", () => 1_800_000_000_000n);
	answers.set("BusinessClock.Offset", () => 0n);
});

test("the statement names the loan's own firm, and says that it is another's", async () => {
	answers.set("FinancingApi.loan", () => loan(other));
	const page = await show("/firm/loan/7/statement");
	expect(page).toContain(`Other Works · ${otherNumber}</`);
	expect(page).toContain(`This belongs to another firm, Other Works · ${otherNumber}, not to Own Works.`);
	answers.set("FinancingApi.loan", () => loan(own));
	expect(await show("/firm/loan/7/statement")).toContain(`Own Works · ${ownNumber}</`);
	expect(await show("/firm/loan/7/statement")).not.toContain("another firm");
});

test("an offer to another firm cannot be accepted here", async () => {
	answers.set("FinancingApi.application", () => ({ id: 7n, enterprise: other, institution: 1, now: { type: "Offered" } }));
	for (const path of ["/firm/offer/7", "/firm/confirm/7"]) {
		const page = await show(path);
		expect(page).toContain("This offer is another firm’s");
		expect(page).not.toContain("<button");
	}
});

test("a number under which no loan stands is said, and does not load for ever", async () => {
	for (const path of ["/firm/loan/99999", "/firm/loan/abc", "/firm/loan/99999/statement", "/firm/loan/99999/proposal"]) {
		expect([path, (await show(path)).includes("There is no loan of this number.")]).toEqual([path, true]);
	}
});

test("a loan that is repaid has no next payment", async () => {
	answers.set("FinancingApi.loans_of", () => [{ ...loan(own), state: { type: "Active" } }]);
	expect(await show("/firm/loans")).toContain("Next instalment");
	answers.set("FinancingApi.loans_of", () => [loan(own)]);
	expect(await show("/firm/loans")).toContain("repaid");
	expect(await show("/firm/loans")).not.toContain("Next instalment");
});
