import { useState } from "react";
import { ask, askList, node, type RegistrationNumber } from "../chain";
import { identityOpener, isIdentity } from "../firm/envelope";
import { useName } from "../firm/names";
import { figure, range } from "../firm/ranges";
import { openBox, readEnvelope } from "../keys";
import { checkShown } from "../rules";
import { Day, Drop, Notice, Table } from "../ui";
import { useWords } from "../words";
import { Name } from "../words/Name";
import { type Checked, checkDisclosure, Refused } from "./disclosure";
import { useBankHere } from "./here";

/** A key that was chosen once opens the next file, too, as long as the page is open. */
let identity: string | undefined;

async function opened(text: string): Promise<Uint8Array> {
	let envelope: ReturnType<typeof readEnvelope>;
	try {
		envelope = readEnvelope(text);
	} catch {
		throw new Refused("NotAnEnvelope");
	}
	if (envelope.content !== "disclosure") throw new Refused("NotAnEnvelope");
	try {
		if (!identity) return await openBox("disclosure", envelope.box);
		return await identityOpener(identity, "disclosure")(envelope.box, (JSON.parse(text) as { to: string }).to);
	} catch {
		throw new Refused(identity ? "WrongKey" : "NoKey");
	}
}

/** The firm's file: it holds, or why not. Nothing of it is sent or kept. */
export function Disclosure({ enterprise }: { enterprise: RegistrationNumber }) {
	const words = useWords("bank");
	const { t, time } = words;
	const unitOf = useName();
	const bank = useBankHere();
	const [checked, setChecked] = useState<Checked | Refused>();
	const [busy, setBusy] = useState(false);

	const check = async (files: File[]) => {
		setBusy(true);
		setChecked(undefined);
		try {
			const texts = await Promise.all(files.map((file) => file.text()));
			identity = texts.find(isIdentity) ?? identity;
			const text = texts.find((one) => !isIdentity(one));
			if (text === undefined) throw new Refused("NotAnEnvelope");
			const plain = await opened(text);
			const head = node.heads().final ?? node.heads().best;
			if (!head) return;
			const genesis = await node.call<string>("chain_getBlockHash", [0]);
			const [firm, indicators, attestations, consents] = await Promise.all([
				ask("EnterpriseRegistryApi.enterprise", [enterprise], head),
				askList("AttestationsApi.indicators", [], head),
				askList("AttestationsApi.attestations", [enterprise], head),
				askList("ConsentsApi.consents_of", [enterprise], head),
			]);
			const done = await checkDisclosure(plain, {
				genesis,
				institution: bank.id,
				enterprise,
				controller: firm.value?.controller,
				indicators: indicators.value,
				attestations: attestations.value,
				consents: consents.value,
				receipts: async (consent) => (await askList("ConsentsApi.receipts", [consent], head)).value,
				check: checkShown,
			});
			setChecked(done);
		} catch (thrown) {
			if (!(thrown instanceof Refused)) console.error(thrown);
			setChecked(thrown instanceof Refused ? thrown : new Refused("NotChecked"));
		} finally {
			setBusy(false);
		}
	};

	return (
		<section>
			<h2>{t("bank.disclosure.title")}</h2>
			<Drop id="disclosure" label={t("bank.disclosure.drop")} hint={t("bank.disclosure.keyHint")} multiple onFiles={(files) => void check(files)} />
			{busy && <p role="status">{t("bank.loading")}</p>}
			{checked instanceof Refused && (
				<Notice kind="bad" title={t("bank.disclosure.fails", { reason: t("bank.disclosure.why", { why: checked.why }) })}>
					{checked.indicator && (
						<p>
							<Name of={checked.indicator} />
						</p>
					)}
				</Notice>
			)}
			{checked && !(checked instanceof Refused) && (
				<>
					<Notice kind="good" title={t("bank.disclosure.holds", { n: checked.found.length })}>
						<p>{t("bank.disclosure.recorded", { time: time(checked.recordedAt * 1000), consent: String(checked.consent) })}</p>
					</Notice>
					<Table
						caption={t("bank.disclosure.title")}
						rows={checked.found}
						rowKey={({ indicator }) => indicator.id}
						columns={[
							{ key: "name", title: t("bank.file.indicator"), cell: ({ indicator }) => <Name of={indicator.name} /> },
							{ key: "range", title: t("bank.disclosure.range"), cell: ({ indicator, bin }) => range(bin, indicator, words, (unit) => unitOf("unit", unit)) },
							{ key: "value", title: t("bank.file.value"), cell: ({ indicator, value }) => (value === undefined ? "—" : figure(value, indicator, words, (unit) => unitOf("unit", unit))) },
							{ key: "period", title: t("bank.file.periodEnd"), cell: ({ periodEnd }) => <Day value={periodEnd} /> },
						]}
					/>
				</>
			)}
		</section>
	);
}
