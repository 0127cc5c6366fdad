import { useState } from "react";
import { call, useList, useQuestion } from "../chain";
import { Folded, useForm } from "../credit/form";
import { Guarantees } from "../credit/Guarantees";
import { COVERS, flawOf, MODELS, MOST_PARTS, SCHEMES, specOf, takenBy, type Typed } from "../credit/guarantees";
import { codeOf } from "../credit/parts";
import { Amount, Field, Input, Select } from "../ui";
import { useWords } from "../words";
import type { Application } from "./conditions";
import { readShare } from "./numbers";
import { useBankDoing } from "./parts";

/** Who is to stand behind the loan of an application: proposed once terms are offered, signed before the loan begins. */
export function GuaranteesOf({ application }: { application: Application }) {
	const doing = useBankDoing();
	const open = application.now.type === "Offered" || application.now.type === "Accepted";
	return (
		<>
			<Guarantees loan={application.id} lender={doing} />
			{open && <Propose application={application} />}
		</>
	);
}

interface Row {
	guarantor: string;
	share: string;
	backs: string;
}
const EMPTY: Row = { guarantor: "", share: "", backs: "" };

function Propose({ application }: { application: Application }) {
	const { t, name } = useWords("credit", "bank");
	const doing = useBankDoing();
	const form = useForm(codeOf(application.request.currency));
	const guarantors = useList("GuaranteesApi.guarantors", []);
	const others = useQuestion("GuaranteesApi.guarantees_of", [application.id]);
	const [rows, setRows] = useState<Row[]>([EMPTY]);
	const [scheme, setScheme] = useState<(typeof SCHEMES)[number]>("Agreed");
	const [model, setModel] = useState<(typeof MODELS)[number]>("Advance");
	const [covers, setCovers] = useState<(typeof COVERS)[number]>("Principal");
	const all = guarantors.data?.filter(({ suspended }) => !suspended);
	if (!all || all.length === 0) return null;
	const change = (index: number, to: Partial<Row>) => setRows((rows) => rows.map((row, at) => (at === index ? { ...row, ...to } : row)));
	const kinds = new Map(all.map(({ id, kind }) => [id, kind.type]));
	const nameOf = (id: string) => name(all.find((one) => String(one.id) === id)?.name ?? "");
	const send = async () => {
		const parts = form.check((checks) => {
			const read = rows.map((row, index): Typed => {
				const share = readShare(row.share);
				return {
					guarantor: checks.need(`guarantor-${index}`, row.guarantor === "" ? undefined : Number(row.guarantor), "bank.bad.choose"),
					share: checks.need(`share-${index}`, share !== undefined && share > 0 && share <= 10_000 ? share : undefined, "bank.bad.rate", { least: 0, most: 100 }),
					backs: row.backs === "" ? undefined : Number(row.backs),
				};
			});
			if (read.every(({ guarantor, share }) => guarantor !== undefined && share !== undefined)) {
				const flaw = flawOf(read, scheme, kinds, takenBy(others.data ?? []));
				if (flaw) checks.need("share-0", undefined, "credit.guarantee.flaw", { flaw });
			}
			return read;
		});
		if (parts && (await doing.send(call("Guarantees", "propose", { guarantee: specOf(application.id, scheme, model, covers, parts) }), t("credit.act.guarantee", { number: String(application.id) })))) setRows([EMPTY]);
	};
	const choice = <T extends string>(id: string, label: string, values: readonly T[], word: (value: T) => string, value: T, put: (value: T) => void) => (
		<Field id={id} label={label}>
			<Select value={value} onChange={({ target }) => put(target.value as T)}>
				{values.map((one) => (
					<option key={one} value={one}>
						{word(one)}
					</option>
				))}
			</Select>
		</Field>
	);
	const room = (id: string) => {
		const pool = all.find((one) => String(one.id) === id)?.pools.find(({ currency }) => currency.type === application.request.currency.type);
		return pool && <>{t("credit.guarantee.room")} <Amount value={pool.room} currency={pool.currency} /></>;
	};
	return (
		<>
			<Folded title={t("credit.guarantee.propose")} form={form} send={() => void send()} busy={doing.busy} button={t("credit.guarantee.proposeDo")}>
				{rows.map((row, index) => (
					<fieldset key={index} className="field">
						<legend>{t("credit.guarantee.part", { number: index + 1 })}</legend>
						<Field id={`guarantor-${index}`} label={t("credit.guarantor")} hint={room(row.guarantor)} error={form.errorOf(`guarantor-${index}`)}>
							<Select value={row.guarantor} onChange={({ target }) => change(index, { guarantor: target.value })}>
								<option value="" />
								{all.map(({ id, name: english, kind }) => (
									<option key={id} value={id}>
										{name(english)} · {t("credit.guarantorKind", { kind: kind.type })}
									</option>
								))}
							</Select>
						</Field>
						<Field id={`share-${index}`} label={t("credit.guarantee.shareField")} error={form.errorOf(`share-${index}`)}>
							<Input inputMode="decimal" value={row.share} autoComplete="off" onChange={({ target }) => change(index, { share: target.value })} />
						</Field>
						{index > 0 && (
							<Field id={`backs-${index}`} label={t("credit.guarantee.backs")}>
								<Select value={row.backs} onChange={({ target }) => change(index, { backs: target.value })}>
									<option value="">{t("credit.guarantee.paysLender")}</option>
									{rows.map((other, at) => at !== index && other.guarantor !== "" && (
										<option key={at} value={other.guarantor}>
											{nameOf(other.guarantor)}
										</option>
									))}
								</Select>
							</Field>
						)}
					</fieldset>
				))}
				<p>
					{rows.length < MOST_PARTS && (
						<button type="button" className="link" onClick={() => setRows([...rows, EMPTY])}>
							{t("credit.guarantee.more")}
						</button>
					)}{" "}
					{rows.length > 1 && (
						<button type="button" className="link" onClick={() => setRows(rows.slice(0, -1))}>
							{t("credit.guarantee.fewer")}
						</button>
					)}
				</p>
				{choice("scheme", t("credit.guarantee.scheme"), SCHEMES, (one) => t("credit.scheme", { scheme: one }), scheme, setScheme)}
				{choice("model", t("credit.guarantee.model"), MODELS, (one) => t("credit.model", { model: one }), model, setModel)}
				{choice("covers", t("credit.guarantee.covers"), COVERS, (one) => t("credit.covers", { covers: one }), covers, setCovers)}
			</Folded>
			{doing.progress}
		</>
	);
}
