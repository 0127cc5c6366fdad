/** An origin that nothing lies at: what leaves it would leave this page. */
const HERE = "https://here.invalid";

/** Only within this page: a link from elsewhere decides nothing. Browsers drop tabs and line breaks from an address, and take `\\`
 * for `/`, so that what looks like a path can name another host. */
export function within(path: string | null): string {
	if (!path?.startsWith("/") || /[\p{Cc}\\]/u.test(path) || !URL.canParse(path, HERE)) return "/";
	const { origin, pathname, search, hash } = new URL(path, HERE);
	return origin === HERE && !pathname.includes("//") ? pathname + search + hash : "/";
}
