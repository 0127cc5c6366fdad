// What the server of the page says with each answer. One text for `vite preview`, for the tests and, with the addresses of a
// network, for the servers in scripts/operations.

/** What network.json says of the servers that the page speaks with. */
export interface Addresses {
	nodes: string[];
	/** Where there are some, they are asked in the place of nodes. */
	gateways?: string[];
	notices?: string;
	/** Where the light client connects: the web sockets of the specification's boot nodes. */
	peers?: string[];
}

export function contentPolicy({ nodes, gateways = [], notices, peers = [] }: Addresses): string {
	// What is never asked is not let through. The origin of a ws: address is "null" in Node: it is put together by hand.
	const asked = [...(gateways.length > 0 ? gateways : [...nodes, ...peers]), ...(notices ? [notices] : [])];
	const sources = asked.map((address) => {
		const { protocol, host, origin } = new URL(address);
		return origin === "null" ? `${protocol}//${host}` : origin;
	});
	return [
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval'",
		"worker-src 'self'",
		"style-src 'self'",
		"font-src 'self'",
		"img-src 'self' blob: data:",
		`connect-src ${["'self'", ...new Set(sources)].join(" ")}`,
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types default",
	].join("; ");
}

export const headers = (addresses: Addresses): Record<string, string> => ({
	"Content-Security-Policy": contentPolicy(addresses),
	"Cross-Origin-Opener-Policy": "same-origin",
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer",
	"Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
});

/** From `/ip4/127.0.0.1/tcp/30334/ws/p2p/12D3…` or `/dns4/name/tcp/443/wss/…` to an address of a web socket. */
export function peerAddress(multiaddress: string): string | undefined {
	const found = /^\/(?:ip4|ip6|dns|dns4|dns6)\/([^/]+)\/tcp\/(\d+)\/(?:(tls)\/)?(wss?)(?:\/|$)/.exec(multiaddress);
	if (!found) return undefined;
	const [, host, port, tls, socket] = found;
	const name = host?.includes(":") ? `[${host}]` : host;
	return `${tls || socket === "wss" ? "wss" : "ws"}://${name}:${port}`;
}
