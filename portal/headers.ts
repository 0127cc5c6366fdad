// What the server of the page says with each answer. One text for `vite preview`, for the tests and, with the addresses of a
// network, for the servers in scripts/operations.

/** What network.json says of the servers that the page speaks with. */
export interface Addresses {
	nodes: string[];
	gateway?: string;
	notices?: string;
	/** Where the light client connects: the web sockets of the specification's boot nodes. */
	peers?: string[];
}

export function contentPolicy({ nodes, gateway, notices, peers = [] }: Addresses): string {
	const servers = [...nodes, ...(gateway ? [gateway] : []), ...(notices ? [notices] : []), ...peers];
	const origins = servers.map((address) => new URL(address).origin);
	// The origin of a ws: address is "null" in Node: it is put together by hand.
	const sources = servers.map((address, index) => {
		const { protocol, host } = new URL(address);
		return origins[index] === "null" ? `${protocol}//${host}` : origins[index];
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
