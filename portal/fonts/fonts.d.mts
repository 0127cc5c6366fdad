import type { Plugin } from "vite";

export function fontFolder(): Promise<string>;
export function fonts(): Plugin;
