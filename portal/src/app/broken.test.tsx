import { renderToString } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { LANGS, loadWords, setLang, t } from "../words";
import { Boundary } from "./Broken";

function shown(state: Boundary["state"], path: string) {
	const boundary = new Boundary({ path, children: <p>the screen</p> });
	boundary.state = Boundary.getDerivedStateFromProps({ path, children: null }, state);
	return renderToString(<MemoryRouter>{boundary.render()}</MemoryRouter>);
}

test("a screen that fails says so, with a way home, until another is opened", async () => {
	const whole = { at: "/firm", failed: false };
	const failed = { ...whole, ...Boundary.getDerivedStateFromError() };
	for (const lang of LANGS) {
		await setLang(lang);
		await loadWords("app", "ui");
		const page = shown(failed, "/firm");
		expect(page).toContain(t("app.broken.title"));
		expect(page).toContain(`<a href="/">${t("app.broken.home")}</a>`);
		expect(page).not.toContain("the screen");
	}
	expect(shown(whole, "/firm")).toBe("<p>the screen</p>");
	expect(shown(failed, "/bank")).toBe("<p>the screen</p>");
});
