import { expect, test } from "vitest";
import { within } from "./within";

test("after a key is open the page goes where the link says, within itself", () => {
	const paths = ["/firm", "/firm/loan/7?x=1#top", "/check?at=https://a.example/b"];
	expect(paths.map(within)).toEqual(paths);
});

test("and home where the link leads anywhere else, however that is written", () => {
	const others = [null, "", "firm", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", "/./\t/evil.example", "/..//evil.example", "/firm//x", "https://evil.example", "javascript:alert(1)", "//[", "/\u0085/x", "/\0"];
	expect(others.map(within)).toEqual(others.map(() => "/"));
});
