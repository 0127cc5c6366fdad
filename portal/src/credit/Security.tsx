// What secures a loan, and how it is realised after a default: the lender proposes, the owners agree or object, the lender carries it out.

import { useState } from "react";
import { call, type RegistrationNumber, useQuestion } from "../chain";
import { keyOf } from "../chain/useQuestion";
import { parseNumber, numberText } from "../firm/numbers";
import { fingerprintOf } from "../bank/fingerprint";
import { dayOf } from "../bank/left";
import { useNow } from "../firm/data";
import { Amount, Button, Day, Drop, Empty, Facts, Field, Input, Notice, Select, Table } from "../ui";
import { useWords } from "../words";
import type { Doing } from "./doing";
import { type Asset, type Enforcement, type Lien, mostCosts, ownersOf, PRICES, type Realisation, ripe, shares } from "./enforcement";
import { Entry, Folded, useForm } from "./form";
import { codeOf, useInstitutionName } from "./parts";

interface Of {
	/** Of the loan. */
	currency: { type: string };
	owed: bigint;
	loan: bigint;
}

/** One side's part: the lender's, or that of the firm as an owner. */
type Side = "nobody" | { lender: Doing } | { owner: Doing; number: RegistrationNumber };

export function Security({ assets, side, ...of }: Of & { assets: readonly bigint[]; side: Side }) {
	const { t } = useWords("credit", "bank");
	return (
		<section>
			<h2>{t("bank.file.security")}</h2>
			{assets.length === 0 && <Empty>{t("bank.file.noSecurity")}</Empty>}
			{assets.map((id) => (
				<One key={String(id)} id={id} side={side} {...of} />
			))}
			{side !== "nobody" && ("lender" in side ? side.lender.progress : side.owner.progress)}
		</section>
	);
}

function One({ id, side, ...of }: Of & { id: bigint; side: Side }) {
	const { t, money, day } = useWords("credit", "bank");
	const { data: asset } = useQuestion("CollateralApi.asset", [id]);
	const institution = useInstitutionName();
	if (!asset) return null;
	const lien = asset.liens.find((one) => one.lien.loan === of.loan);
	return (
		<article className="card" data-asset={String(id)}>
			<h3>{t("bank.file.asset", { number: String(id), kind: t("bank.kind", { kind: asset.kind.type }) })}</h3>
			<Facts
				items={[
					...(asset.right ? [{ name: t("bank.file.titleOf"), value: asset.right.title }] : []),
					...(asset.receivable
						? [
								{ name: t("bank.file.obligor"), value: asset.receivable.spec.obligor },
								{ name: t("credit.remaining"), value: <Amount value={asset.receivable.remaining} currency={asset.receivable.spec.currency} /> },
							]
						: []),
					...(asset.holder === undefined ? [] : [{ name: t("credit.holder"), value: institution(asset.holder) }]),
					...(lien
						? [
								{
									name: t("credit.lien", { number: String(lien.id) }),
									value: t("credit.lienIs", { rank: lien.rank, state: t("credit.lienState", { state: lien.lien.state.type }), amount: money(lien.lien.secured_amount, codeOf(of.currency), "figure"), until: day(lien.lien.until) }),
								},
							]
						: [{ name: t("bank.file.liens"), value: t("credit.lienEnded") }]),
				]}
			/>
			{asset.receivable && asset.receivable.credit_notes.length > 0 && <Notes receivable={asset.receivable} />}
			{lien?.enforcement && <Proposed asset={asset} enforcement={lien.enforcement} {...of} />}
			{lien && side !== "nobody" && "lender" in side && <Lender asset={asset} lien={lien} doing={side.lender} {...of} />}
			{lien?.enforcement && side !== "nobody" && "owner" in side && <Owner lien={lien} enforcement={lien.enforcement} doing={side.owner} number={side.number} />}
		</article>
	);
}

function Notes({ receivable }: { receivable: NonNullable<Asset["receivable"]> }) {
	const { t } = useWords("credit");
	return (
		<Table
			caption={t("credit.notes")}
			rows={receivable.credit_notes}
			rowKey={({ note }) => note.number}
			columns={[
				{ key: "number", title: t("credit.note.number"), cell: ({ note }) => note.number },
				{ key: "day", title: t("credit.note.issued"), cell: ({ note }) => <Day value={note.issued} /> },
				{ key: "amount", title: t("credit.note.amount"), number: true, cell: ({ note }) => <Amount value={note.amount} currency={receivable.spec.currency} /> },
				{ key: "by", title: t("credit.note.by"), cell: ({ by }) => t("credit.note.byWhom", { who: by.type }) },
			]}
		/>
	);
}

