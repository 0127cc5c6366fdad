// Evidence as QR codes: text of Base45 (RFC 9285), which any phone reads and any field takes, and which costs no more than bytes.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MARK = "LINGNAN1";
/** Bytes of a code: at level L it still prints well on a sixth of a page. */
export const ROOM = 900;
export const MOST = 6;

export function base45(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 2) {
		const [high, low] = [bytes[at]!, bytes[at + 1]];
		let value = low === undefined ? high : high * 256 + low;
		for (let digits = low === undefined ? 2 : 3; digits > 0; digits -= 1) {
			text += ALPHABET[value % 45];
			value = Math.floor(value / 45);
		}
	}
	return text;
}

export function unbase45(text: string): Uint8Array | undefined {
	const bytes: number[] = [];
	for (let at = 0; at < text.length; at += 3) {
		const digits = [...text.slice(at, at + 3)].map((sign) => ALPHABET.indexOf(sign));
		if (digits.length === 1 || digits.includes(-1)) return undefined;
		const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
		if (value > (digits.length === 3 ? 65_535 : 255)) return undefined;
		if (digits.length === 3) bytes.push(value >> 8);
		bytes.push(value & 255);
	}
	return Uint8Array.from(bytes);
}

/** Sums of two papers differ: parts of them are not put together. Not a seal, for the evidence proves itself. */
function sumOf(bytes: Uint8Array): string {
	let sum = 0x811c9dc5;
	for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
	return sum.toString(36).toUpperCase();
}

/** Texts of the codes, or nothing where six do not hold it. */
export function split(bytes: Uint8Array): string[] | undefined {
	const count = Math.ceil(bytes.length / ROOM);
	if (count > MOST) return undefined;
	const sum = sumOf(bytes);
	return Array.from({ length: count }, (_, at) => `${MARK}:${sum}:${at + 1}:${count}:${base45(bytes.subarray(at * ROOM, (at + 1) * ROOM))}`);
}

/** What the one code says where they do not. */
export const elsewhere = (bytes: number) => `${MARK}:IN THE FILE:${bytes}`;

/** What codes say when there are all of them: in any order, some twice. */
export function join(texts: readonly string[]): { evidence: Uint8Array } | { missing: number[] } | { inFile: true } | { wrong: true } {
	const parts = new Map<number, Uint8Array>();
	let [whole, count] = ["", 0];
	for (const text of texts) {
		if (text.startsWith(`${MARK}:IN THE FILE`)) return { inFile: true };
		const found = /^LINGNAN1:([0-9A-Z]+):(\d):(\d):(.*)$/.exec(text.replace(/[\r\n]+$/, ""));
		const part = found && unbase45(found[4]!);
		if (!found || !part || (whole && (found[1] !== whole || Number(found[3]) !== count))) return { wrong: true };
		[whole, count] = [found[1]!, Number(found[3])];
		parts.set(Number(found[2]), part);
	}
	const missing = Array.from({ length: count }, (_, at) => at + 1).filter((at) => !parts.has(at));
	if (count === 0) return { wrong: true };
	if (missing.length > 0) return { missing };
	const bytes = Uint8Array.from(Array.from({ length: count }, (_, at) => [...parts.get(at + 1)!]).flat());
	return sumOf(bytes) === whole ? { evidence: bytes } : { wrong: true };
}
