import { expect, test } from "vitest";
import { all, readXml, textAt } from "./xml";

test("elements, attributes and characters are read as they were written", () => {
	const read = readXml(`<?xml version="1.0"?><!-- a --><a:A x="1 &lt; 2"><B>&#x4e00;<![CDATA[<&>]]></B><C/><B>2</B></a:A>`);
	expect(read).toMatchObject({ name: "A", attributes: { x: "1 < 2" } });
	expect([textAt(read, "B"), all(read!, "B").length]).toEqual(["一<&>", 2]);
});

test("what does not close as it opened is nothing", () => {
	for (const bad of ["<a><b></a></b>", "<a>", "<a></a><b></b>", "no", "<a", "<!DOCTYPE a [<!ENTITY x 'y'>]><a></a>"]) expect(readXml(bad), bad).toBeUndefined();
});
