import { useState } from "react";
import { call, type Item, useList } from "../chain";
import { Badge, Button, Empty, Page } from "../ui";
import { useWords } from "../words";
import { useBankAct, useNow } from "./bank";
import { fingerprintOf } from "./fingerprint";
import { useBankHere } from "./here";
import { FirmName, Sent, TimeLeft } from "./parts";

type Consent = Item<"ConsentsApi.deletions_owed">;

export function Deletions() {
	const { t } = useWords("bank");
	const bank = useBankHere();
	const owed = useList("ConsentsApi.deletions_owed", [bank.id]);
	const now = useNow();
	const rows = [...(owed.data ?? [])].sort((a, b) => Number((a.delete_by ?? 0n) - (b.delete_by ?? 0n)));
	return (
		<Page title={t("bank.deletions.title")}>
			<p>{t("bank.deletions.lead")}</p>
			<p>
				<Badge badge={owed.badge} checkedAt={owed.checkedAt} />
			</p>
			{owed.data?.length === 0 && <Empty>{t("bank.deletions.empty")}</Empty>}
			<ul className="cards">
				{rows.map((consent) => (
					<Owed key={String(consent.id)} consent={consent} now={now} />
				))}
			</ul>
		</Page>
	);
}

function Owed({ consent, now }: { consent: Consent; now: number | undefined }) {
	const { t } = useWords("bank");
	const acting = useBankAct(useBankHere());
	const [paper, setPaper] = useState<File>();
	const [wrong, setWrong] = useState(false);
	const number = String(consent.id);
	const send = async () => {
		setWrong(!paper);
		if (!paper) return;
		await acting.send(call("Consents", "state_deletion", { consent: consent.id, evidence: await fingerprintOf(paper) }), t("bank.act.deletion", { number }));
	};
	return (
		<li className="card">
			<h2>
				<FirmName number={consent.enterprise} />
			</h2>
			<p>
				{t("bank.deletions.consent")} {number} · {consent.delete_by !== undefined && <TimeLeft until={Number(consent.delete_by)} now={now} />}
			</p>
			<label className="field">
				{t("bank.deletions.paper")}
				<input type="file" onChange={({ target }) => setPaper(target.files?.[0])} />
			</label>
			{wrong && <p className="wrong">{t("bank.bad.file")}</p>}
			<Button kind="secondary" busy={acting.busy} onClick={() => void send()}>
				{t("bank.deletions.state")}
			</Button>
			<Sent acting={acting} />
		</li>
	);
}
