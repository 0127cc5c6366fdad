import { beforeAll, describe, expect, it } from "vitest";
import map from "../../locale/error-texts.json";
import { errorText, LANGS, loadWords, refusalText, setLang } from ".";

beforeAll(async () => {
	await setLang("en");
	await loadWords("errors");
});

describe("an error", () => {
	it("says what happened, why and what to do, and keeps its name for details", async () => {
		await setLang("en");
		expect(errorText({ kind: "module", pallet: "Consents", error: "AlreadyRevoked" }, { title: "Pause of the consent" })).toEqual({
			title: "Not done: Pause of the consent. Nothing has changed.",
			why: "The consent was withdrawn, which is final.",
			what: "Give a new consent.",
			name: "Consents.AlreadyRevoked",
		});
		await setLang("zh-Hans");
		expect(errorText({ kind: "module", pallet: "Consents", error: "AlreadyRevoked" }).why).toBe("授权已撤回，不可恢复。");
		await setLang("zh-Hant");
		expect(errorText({ kind: "module", pallet: "Consents", error: "AlreadyRevoked" }).what).toBe("請重新給予同意。");
	});

	it("tells when the allowance has room again, where that is known", async () => {
		await setLang("en");
		const short = { kind: "node", name: "Payment" };
		expect(errorText({ ...short, minutes: 9 }).what).toBe("There is room again in 9 minutes.");
		expect(errorText({ ...short, minutes: 0 }).what).toBe("There is room again in less than a minute.");
		expect(errorText(short).what).toBe("Wait, or ask somebody to share an allowance with you.");
		expect(errorText(short).title).toBe("Nothing was sent.");
	});

	it("does not claim that nothing happened where nobody knows", async () => {
		await setLang("en");
		const lost = errorText({ kind: "network", name: "Interrupted" });
		expect([lost.title, lost.what]).toEqual(["It is not known yet whether this was done.", "Look at the record before you do it again."]);
	});

	it("of an unknown name says so, and never shows a name as a sentence", async () => {
		await setLang("en");
		for (const error of [
			{ kind: "module" as const, pallet: "NoSuch", error: "Thing" },
			{ kind: "node", name: "NoSuchThing" },
			{ kind: "key", name: "NoSuchThing" },
		]) {
			const { why, what } = errorText(error);
			expect([why, what]).toEqual(["Something happened that this page does not know.", expect.stringContaining("people who run this network")]);
		}
		expect(errorText({ kind: "module", pallet: "Grandpa", error: "TooSoon" }).why).toBe("Something happened that this page does not know.");
	});

	it("has three texts in each language, whatever its name", async () => {
		for (const lang of LANGS) {
			await setLang(lang);
			const all = [
				...Object.entries(map.modules).flatMap(([pallet, errors]) => Object.keys(errors).map((error) => errorText({ kind: "module", pallet, error }))),
				...Object.entries(map.kinds).flatMap(([kind, names]) => Object.keys(names).map((name) => errorText({ kind, name }))),
			];
			expect(all.length).toBeGreaterThan(600);
			for (const { title, why, what, name } of all) {
				for (const text of [title, why, what]) {
					expect(text, `${lang} ${name}`).not.toBe("");
					expect(text, `${lang} ${name}`).not.toContain("errors.");
				}
			}
		}
	});
});

it("a product that does not fit says what would cure it", async () => {
	await setLang("en");
	expect(refusalText("product", "AmountTooHigh")).toEqual({ why: "The amount is more than the product's largest loan.", cure: "Ask for less, or repay first." });
	expect(refusalText("asset", "FeeUnpaid").cure).toBe("Pay the annual fee and have the office record it.");
	await setLang("pt");
	expect(refusalText("match", "SecurityUnusable").why).toBe("Um dos bens não pode garantir um crédito destes.");
});
