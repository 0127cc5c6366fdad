// The signature that agrees to exactly what is shown: its hash was reckoned in this browser, and what it rests on is verified, or the
// person trusts the node.

import { type ReactNode, useId, useState } from "react";
import type { Badge } from "../chain";
import { useDisagreement } from "../chain/standing";
import { Button, Notice } from "../ui";
import { useWords } from "../words";
import { mayRest } from "./data";

/** Where it is kept, for this tab, that the person trusts the node. */
export const trustKey = "trusts-node";

export function useTrust() {
	const [trusted, setTrusted] = useState(() => sessionStorage.getItem(trustKey) === "yes");
	const trust = () => {
		sessionStorage.setItem(trustKey, "yes");
		setTrusted(true);
	};
	return { trusted, trust };
}

/** Why nothing can be signed yet, and what the person can do. */
export function Unverified({ standing, trust }: { standing: Badge; trust: () => void }) {
	const { t } = useWords("firm");
	const disagrees = useDisagreement();
	return (
		<Notice kind="warning">
			<p>{t("firm.offer.unverified")}</p>
			{mayRest(standing, true, disagrees) && (
				<Button kind="secondary" onClick={trust}>
					{t("firm.offer.trust")}
				</Button>
			)}
		</Notice>
	);
}

interface Props {
	/** Whether what is shown has the hash that is signed. */
	same: { data: boolean | undefined; error: unknown };
	/** What is signed, in a sentence. */
	says: ReactNode;
	/** Of all that it rests on. */
	standing: Badge;
	trust: ReturnType<typeof useTrust>;
	/** None: this key has nothing to sign here. */
	accept: (() => void) | undefined;
	busy: boolean;
	children?: ReactNode;
}

export function Sign({ same, says, standing, trust: { trusted, trust }, accept, busy, children }: Props) {
	const { t } = useWords("firm");
	const disagrees = useDisagreement();
	const id = useId();
	const may = mayRest(standing, trusted, disagrees);
	return (
		<section aria-labelledby={id} className="sign">
			<h2 id={id}>{t("firm.offer.signed")}</h2>
			{same.data === undefined && !same.error && <p role="status">{t("firm.offer.checking")}</p>}
			{(same.data === false || !!same.error) && <Notice kind="bad">{t("firm.offer.differ")}</Notice>}
			{same.data && (
				<>
					<p>{says}</p>
					{!may && <Unverified standing={standing} trust={trust} />}
					{may && accept && (
						<Button busy={busy} onClick={accept}>
							{t("firm.offer.accept")}
						</Button>
					)}
				</>
			)}
			{children}
		</section>
	);
}
