// A registrar enters a firm, and offers its control to the owner's account in the same act.

import { useState } from "react";
import { batch, call, type RegistrationNumber, useAct } from "../chain";
import { readAccount } from "../bank/accounts";
import { readDay } from "../bank/payments";
import { readAmount } from "../firm/amount";
import { numberText } from "../firm/numbers";
import { readNumber } from "../rules";
import { RulesRefused } from "../rules/rules";
import { Button, ErrorSummary, Field, Input, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { useAgency } from "./Frame";

const CURRENCIES = { Mainland: "Cny", HongKong: "Hkd", Macao: "Mop" } as const;
const EMPTY = { number: "", name: "", industry: "", founded: "", capital: "", account: "" };
type Fields = typeof EMPTY;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The number as the rules read it, or the name of what is wrong with it. */
async function numberOf(text: string): Promise<{ number: RegistrationNumber } | { fault: string }> {
	const typed = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
	try {
		return { number: await readNumber(/^(CN|HK|MO):/.test(typed) ? typed : `CN:${typed}`) };
	} catch (error) {
		if (error instanceof RulesRefused) return { fault: error.name };
		throw error;
	}
}

export function Register() {
	const { t } = useWords("agency", "firm");
	const agency = useAgency();
	const { act, state, title } = useAct();
	const [fields, setFields] = useState<Fields>(EMPTY);
	const [wrong, setWrong] = useState<{ field: string; text: string }[]>([]);
	const [done, setDone] = useState<{ number: string; name: string; offered: boolean }>();
	const errorOf = (field: keyof Fields) => wrong.find((one) => one.field === field)?.text;
	const control = (field: keyof Fields) => ({ value: fields[field], autoComplete: "off", onChange: ({ target }: { target: { value: string } }) => setFields((all) => ({ ...all, [field]: target.value })) });

	const send = async () => {
		const found: typeof wrong = [];
		const say = (field: keyof Fields, text: string) => found.push({ field, text });
		const read = await numberOf(fields.number);
		if ("fault" in read) say("number", t("agency.fault", { fault: read.fault }));
		const name = fields.name.trim();
		if (name === "" || utf8(name).length > 128) say("name", t("agency.register.badName"));
		const industry = fields.industry.trim().toUpperCase();
		if (!/^[A-T]\d{0,4}$/.test(industry)) say("industry", t("agency.register.badIndustry"));
		const founded = readDay(fields.founded);
		if (founded === undefined || founded < 0) say("founded", t("agency.fault", { fault: "Date" }));
		const capital = readAmount(fields.capital);
		if (capital === undefined) say("capital", t("agency.register.badCapital"));
		const account = fields.account.trim() === "" ? undefined : readAccount(fields.account);
		if (fields.account.trim() !== "" && !account) say("account", t("agency.register.badAccount"));
		setWrong(found);
		if (found.length > 0 || "fault" in read || founded === undefined || capital === undefined) return;
		const { number } = read;
		const registration = { number, legal_name: name, industry: utf8(industry), division: undefined, founded, registered_capital: capital, capital_currency: { type: CURRENCIES[number.type], value: undefined }, lei: undefined, accept_outer_check_mismatch: false };
		const enter = call("EnterpriseRegistry", "register_many", { registrations: [registration] as never });
		const offer = account && call("EnterpriseRegistry", "offer_control", { enterprise: number, to: account });
		const outcome = await act({ call: offer ? batch([enter, offer]) : enter, title: t("agency.register.act", { name }) });
		if ("refused" in outcome) return;
		setDone({ number: numberText(number), name, offered: account !== undefined });
		setFields(EMPTY);
	};
	const busy = state === "asking" || state === "signing" || state === "sent";
	if (!JSON.stringify(agency.rights).includes("Registrar")) {
		return (
			<Page title={t("agency.register.title")} back="/agency">
				<p>{t("agency.register.noRight")}</p>
			</Page>
		);
	}
	return (
		<Page title={t("agency.register.title")}>
			<ErrorSummary errors={wrong} />
			<p>{t("agency.register.lead")}</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					void send();
				}}
			>
				<Field id="number" label={t("agency.columns.number")} error={errorOf("number")}>
					<Input {...control("number")} spellCheck={false} />
				</Field>
				<Field id="name" label={t("agency.register.name")} error={errorOf("name")}>
					<Input {...control("name")} />
				</Field>
				<Field id="industry" label={t("agency.register.industry")} hint={t("agency.register.industryHint")} error={errorOf("industry")}>
					<Input {...control("industry")} />
				</Field>
				<Field id="founded" label={t("agency.register.founded")} error={errorOf("founded")}>
					<Input {...control("founded")} type="date" />
				</Field>
				<Field id="capital" label={t("agency.register.capital")} error={errorOf("capital")}>
					<Input {...control("capital")} inputMode="decimal" />
				</Field>
				<Field id="account" label={t("agency.register.account")} hint={t("agency.register.accountHint")} error={errorOf("account")}>
					<Input {...control("account")} spellCheck={false} />
				</Field>
				<Button type="submit" busy={busy}>
					{t("agency.register.send")}
				</Button>
			</form>
			<Progress state={state} title={title} />
			{done && (
				<Notice kind="good" title={t("agency.register.done", { name: done.name })}>
					{done.offered && (
						<p>
							{t("agency.register.link")} <code>{`${location.origin}/firm/take/${done.number}`}</code>
						</p>
					)}
				</Notice>
			)}
		</Page>
	);
}
