// The examples of docs/clients.md, run as they stand there.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

const DOC = new URL("../../docs/clients.md", import.meta.url);

/** The names of the examples in a language. */
export async function names(language) {
  return [...(await readFile(DOC, "utf8")).matchAll(new RegExp(`^\`\`\`${language} (\\S+)$`, "gm"))].map(([, name]) => name);
}

/** Runs an example against another node than the one it names. Answers what it printed. */
export async function run(name, url, put = {}) {
  const [, text] = (await readFile(DOC, "utf8")).match(new RegExp(`^\`\`\`js ${name}\n(.*?)^\`\`\`$`, "ms")) ?? [];
  if (!text) throw new Error(`docs/clients.md has no example "${name}"`);
  let code = text.replaceAll("ws://127.0.0.1:9944", url);
  for (const [from, to] of Object.entries(put)) {
    if (!code.includes(from)) throw new Error(`the example "${name}" has no ${from}`);
    code = code.replaceAll(from, to);
  }
  const here = new URL(".", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "./websocket.mjs", "--input-type=module", "--eval", code], { cwd: here });
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (complained += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve(said) : reject(new Error(`${name}: ${code}\n${said}${complained}`))));
  });
}
