// The examples of docs/clients.md, run as they stand there.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  // A folder that has our packages, as a reader's has.
  const folder = await mkdtemp(join(tmpdir(), "lingnan-example-"));
  const file = join(folder, `${name}.mjs`);
  await symlink(new URL("node_modules", import.meta.url).pathname, join(folder, "node_modules"));
  await writeFile(file, code);
  const child = spawn(process.execPath, ["--import", new URL("websocket.mjs", import.meta.url).href, file]);
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (complained += chunk));
  try {
    const status = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    if (status !== 0) throw new Error(`${name} ended with ${status}:\n${said}${complained}`);
    return said;
  } finally {
    await rm(folder, { recursive: true });
  }
}
