import { beforeAll, expect, test } from "vitest";
import { loadWords, setLang, t } from "../words";
import { divisionText, industryText } from "./codes";

beforeAll(() => loadWords("bank"));

test("a code of an industry or a division is said in words, with the code beside it; one that is not known stays a code", async () => {
	await setLang("en");
	expect([industryText(new TextEncoder().encode("C3491"), t), industryText("Z9", t)]).toEqual(["Manufacturing (C3491)", "Z9"]);
	expect([divisionText(440305, t), divisionText(310115, t)]).toEqual(["Shenzhen (440305)", "310115"]);
	await setLang("zh-Hans");
	expect([industryText("I6510", t), divisionText(440600, t)]).toEqual(["信息传输、软件和信息技术服务业 (I6510)", "佛山 (440600)"]);
	await setLang("en");
});
