/** Hands a text to the browser's downloads. */
export function save(name: string, text: string, type: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// Some browsers read the file only after this turn.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
