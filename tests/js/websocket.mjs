// Node has a WebSocket of its own from version 22 on.
export const { WebSocket } = globalThis.WebSocket ? globalThis : await import("ws");
globalThis.WebSocket ??= WebSocket;
