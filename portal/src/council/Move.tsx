import { useState } from "react";
import { call, useList } from "../chain";
import { Button, ErrorSummary, Field, Page, Select } from "../ui";
import { useWords } from "../words";
import { propose, useCouncilAct, useMembers } from "./council";
import { Acted, useSentence } from "./parts";
import { twoThirds } from "./votes";

/** The motion that is moved most: that a bank or an agency is suspended, or comes back. Others are moved by the command. */
export function Move() {
	const { t, name } = useWords("council");
	const { members, seated } = useMembers("agencies");
	const institutions = useList("FinancingApi.institutions", []);
	const [chosen, setChosen] = useState("");
	const [wrong, setWrong] = useState(false);
	const acting = useCouncilAct("agencies");
	const sentence = useSentence();
	const bank = institutions.data?.find(({ id }) => String(id) === chosen);
	const act = bank && call("Institutions", bank.suspended ? "reinstate" : "suspend", { institution: bank.id });
	const busy = acting.state === "asking" || acting.state === "signing" || acting.state === "sent";
	const move = async () => {
		setWrong(!act);
		if (!act || !members) return;
		const proposal = call("Timelock", "schedule", { track: { type: "General", value: undefined } as never, act: act as never });
		await acting.act({ call: await propose("agencies", twoThirds(members.length), proposal), title: `${t("council.move.do")}: ${sentence(act)}`, fresh: true });
	};
	return (
		<Page title={t("council.move.title")} back="/council">
			<ErrorSummary errors={wrong ? [{ field: "bank", text: t("council.move.choose") }] : []} />
			<Field id="bank" label={t("council.move.bank")} error={wrong ? t("council.move.choose") : undefined}>
				<Select value={chosen} onChange={({ target }) => setChosen(target.value)}>
					<option value="" />
					{institutions.data?.map(({ id, name: english, suspended }) => (
						<option key={id} value={id}>
							{name(english)}
							{suspended ? ` · ${t("council.move.suspended")}` : ""}
						</option>
					))}
				</Select>
			</Field>
			{act && (
				<p>
					<strong>{sentence(act)}</strong>
				</p>
			)}
			{members && <p className="hint">{t("council.move.needs", { threshold: twoThirds(members.length), members: members.length })}</p>}
			{seated ? (
				<Button busy={busy} onClick={() => void move()}>
					{t("council.move.do")}
				</Button>
			) : (
				<p className="hint">{t("council.notSeated", { council: "agencies" })}</p>
			)}
			<Acted acting={acting} />
			<p className="hint">{t("council.move.others")}</p>
		</Page>
	);
}