/** What is proposed, and who said what to it. */
function Proposed({ asset, enforcement, owed }: Of & { asset: Asset; enforcement: Enforcement }) {
	const { t, list } = useWords("credit");
	const { realisation, currency, object_until, agreed, objection } = enforcement;
	const said = new Set(agreed.map(keyOf));
	const owners = ownersOf(asset);
	const { claim, rest } = shares(realisation, owed);
	return (
		<div data-enforcement>
			<h4>{t("credit.enforcement")}</h4>
			<Facts
				items={[
					{ name: t("credit.buyer"), value: realisation.buyer ? numberText(realisation.buyer) : t("credit.noBuyer") },
					{ name: t("credit.proceeds"), value: <Amount value={realisation.proceeds} currency={currency} /> },
					{ name: t("credit.costs"), value: <Amount value={realisation.costs} currency={currency} /> },
					{ name: t("credit.forDebt"), value: <Amount value={claim} currency={currency} /> },
					{ name: t("credit.left"), value: <Amount value={rest} currency={currency} /> },
					{ name: t("credit.price"), value: t("credit.priceIs", { price: realisation.price.type }) },
					{ name: t("credit.objectUntil"), value: <Day value={object_until} /> },
					{
						name: t("credit.owners"),
						value: list(owners.map((owner) => `${numberText(owner as RegistrationNumber)}: ${t("credit.ownerSaid", { said: objection && keyOf(objection.owner) === keyOf(owner) ? "objects" : said.has(keyOf(owner)) ? "agrees" : "nothing" })}`)),
					},
				]}
			/>
			{objection && <Notice kind="warning" title={t("credit.objected")} />}
		</div>
	);
}

function Lender({ asset, lien, doing, currency }: Of & { asset: Asset; lien: Lien; doing: Doing }) {
	const { t } = useWords("credit");
	const now = useNow();
	const [sure, setSure] = useState(false);
	const number = String(lien.id);
	if (lien.lien.state.type !== "Defaulted") return null;
	if (lien.rank !== 1) return <p className="hint">{t("credit.notFirst")}</p>;
	const stands = now === undefined ? undefined : ripe(asset, lien, dayOf(now));
	return (
		<>
			{lien.enforcement && stands === "Ripe" && !sure && (
				<Button kind="danger" busy={doing.busy} onClick={() => setSure(true)}>
					{t("credit.enforce")}
				</Button>
			)}
			{lien.enforcement && stands !== undefined && stands !== "Ripe" && <p className="hint">{t("credit.waits", { why: stands })}</p>}
			{sure && (
				<div className="confirm" role="group" aria-label={t("credit.enforce")}>
					<p>{t("credit.enforceSure")}</p>
					<Button kind="danger" busy={doing.busy} onClick={() => (setSure(false), void doing.send(call("Collateral", "enforce", { lien: lien.id }), t("credit.act.enforce", { number })))}>
						{t("credit.enforce")}
					</Button>
					<Button kind="secondary" onClick={() => setSure(false)}>
						{t("credit.cancel")}
					</Button>
				</div>
			)}
			{!lien.enforcement?.objection && <Propose lien={lien} doing={doing} currency={codeOf(currency)} again={lien.enforcement !== undefined} isRight={asset.right !== undefined} />}
		</>
	);
}

const MOST = 10n ** 15n;

