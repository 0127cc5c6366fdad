import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contentPolicy, headers, peerAddress } from "../headers.ts";

const ADDRESSES = { nodes: ["wss://NODE"], peers: ["wss://PEER"] };

it("servers say what the page is tested with", () => {
	const file = readFileSync(join(import.meta.dirname, "../../scripts/operations/portal.nginx.conf"), "utf8");
	const said: Record<string, string> = Object.fromEntries([...file.matchAll(/add_header ([\w-]+) "([^"]*)" always;/g)].map(([, name, value]) => [name, value]));
	const { "Strict-Transport-Security": strict, ...same } = said;
	expect(Object.fromEntries(Object.entries(same).map(([name, value]) => [name, value.toLowerCase()]))).toEqual(
		Object.fromEntries(Object.entries(headers(ADDRESSES)).map(([name, value]) => [name, value.toLowerCase()])),
	);
	expect(strict).toMatch(/max-age=\d{8}/);
});

it("the policy lets the page speak with the network's servers, each named once, and nobody else", () => {
	const policy = contentPolicy({ nodes: ["ws://127.0.0.1:9944", "wss://node.example/rpc"], notices: "https://notices.example/n", peers: ["wss://node.example:443"] });
	expect(policy).toContain("connect-src 'self' ws://127.0.0.1:9944 wss://node.example https://notices.example;");
	expect(policy).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*/);
});

it("where gateways are asked, the page speaks with them alone", () => {
	const policy = contentPolicy({ nodes: ["wss://node.example"], gateways: ["https://door.example/", "https://other.example:8443"], peers: ["wss://peer.example"] });
	expect(policy).toContain("connect-src 'self' https://door.example https://other.example:8443;");
});

it("reads the addresses of peers that listen for web sockets", () => {
	expect(peerAddress("/ip4/127.0.0.1/tcp/30334/ws/p2p/12D3Koo")).toBe("ws://127.0.0.1:30334");
	expect(peerAddress("/dns4/node.example/tcp/443/wss/p2p/12D3Koo")).toBe("wss://node.example:443");
	expect(peerAddress("/dns/node.example/tcp/443/tls/ws/p2p/12D3Koo")).toBe("wss://node.example:443");
	expect(peerAddress("/ip6/::1/tcp/1/ws")).toBe("ws://[::1]:1");
	expect(peerAddress("/ip4/127.0.0.1/tcp/30333/p2p/12D3Koo")).toBeUndefined();
});
