// A reader of the small part of XML that bank messages use. The browser's own turns text into a document, which the page's policy
// (Trusted Types) forbids; and entities and external parts, which this one does not know, are what a message should not have.

export interface Element {
	/** Without its prefix. */
	name: string;
	attributes: Record<string, string>;
	children: Element[];
	text: string;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const plain = (text: string) =>
	text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
		if (name[0] !== "#") return ENTITIES[name] ?? whole;
		const code = name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** The outermost element, or nothing where tags do not close as they opened. */
export function readXml(text: string): Element | undefined {
	const root: Element = { name: "", attributes: {}, children: [], text: "" };
	const open: Element[] = [root];
	const tags = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)|</g;
	for (const [whole, raw, closing, name, attributes, empty, words] of text.replace(/^\uFEFF/, "").matchAll(tags)) {
		const now = open.at(-1)!;
		if (raw !== undefined) now.text += raw;
		else if (words !== undefined) now.text += plain(words);
		else if (name !== undefined && closing) {
			if (open.length < 2 || now.name !== local(name)) return undefined;
			open.pop();
		} else if (name !== undefined) {
			const found: Element = { name: local(name), attributes: {}, children: [], text: "" };
			for (const [, key, , double, single] of (attributes ?? "").matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) {
				found.attributes[local(key!)] = plain(double ?? single ?? "");
			}
			now.children.push(found);
			if (!empty) open.push(found);
		} else if (whole === "<") return undefined;
	}
	return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined;
}

/** Everything of that name below, at any depth. */
export function all(element: Element, name: string): Element[] {
	return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** The first one on a path of children, such as `RmtInf/Ustrd`. */
export function first(element: Element | undefined, path: string): Element | undefined {
	return path.split("/").reduce<Element | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

export const textAt = (element: Element | undefined, path: string): string => (first(element, path)?.text ?? "").trim();
