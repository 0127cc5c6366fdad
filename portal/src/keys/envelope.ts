import type { Content } from "./boxes";
import { type Bytes, fromHex } from "./bytes";
import { keyFault } from "./errors";

/** The JSON around a box: readable are its kind, whose key opens it, and of openings the enterprise. */
export interface Envelope {
	content: Content;
	enterprise?: string;
	box: Bytes;
}

const FORMAT = "lingnan-envelope-2";

export function readEnvelope(text: string): Envelope {
	let form: unknown;
	try {
		form = JSON.parse(text);
	} catch {
		throw keyFault("NotABox");
	}
	const { format, content, enterprise, sealed } = (form ?? {}) as Record<string, unknown>;
	const box = typeof sealed === "string" ? fromHex(sealed) : undefined;
	const known = format === FORMAT && (content === "openings" || content === "disclosure");
	if (!known || !box) throw keyFault("NotABox");
	return { content, box, ...(typeof enterprise === "string" && { enterprise }) };
}
