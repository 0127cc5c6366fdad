import { Page } from "../ui";
import { useWords } from "../words";

export function NotFound() {
	const { t } = useWords();
	return (
		<Page title={t("app.notFound.title")} back="/">
			<p>{t("app.notFound.what")}</p>
		</Page>
	);
}
