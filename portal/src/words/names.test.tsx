import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderToString } from "react-dom/server";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { writeNames } from "../../locale/names.mjs";
import { currentWords, loadNames, Name, setLang } from ".";

const folder = mkdtempSync(join(tmpdir(), "names-"));

beforeAll(() => {
	vi.stubGlobal("fetch", async (path: string) => {
		try {
			return new Response(readFileSync(join(folder, path)));
		} catch {
			return new Response("", { status: 404 });
		}
	});
});

afterAll(() => {
	vi.unstubAllGlobals();
	rmSync(folder, { recursive: true });
});

it("without a file names stay English, and nothing is marked", async () => {
	await setLang("zh-Hans");
	await loadNames("/names.json");
	expect(currentWords().name("Quick loan")).toBe("Quick loan");
});

it("a network's names are shown in the reader's language, and what came later in English, marked", async () => {
	writeFileSync(join(folder, "network.json"), '{"name":"dev"}');
	writeNames("guangdong", folder);
	expect(JSON.parse(readFileSync(join(folder, "network.json"), "utf8"))).toEqual({ name: "dev", names: "names.json" });
	await loadNames("/names.json");
	expect(currentWords().name("Guangdong Provincial Tax Service")).toBe("国家税务总局广东省税务局");
	await setLang("zh-Hant");
	expect(currentWords().name("Quick loan")).toBe("快速貸款");
	await setLang("pt");
	expect(currentWords().name("persons")).toBe("pessoas");
	expect(renderToString(<Name of="Bank of a later motion" />)).toBe('<span lang="en">Bank of a later motion [EN]</span>');
	expect(renderToString(<Name of="toString" />)).toBe('<span lang="en">toString [EN]</span>');
	expect(currentWords().name("")).toBe("");
	expect(renderToString(<Name of="Quick loan" />)).toBe("<span>Crédito rápido</span>");
	await setLang("en");
	expect(currentWords().name("Bank of a later motion")).toBe("Bank of a later motion");
});

it("a network whose names lack a language gives none", () => {
	const other = mkdtempSync(join(tmpdir(), "network-"));
	writeFileSync(join(other, "names.json"), '{"Quick loan":{"zh-Hans":"快贷","pt":"Crédito rápido"}}');
	expect(() => writeNames(other, folder)).toThrow("Quick loan: zh-Hant is missing");
	rmSync(other, { recursive: true });
});
