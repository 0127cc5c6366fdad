// A page that has the rules and nothing else, for the test in journeys/rules.test.ts.

import "../../src/app/trusted";
import { runInWorker } from "../../src/rules/run";

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const hex = (data: Uint8Array) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

Object.assign(globalThis, { rule: async (name: string, args: string) => hex(await runInWorker(name, bytes(args))) });
