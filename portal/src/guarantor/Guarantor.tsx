// A guarantor at its desk: guarantees that wait for its signature, amendments that wait for its word, what was called.

import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { call, useList, useQuestion } from "../chain";
import { keyOf } from "../chain/useQuestion";
import { inForce } from "../credit/amendments";
import { Compared } from "../credit/Compared";
import { useOwnDoing } from "../credit/doing";
import { GuaranteeFacts } from "../credit/Guarantees";
import { type Guarantee, hashShown, type Part } from "../credit/guarantees";
import { codeOf, useGuarantorName, useInstitutionName } from "../credit/parts";
import { FirmName } from "../bank/parts";
import { worst } from "../firm/data";
import { Sign, useTrust } from "../firm/sign";
import { useKey } from "../keys";
import { hashAmendment } from "../rules";
import { Badge, Button, Empty, Notice, Page } from "../ui";
import { useWords } from "../words";

export function Guarantor() {
	const { t, name } = useWords("credit", "bank", "firm");
	const { account } = useKey();
	const guarantors = useList("GuaranteesApi.guarantors", account ? [] : null);
	const own = guarantors.data?.find(({ key }) => key === account);
	const guarantees = useList("GuaranteesApi.guarantees_by", own ? [own.id] : null);
	if (!account) {
		return (
			<Page title={t("credit.guarantor.title")} back="/">
				<p>{t("bank.who.open")}</p>
				<p>
					<Link to="/key/new">{t("bank.who.openLink")}</Link>
				</p>
			</Page>
		);
	}
	const order = ["Called", "Proposed", "Bound", "Signed", "Paid"];
	const place = ({ state }: Guarantee) => (order.includes(state.type) ? order.indexOf(state.type) : order.length);
	const rows = [...(guarantees.data ?? [])].sort((a, b) => place(a) - place(b) || Number(b.id - a.id));
	return (
		<Page title={own ? name(own.name) : t("credit.guarantor.title")} back="/" wide>
			<p>
				<Badge badge={worst(guarantors.badge, guarantees.badge)} checkedAt={guarantees.checkedAt} />
			</p>
			{guarantors.data && !own && <Notice kind="warning" title={t("credit.guarantor.none")} />}
			{own?.suspended && <Notice kind="warning" title={t("credit.guarantor.suspended")} />}
			{guarantees.data?.length === 0 && <Empty>{t("credit.guarantees.none")}</Empty>}
			{own && rows.map((one) => <One key={String(one.id)} guarantee={one} own={own.id} suspended={own.suspended} badge={guarantees.badge} />)}
		</Page>
	);
}

function One({ guarantee, own, suspended, badge }: { guarantee: Guarantee; own: number; suspended: boolean; badge: Parameters<typeof worst>[0] }) {
	const { t } = useWords("credit", "bank", "firm");
	const doing = useOwnDoing();
	const trust = useTrust();
	const institution = useInstitutionName();
	const application = useQuestion("FinancingApi.application", [guarantee.loan]);
	const { id, state, loan, terms } = guarantee;
	const part = guarantee.parts.find(({ guarantor }) => guarantor === own);
	const number = String(id);
	const waits = state.type === "Proposed" && part?.signed_on === undefined && !suspended;
	const same = useQuery({ queryKey: ["guarantee", keyOf(guarantee)], queryFn: async () => (await hashShown(guarantee)) === terms, enabled: waits, staleTime: Infinity, gcTime: 0, retry: false });
	if (!part) return null;
	const request = application.data;
	const standing = worst(badge, application.badge);
	return (
		<article className="card" data-guarantee={number}>
			<h2>{t("credit.guarantee.of", { number, loan: String(loan), institution: institution(guarantee.institution) })}</h2>
			{request && (
				<p>
					<FirmName number={request.enterprise} />
				</p>
			)}
			<GuaranteeFacts guarantee={guarantee} />
			{waits && (
				<>
					<Sign
						same={{ data: same.data, error: same.error }}
						says={t("credit.guarantee.signed", { hash: terms })}
						standing={standing}
						trust={trust}
						accept={() => void doing.send(call("Guarantees", "sign", { guarantee: id, terms }), t("credit.act.guaranteeSign", { number }), { fresh: true, rests: [standing], trustNode: trust.trusted })}
						busy={doing.busy}
					/>
					<Button kind="danger" busy={doing.busy} onClick={() => void doing.send(call("Guarantees", "refuse", { guarantee: id }), t("credit.act.guaranteeRefuse", { number }))}>
						{t("credit.guarantee.refuse")}
					</Button>
				</>
			)}
			{["Bound", "Called", "Paid"].includes(state.type) && <Amendment guarantee={guarantee} part={part} />}
			{state.type === "Called" && part.stated_on === undefined && part.paid_on === undefined && (
				<Button busy={doing.busy} onClick={() => void doing.send(call("Guarantees", "state_payment", { guarantee: id }), t("credit.act.guaranteeState", { number }))}>
					{t("credit.guarantee.statePaid")}
				</Button>
			)}
			{part.paid_on !== undefined && <Reimbursed guarantee={guarantee} own={own} />}
			{doing.progress}
		</article>
	);
}

