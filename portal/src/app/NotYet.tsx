import { Page } from "../ui";
import { useWords } from "../words";

/** For what this release has no screens for yet. */
export function NotYet() {
	const { t } = useWords();
	return (
		<Page title={t("app.notYet.title")} back="/">
			<p>{t("app.notYet.what")}</p>
		</Page>
	);
}
