import { renderToString } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { currentWords, loadWords, setLang, setPlace, t, useWords } from ".";

function Screen() {
	const { t, money } = useWords();
	return <p>{`${t("words.decline.Capacity")} ${money(100n, "CNY")}`}</p>;
}

beforeAll(async () => {
	await setLang("en");
});

it("shows nothing of an area until it is there, and then the message", async () => {
	expect(t("words.language")).toBe("");
	await loadWords("words");
	expect(t("words.language")).toBe("Language");
});

describe("the chosen language", () => {
	it("changes what screens say, with the areas that they had", async () => {
		await setLang("zh-Hans");
		expect(renderToString(<Screen />)).toBe("<p>额度已满 人民币 1.00 元</p>");
		await setLang("pt");
		expect(renderToString(<Screen />)).toBe("<p>sem capacidade de momento CNY 1,00</p>");
		expect(currentWords().lang).toBe("pt");
	});
	it("has plurals of its own, and Portuguese ones are Macao's and not Brazil's", async () => {
		await setLang("pt");
		expect(t("words.days", { days: 0 })).toBe("0 dias");
		expect(t("words.days", { days: 1n })).toBe("1 dia");
		expect(t("words.days", { days: 12_345 })).toBe("12.345 dias");
		await setLang("en");
		expect(t("words.times", { times: 1 })).toBe("once");
	});
});

it("says in Macao what Macao says", async () => {
	await setLang("zh-Hant");
	expect(t("words.institution")).toBe("貸款機構");
	setPlace("macao");
	expect(t("words.institution")).toBe("信用機構");
	setPlace("hongKong");
});