/** Who stood behind this one, and has not paid its part to it yet. */
function Reimbursed({ guarantee, own }: { guarantee: Guarantee; own: number }) {
	const { t } = useWords("credit");
	const doing = useOwnDoing();
	const name = useGuarantorName();
	return (
		<>
			{guarantee.parts
				.filter(({ backs, paid_on }) => backs === own && paid_on === undefined)
				.map(({ guarantor }) => (
					<Button key={guarantor} kind="secondary" busy={doing.busy} onClick={() => void doing.send(call("Guarantees", "record_reimbursement", { guarantee: guarantee.id, by: guarantor }), t("credit.act.guaranteeReimbursed", { guarantor: name(guarantor) }))}>
						{t("credit.guarantee.reimbursed", { guarantor: name(guarantor) })}
					</Button>
				))}
			{doing.progress}
		</>
	);
}

/** What the lender proposes for the loan: it holds for the firm once all who stand behind it agreed. */
function Amendment({ guarantee, part }: { guarantee: Guarantee; part: Part }) {
	const { t, time } = useWords("credit", "bank", "firm");
	const doing = useOwnDoing();
	const trust = useTrust();
	const loan = useQuestion("FinancingApi.loan", [guarantee.loan]);
	const proposed = loan.data?.proposed;
	const same = useQuery({
		queryKey: ["amendment", keyOf([guarantee.loan, proposed])],
		queryFn: async () => (await hashAmendment({ loan: guarantee.loan, amendment: proposed!.amendment })) === proposed!.amendment_hash,
		enabled: proposed !== undefined,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	});
	if (!loan.data || !proposed) return null;
	const { amendment, amendment_hash, valid_until } = proposed;
	const title = t("credit.amend.waits", { kind: t("credit.amendment", { kind: amendment.kind.type }), time: time(Number(valid_until) * 1_000) });
	if (part.agreed_to === amendment_hash) return <Notice kind="good" title={t("credit.amend.youAgreed")} />;
	return (
		<section data-amendment>
			<h3>{title}</h3>
			<Compared before={inForce(loan.data)} after={amendment.conditions} currency={codeOf(loan.data.currency)} label={title} />
			<Sign
				same={{ data: same.data, error: same.error }}
				says={t("firm.proposal.signed", { loan: String(guarantee.loan), hash: amendment_hash })}
				standing={loan.badge}
				trust={trust}
				accept={() => void doing.send(call("Guarantees", "agree_to_amendment", { guarantee: guarantee.id, amendment: amendment_hash, valid_until }), t("credit.act.guaranteeAgree", { number: String(guarantee.loan) }), { fresh: true, rests: [loan.badge], trustNode: trust.trusted })}
				busy={doing.busy}
			>
				{doing.progress}
			</Sign>
		</section>
	);
}
