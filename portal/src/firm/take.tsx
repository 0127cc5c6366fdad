// The registrar's link: it names the firm, and who opens it takes the firm over.

import { useEffect } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { batch, call, useAct, useQuestion } from "../chain";
import { useKey } from "../keys";
import { Badge, Button, ButtonLink, Facts, Notice, Page, Progress } from "../ui";
import { errorText, useWords } from "../words";
import { isBusy, Loading } from "./bits";
import { currencyText, useAskedAgencies, worst } from "./data";
import { useFilesKey } from "./files-key";
import { chosenKey } from "./firm";
import { useName } from "./names";
import { bareNumber, parseNumber } from "./numbers";

export function Take() {
	const { number: text = "" } = useParams();
	const words = useWords("firm");
	const { t } = words;
	const key = useKey();
	const number = parseNumber(text);
	const enterprise = useQuestion("EnterpriseRegistryApi.enterprise", number ? [number] : null);
	const { data: agencies, badge } = useAskedAgencies();
	const name = useName();
	const { act, state, title } = useAct();
	const filesKey = useFilesKey(number);
	const go = useNavigate();
	const isYours = key.account !== undefined && enterprise.data?.controller === key.account;
	const taken = isYours && (state === "inBlock" || state === "final");
	useEffect(() => {
		if (!taken) return;
		sessionStorage.setItem(chosenKey, text);
		void go("/firm");
	}, [taken, text, go]);
	// The registrar's link is the first that an owner opens: who has no key makes one, and comes back.
	if (key.state === "none") return <Navigate to={`/key/new?then=${encodeURIComponent(`/firm/take/${text}`)}`} replace />;
	if (!key.account) return <Loading />;
	// A gateway tells nobody of the firm before control is offered to him: then the registrar must learn of the account.
	if (enterprise.error?.kind === "gateway") {
		const refused = errorText(enterprise.error);
		return (
			<Page title={t("firm.take.closed")}>
				<p>{number && bareNumber(number)}</p>
				<Notice kind="warning">{t("firm.take.notOffered", { account: key.account })}</Notice>
				<p className="quiet">{refused.why}</p>
			</Page>
		);
	}
	if (!number || (!enterprise.loading && !enterprise.data)) {
		return (
			<Page title={t("firm.unknown.title")}>
				<p>{t("firm.unknown.text", { number: text })}</p>
			</Page>
		);
	}
	const firm = enterprise.data;
	if (!firm || !agencies || filesKey.published === undefined) return <Loading of={[enterprise]} />;
	const isOffered = firm.control_offered_to === key.account;
	const take = async () => {
		const accept = call("EnterpriseRegistry", "accept_control", { enterprise: number });
		// In the same act agencies learn to which key they may encrypt the firm's files: what needs no click is not forgotten.
		const publish = await filesKey.publish().catch(() => undefined);
		return act({
			call: publish ? batch([accept, publish]) : accept,
			title: t("firm.take.act", { name: firm.legal_name }),
			fresh: true,
		});
	};
	return (
		<Page title={t(isYours ? "firm.take.done" : "firm.take.title", { name: firm.legal_name })}>
			<Badge badge={worst(enterprise.badge, badge)} checkedAt={enterprise.checkedAt} />
			{isOffered && <p>{t("firm.take.lead")}</p>}
			<Facts
				items={[
					{ name: t("firm.take.number"), value: bareNumber(number) },
					{ name: t("firm.take.status"), value: t(`firm.status.${firm.status.type}`) },
					{ name: t("firm.take.registrar"), value: name("agency", agencies.get(firm.registrar)?.name ?? "") },
					{ name: t("firm.take.founded"), value: words.day(firm.founded) },
					{ name: t("firm.take.capital"), value: words.money(firm.registered_capital, currencyText(firm.capital_currency)) },
				]}
			/>
			{isOffered && (
				<Button kind="primary" busy={isBusy(state)} onClick={() => void take()}>
					{t("firm.take.do")}
				</Button>
			)}
			<Progress state={state} title={title} />
			{!isOffered && !isYours && (
				<Notice kind="warning">
					{t(firm.control_offered_to ? "firm.take.other" : "firm.take.notOffered", { account: key.account })}
				</Notice>
			)}
			{isYours && (
				<p>
					<ButtonLink to="/firm">
						{t("firm.take.goOn")}
					</ButtonLink>
				</p>
			)}
		</Page>
	);
}
