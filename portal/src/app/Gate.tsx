// Where a gateway is asked, what concerns a firm or a bank is answered to its key: the screens wait until that is open.

import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { useNetwork } from "../chain/standing";
import { useKey } from "../keys";
import { ButtonLink, Page } from "../ui";
import { useWords } from "../words";

export function Gate({ children }: { children: ReactNode }) {
	const { t } = useWords();
	const { pathname, search } = useLocation();
	const network = useNetwork();
	const { state } = useKey();
	// Who has no key is led to one by each area itself.
	if (!network?.gateways?.length || state !== "locked") return children;
	return (
		<Page title={t("app.gate.title")} back="/">
			<p>{t("app.gate.what")}</p>
			<ButtonLink to={`/key/open?then=${encodeURIComponent(pathname + search)}`}>{t("app.key.locked")}</ButtonLink>
		</Page>
	);
}
