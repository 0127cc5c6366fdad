import { useQuestion } from "../chain";
import { Amount, Badge, Button, Day, Empty, Facts, Table } from "../ui";
import { useWords } from "../words";
import { call } from "../chain";
import type { Doing } from "./doing";
import type { Guarantee, Part } from "./guarantees";
import { codeOf, useGuarantorName } from "./parts";

/** Who stands behind a loan, or behind the application that it will come from: they have one number. */
export function Guarantees({ loan, lender, called = false, amendment }: { loan: bigint; lender?: Doing; called?: boolean; amendment?: string }) {
	const { t } = useWords("credit", "bank");
	const { data, badge, checkedAt } = useQuestion("GuaranteesApi.guarantees_of", [loan]);
	if (!data) return null;
	return (
		<section data-guarantees={data.length}>
			<h2>{t("credit.guarantees")}</h2>
			{data.length === 0 && <Empty>{t("credit.guarantees.none")}</Empty>}
			{data.length > 0 && (
				<p>
					<Badge badge={badge} checkedAt={checkedAt} />
				</p>
			)}
			{data.map((one) => (
				<One key={String(one.id)} guarantee={one} lender={lender} called={called} amendment={amendment} />
			))}
			{lender?.progress}
		</section>
	);
}

function One({ guarantee, lender, called, amendment }: { guarantee: Guarantee; lender: Doing | undefined; called: boolean; amendment: string | undefined }) {
	const { t } = useWords("credit", "bank");
	const { id, state } = guarantee;
	const number = String(id);
	const bound = ["Bound", "Called", "Paid"].includes(state.type);
	return (
		<article className="card" data-guarantee={number}>
			<h3>{t("credit.guarantee.title", { number })}</h3>
			<GuaranteeFacts guarantee={guarantee} amendment={bound ? amendment : undefined} act={lender && state.type === "Called" ? (part) => <Record guarantee={guarantee} part={part} lender={lender} /> : undefined} />
			{lender && (
				<p>
					{(state.type === "Proposed" || state.type === "Signed") && (
						<Button kind="secondary" busy={lender.busy} onClick={() => void lender.send(call("Guarantees", "withdraw", { guarantee: id }), t("credit.act.guaranteeWithdraw", { number }))}>
							{t("credit.guarantee.withdraw")}
						</Button>
					)}
					{state.type === "Bound" && called && (
						<Button kind="danger" busy={lender.busy} onClick={() => void lender.send(call("Guarantees", "call", { guarantee: id }), t("credit.act.guaranteeCall", { number }))}>
							{t("credit.guarantee.call")}
						</Button>
					)}
					{bound && (
						<Button kind="secondary" busy={lender.busy} onClick={() => void lender.send(call("Guarantees", "release", { guarantee: id }), t("credit.act.guaranteeRelease", { number }))}>
							{t("credit.guarantee.release")}
						</Button>
					)}
				</p>
			)}
		</article>
	);
}

function Record({ guarantee, part, lender }: { guarantee: Guarantee; part: Part; lender: Doing }) {
	const { t } = useWords("credit");
	const name = useGuarantorName();
	if (part.backs !== undefined || part.paid_on !== undefined) return null;
	return (
		<Button
			kind="secondary"
			busy={lender.busy}
			onClick={() => void lender.send(call("Guarantees", "record_payment", { guarantee: guarantee.id, guarantor: part.guarantor }), t("credit.act.guaranteePaid", { guarantor: name(part.guarantor), number: String(guarantee.id) }))}
		>
			{t("credit.guarantee.record")}
		</Button>
	);
}

/** All of a guarantee: what is signed, and what became of it. */
export function GuaranteeFacts({ guarantee, amendment, act }: { guarantee: Guarantee; amendment?: string; act?: (part: Part) => React.ReactNode }) {
	const { t, share, day } = useWords("credit", "bank");
	const name = useGuarantorName();
	const { scheme, model, covers, state, parts, lender_bears, call_by, pay_by, called_on } = guarantee;
	const currency = codeOf(guarantee.currency);
	const stands = (part: Part) => {
		if (part.paid_on !== undefined) return t("credit.part.paid", { day: day(part.paid_on) });
		if (part.stated_on !== undefined) return t("credit.part.stated", { day: day(part.stated_on) });
		return part.signed_on === undefined ? t("credit.part.unsigned") : t("credit.part.signed", { day: day(part.signed_on) });
	};
	return (
		<>
			<Facts
				items={[
					{ name: t("bank.col.state"), value: <strong>{t("credit.guarantee.state", { state: state.type })}</strong> },
					{ name: t("credit.guarantee.scheme"), value: t("credit.scheme", { scheme: scheme.type }) },
					{ name: t("credit.guarantee.model"), value: t("credit.model", { model: model.type }) },
					{ name: t("credit.guarantee.covers"), value: t("credit.covers", { covers: covers.type }) },
					{ name: t("credit.guarantee.lender"), value: share(lender_bears, "bp") },
					...(called_on === undefined ? [] : [{ name: t("credit.guarantee.calledOn"), value: <Day value={called_on} /> }]),
					...(state.type === "Bound" && call_by !== undefined ? [{ name: t("credit.guarantee.callBy"), value: <Day value={call_by} /> }] : []),
					...(state.type === "Called" && pay_by !== undefined ? [{ name: t("credit.guarantee.payBy"), value: <Day value={pay_by} /> }] : []),
				]}
			/>
			<Table
				caption={t("credit.guarantee.parts")}
				rows={parts}
				rowKey={({ guarantor }) => guarantor}
				columns={[
					{ key: "who", title: t("credit.guarantor"), cell: ({ guarantor, backs }) => (
						<>
							{name(guarantor)}
							{backs !== undefined && <span className="hint"> {t("credit.part.behind", { guarantor: name(backs) })}</span>}
						</>
					) },
					{ key: "share", title: t("credit.part.share"), number: true, cell: (part) => share(part.share, "bp") },
					{ key: "bears", title: t("credit.part.bears"), number: true, cell: ({ bears }) => share(bears, "bp") },
					{ key: "stands", title: t("bank.col.state"), cell: stands },
					...(state.type === "Called" ? [{ key: "pays", title: t("credit.part.toPay"), number: true, cell: ({ to_pay }: Part) => <Amount value={to_pay} currency={currency} /> }] : []),
					...(amendment === undefined ? [] : [{ key: "word", title: t("credit.part.amendment"), cell: ({ agreed_to }: Part) => t("credit.part.agreed", { agreed: agreed_to === amendment ? "yes" : "no" }) }]),
					...(act ? [{ key: "act", title: t("bank.change"), cell: act }] : []),
				]}
			/>
		</>
	);
}
