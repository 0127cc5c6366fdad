import { createReadStream, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { build } from "vite";
import { chromium } from "playwright-core";
const folder = mkdtempSync("/tmp/pw-rules-");
await build({ root: join(import.meta.dirname, "tests/rules"), configFile: false, logLevel: "warn", worker: { format: "es" }, build: { outDir: folder, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 } });
const T = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const server = createServer((q, r) => { const p = join(folder, q.url === "/" ? "index.html" : q.url); if (!existsSync(p)) return r.writeHead(404).end(); r.setHeader("Content-Type", T[extname(p)] ?? "application/octet-stream"); createReadStream(p).pipe(r); });
await new Promise((d) => server.listen(4299, d));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: "--headless --no-sandbox --disable-gpu".split(" "), headless: true });
const page = await browser.newPage();
await page.goto("http://localhost:4299/");
const dir = "/tmp/w/pw-speed";
for (const [i, c] of JSON.parse(readFileSync(join(dir, "cases.json"))).entries()) {
	const args = readFileSync(join(dir, `${i}.bin`)).toString("hex");
	const times = await page.evaluate(async ([name, args]) => { const t = []; for (let n = 0; n < 8; n++) { const s = performance.now(); await rule(name, args); t.push(performance.now() - s); } return t; }, [c.name, args]);
	const least = Math.min(...times);
	console.log(`${least.toFixed(2)} ms (first ${times[0].toFixed(1)})  ${c.told}: ${(least / c.native).toFixed(1)} x`);
}
await browser.close(); server.close();