function Propose({ lien, doing, currency, again, isRight }: { lien: Lien; doing: Doing; currency: "CNY" | "HKD" | "MOP" | "USD"; again: boolean; isRight: boolean }) {
	const { t } = useWords("credit", "bank");
	const form = useForm(currency);
	const [typed, setTyped] = useState({ buyer: "", proceeds: "", costs: "0" });
	const [price, setPrice] = useState<(typeof PRICES)[number]>("Evidenced");
	const [paper, setPaper] = useState<File>();
	const number = String(lien.id);
	const put = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
	const send = async () => {
		const realisation = form.check((checks) => {
			const proceeds = checks.amount(`proceeds-${number}`, typed.proceeds, MOST);
			const buyer = typed.buyer.trim() === "" ? undefined : checks.need(`buyer-${number}`, parseNumber(typed.buyer), "credit.bad.number");
			// Who keeps a right has sold it to nobody.
			if (typed.buyer.trim() === "" && price === "Evidenced" && isRight) checks.need(`buyer-${number}`, undefined, "credit.bad.buyer");
			return { buyer, proceeds, costs: checks.amount(`costs-${number}`, typed.costs, proceeds === undefined ? MOST : mostCosts(proceeds), 0n), paper: checks.need(`paper-${number}`, paper, "bank.bad.file") };
		});
		if (!realisation) return;
		const { buyer, proceeds, costs } = realisation;
		const evidence = await fingerprintOf(realisation.paper);
		await doing.send(call("Collateral", "propose_enforcement", { lien: lien.id, realisation: { buyer, proceeds, costs, price: { type: price, value: undefined }, evidence } as Realisation }), t("credit.act.proposeEnforcement", { number }));
	};
	return (
		<Folded title={t(again ? "credit.proposeAgain" : "credit.propose")} form={form} send={() => void send()} busy={doing.busy} button={t("credit.proposeDo")}>
			<Entry form={form} id={`buyer-${number}`} label={t("credit.buyer")} hint={t("credit.buyerHint")}>
				<Input value={typed.buyer} onChange={({ target }) => put({ buyer: target.value })} autoComplete="off" />
			</Entry>
			<Entry form={form} id={`proceeds-${number}`} label={t("credit.proceeds")}>
				<Input inputMode="decimal" value={typed.proceeds} onChange={({ target }) => put({ proceeds: target.value })} autoComplete="off" />
			</Entry>
			<Entry form={form} id={`costs-${number}`} label={t("credit.costs")} hint={t("credit.costsHint")}>
				<Input inputMode="decimal" value={typed.costs} onChange={({ target }) => put({ costs: target.value })} autoComplete="off" />
			</Entry>
			<Field id={`price-${number}`} label={t("credit.price")}>
				<Select value={price} onChange={({ target }) => setPrice(target.value as typeof price)}>
					{PRICES.map((one) => (
						<option key={one} value={one}>
							{t("credit.priceIs", { price: one })}
						</option>
					))}
				</Select>
			</Field>
			<Drop id={`paper-${number}`} label={paper?.name ?? t("credit.evidence")} hint={form.errorOf(`paper-${number}`) ?? t("bank.loan.classifyPaperHint")} onFiles={([file]) => setPaper(file)} />
		</Folded>
	);
}

/** An owner agrees to exactly this, or objects in time, with reasons that a court reads. */
function Owner({ lien, enforcement, doing, number }: { lien: Lien; enforcement: Enforcement; doing: Doing; number: RegistrationNumber }) {
	const { t, day } = useWords("credit", "bank");
	const now = useNow();
	const form = useForm(codeOf(enforcement.currency));
	const [paper, setPaper] = useState<File>();
	const id = String(lien.id);
	const agreed = enforcement.agreed.some((one) => keyOf(one) === keyOf(number));
	const late = now !== undefined && dayOf(now) > enforcement.object_until;
	const object = async () => {
		const file = form.check((checks) => checks.need(`reasons-${id}`, paper, "bank.bad.file"));
		if (file) await doing.send(call("Collateral", "object_to_enforcement", { lien: lien.id, owner: number, reason: await fingerprintOf(file) }), t("credit.act.object", { number: id }));
	};
	if (agreed) return <Notice kind="info" title={t("credit.youAgreed")} />;
	return (
		<>
			<p>{t("credit.ownerMay", { day: day(enforcement.object_until) })}</p>
			<Button
				busy={doing.busy}
				onClick={() => void doing.send(call("Collateral", "agree_to_enforcement", { lien: lien.id, owner: number, realisation: enforcement.realisation as Realisation }), t("credit.act.agreeEnforcement", { number: id }), { fresh: true })}
			>
				{t("credit.agree")}
			</Button>
			{!enforcement.objection && !late && (
				<Folded title={t("credit.object")} form={form} send={() => void object()} busy={doing.busy} button={t("credit.object")} danger>
					<Drop id={`reasons-${id}`} label={paper?.name ?? t("credit.reasons")} hint={form.errorOf(`reasons-${id}`) ?? t("bank.loan.classifyPaperHint")} onFiles={([file]) => setPaper(file)} />
				</Folded>
			)}
		</>
	);
}
