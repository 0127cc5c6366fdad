import { describe, expect, it, vi } from "vitest";
import { bytesOfNumber, offered, Parties } from "./parties";

const [FIRM, OTHER] = ["CN:91440300708461136T", "HK:12345678"];
const ofFirm = (number: string) => `0x${bytesOfNumber(number)}0000`;

function parties(firms: string[], institution?: number, agency?: number) {
	const lookup = { firms: vi.fn(async () => firms), institution: vi.fn(async () => institution), agency: vi.fn(async () => agency) };
	let now = 0;
	return { lookup, of: new Parties(lookup, () => now), later: (ms: number) => (now += ms) };
}

describe("a question", () => {
	it("is asked as the firm that it is about, and else as what the screens are of", async () => {
		const { of, lookup } = parties([FIRM, OTHER], 3, 1);
		expect(await of.asking("5F…", "/firm", ofFirm(OTHER))).toEqual({ Enterprise: OTHER });
		expect(await of.asking("5F…", "/firm/consents", "0x07")).toEqual({ Enterprise: FIRM });
		expect(lookup.institution).not.toHaveBeenCalled();
		expect(await of.asking("5F…", "/bank/loans", "0x07")).toEqual({ Institution: 3 });
		expect(await of.asking("5F…", "/regulator")).toEqual({ Agency: 1 });
		expect(lookup.firms).toHaveBeenCalledTimes(1);
	});

	it("of who takes a firm over is asked in that firm's name", async () => {
		const { of } = parties([]);
		expect(await of.asking("5F…", `/firm/take/${encodeURIComponent(FIRM)}`)).toEqual({ Enterprise: FIRM });
		await expect(of.asking("5F…", "/firm")).rejects.toMatchObject({ reason: { kind: "gateway", name: "NotTheParty" } });
		expect(offered("/firm/take/cn:91440300708461136T")).toBe(FIRM);
		expect(offered("/firm/consents")).toBeUndefined();
	});

	it("asks soon again of whom somebody speaks who spoke for nobody", async () => {
		const { of, lookup, later } = parties([]);
		const refused = () => of.asking("5F…", "/firm").then(() => "", () => "refused");
		expect(await refused()).toBe("refused");
		expect(await refused()).toBe("refused");
		expect(lookup.firms).toHaveBeenCalledTimes(1);
		later(11_000);
		lookup.firms.mockResolvedValueOnce([FIRM]);
		expect(await of.asking("5F…", "/firm")).toEqual({ Enterprise: FIRM });
	});
});

it("writes numbers as the chain does", () => {
	expect(bytesOfNumber("HK:12345678")).toBe("013132333435363738");
	expect(bytesOfNumber("MO:SO 12345")).toBe("0220534f203132333435");
	expect(bytesOfNumber("CN:9144")).toBeUndefined();
});
