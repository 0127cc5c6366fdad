// Where one is told, and of what: under the account's settings.

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toChainError, useNetwork, useRoles } from "../chain";
import { numberText } from "../firm/numbers";
import { useKey } from "../keys";
import { Button, ButtonLink, Choice, ErrorSummary, Field, Input, Notice, Page, Select } from "../ui";
import { useActing } from "../ui/useActing";
import { errorText, useWords } from "../words";
import { ownEndpoint, pushState, subscribe, unsubscribe } from "./push";
import { ask, type Info, type Kind, KINDS, type Party, readInfo, Refused, type Subscription, type Way, type WayName } from "./service";

/** A party for which the key speaks. */
interface Speaks {
	id: string;
	label: string;
	party: Party;
	kinds: readonly Kind[];
}

function useParties(): { known: boolean; parties: Speaks[] } {
	const { known, firms, institution, agency } = useRoles();
	const parties: Speaks[] = firms.map((firm) => ({ id: numberText(firm), label: numberText(firm), party: { Enterprise: numberText(firm) }, kinds: KINDS.enterprise }));
	if (institution) parties.push({ id: `institution ${institution.id}`, label: institution.name, party: { Institution: institution.id }, kinds: KINDS.institution });
	if (agency) parties.push({ id: `agency ${agency.id}`, label: agency.name, party: { Agency: agency.id }, kinds: KINDS.agency });
	return { known, parties };
}

/** What went wrong, in words. */
function useFaultText() {
	const { t } = useWords("notices");
	useWords("errors");
	return (fault: unknown) => {
		if (fault instanceof Refused) return t(`notices.error.${fault.own}`);
		const named = fault as { kind?: string; name?: string };
		const { why, what } = errorText(named.kind === "gateway" ? { kind: "gateway", name: named.name ?? "" } : toChainError(fault));
		return `${why} ${what}`;
	};
}

export function Notices() {
	const { t } = useWords("notices");
	const network = useNetwork();
	const { state } = useKey();
	const { known, parties } = useParties();
	const [chosen, setChosen] = useState<string>();
	const service = network?.notices;
	const info = useQuery({ queryKey: ["notices", service], queryFn: () => readInfo(service!), enabled: service !== undefined, staleTime: 60_000 });
	const text = useFaultText();
	const one = parties.find(({ id }) => id === chosen) ?? parties[0];
	return (
		<Page title={t("notices.title")} back="/key">
			<p>{t("notices.what")}</p>
			{network && !service && <Notice title={t("notices.none")} />}
			{service && info.error && <ErrorSummary errors={[{ text: text(info.error) }]} />}
			{service && state === "none" && <ButtonLink to="/key/new">{t("notices.noKey")}</ButtonLink>}
			{service && state !== "none" && known && parties.length === 0 && <Notice title={t("notices.noParty")} />}
			{service && info.data && one && (
				<>
					{parties.length > 1 && (
						<Field label={t("notices.for")}>
							<Select value={one.id} onChange={({ target }) => setChosen(target.value)}>
								{parties.map(({ id, label }) => (
									<option key={id} value={id}>
										{label}
									</option>
								))}
							</Select>
						</Field>
					)}
					<OfParty key={one.id} service={service} info={info.data} speaks={one} />
				</>
			)}
		</Page>
	);
}

function OfParty({ service, info, speaks }: { service: string; info: Info; speaks: Speaks }) {
	const { t, lang } = useWords("notices");
	const { ask: signer } = useKey();
	const text = useFaultText();
	const { busy, fault, run } = useActing((thrown: unknown) => thrown);
	const [told, setTold] = useState<Subscription[]>();
	const [here, setHere] = useState<string>();
	useEffect(() => {
		void ownEndpoint().then(setHere);
	}, []);
	const query = async <T,>(method: string, ...params: unknown[]) => ask<T>(service, await signer(false), speaks.party, method, params);
	const put = (one: Subscription) => setTold((all = []) => (all.some(({ id }) => id === one.id) ? all.map((old) => (old.id === one.id ? one : old)) : [...all, one]));
	const list = () => run("list", async () => setTold((await query<{ subscriptions: Subscription[] }>("notices_list")).subscriptions));
	/** By a way, to a place, of these kinds. A browser says its own place. */
	const save = (name: string, way: WayName, place: string, kinds: readonly Kind[]) =>
		run(name, async () => {
			const made: Way | undefined = way === "push" ? info.pushKey === null ? undefined : await subscribe(info.pushKey) : way === "mail" ? { mail: { address: place } } : { webhook: { contact: place } };
			// Its reader said no to the browser's question.
			if (!made) return;
			put(await query<Subscription>("notices_subscribe", { way: made, kinds, language: lang }));
			setHere(await ownEndpoint());
		});
	const end = ({ id, way, place }: Subscription) =>
		run(id, async () => {
			await query("notices_unsubscribe", id);
			if (way === "push") await unsubscribe(place);
			setTold((all) => all?.filter((one) => one.id !== id));
		});
	if (!told)
		return (
			<>
				<ErrorSummary errors={fault ? [{ text: text(fault) }] : []} />
				<Button busy={busy === "list"} onClick={() => void list()}>
					{t("notices.show")}
				</Button>
			</>
		);
	return (
		<>
			<ErrorSummary errors={fault ? [{ text: text(fault) }] : []} />
			<h2>{t("notices.told")}</h2>
			{told.length === 0 && <p>{t("notices.toldNone")}</p>}
			<ul className="cards cards-wide">
				{told.map((one) => (
					<li className="card" key={one.id}>
						<h3>{one.way === "push" ? t(one.place === here ? "notices.here" : "notices.otherBrowser") : `${t(`notices.way.${one.way}`)}: ${one.place}`}</h3>
						{!one.confirmed ? (
							<Code busy={busy === `${one.id} code`} onCode={(code) => void run(`${one.id} code`, async () => put(await query<Subscription>("notices_confirm", one.id, code)))} />
						) : one.way === "push" && one.place !== here ? (
							<p className="hint">{t("notices.changeThere")}</p>
						) : (
							<Kinds name={one.id} of={speaks.kinds} value={one.kinds} busy={busy === `${one.id} kinds`} action={t("notices.save")} onSave={(kinds) => void save(`${one.id} kinds`, one.way, one.place, kinds)} />
						)}
						<Button kind="danger" busy={busy === one.id} onClick={() => void end(one)}>
							{t("notices.stop")}
						</Button>
					</li>
				))}
			</ul>
			<Add ways={info.ways} here={told.some(({ place }) => place === here)} kinds={speaks.kinds} busy={busy === "add"} onAdd={(way, place, kinds) => void save("add", way, place, kinds)} />
		</>
	);
}

/** Which kinds; at first those that are told now. */
function Kinds({ name, of, value, busy, action, onSave }: { name: string; of: readonly Kind[]; value: readonly Kind[]; busy: boolean; action: string; onSave(kinds: Kind[]): void }) {
	const { t } = useWords("notices");
	const [kinds, setKinds] = useState<readonly string[]>(value);
	const wanted = of.filter((kind) => kinds.includes(kind));
	return (
		<>
			<Choice several name={`kinds-${name}`} legend={t("notices.kinds")} options={of.map((kind) => ({ value: kind, label: t(`notices.kind.${kind}`) }))} value={kinds} onChange={setKinds} />
			<Button kind="secondary" busy={busy} onClick={() => onSave(wanted)}>
				{action}
			</Button>
		</>
	);
}

/** The code that was sent to a place, before anything else is. */
function Code({ busy, onCode }: { busy: boolean; onCode(code: string): void }) {
	const { t } = useWords("notices");
	return (
		<form
			noValidate
			autoComplete="off"
			onSubmit={(event) => {
				event.preventDefault();
				onCode(String(new FormData(event.currentTarget).get("code")).replaceAll(/\s/g, ""));
			}}
		>
			<p>{t("notices.codeSent")}</p>
			<Field label={t("notices.code")}>
				<Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={20} />
			</Field>
			<Button type="submit" busy={busy}>
				{t("notices.confirm")}
			</Button>
		</form>
	);
}

/** One more way to be told. */
function Add({ ways, here, kinds, busy, onAdd }: { ways: WayName[]; here: boolean; kinds: readonly Kind[]; busy: boolean; onAdd(way: WayName, place: string, kinds: Kind[]): void }) {
	const { t } = useWords("notices");
	const push = pushState();
	const offered = ways.filter((way) => way !== "push" || (push !== "none" && !here));
	const [picked, setPicked] = useState<string>();
	const [place, setPlace] = useState("");
	const way = offered.find((one) => one === picked) ?? offered[0];
	if (!way) return null;
	return (
		<section aria-labelledby="add">
			<h2 id="add">{t("notices.add")}</h2>
			<Choice
				name="way"
				legend={t("notices.by")}
				options={offered.map((one) => ({ value: one, label: t(`notices.way.${one}`), hint: t(`notices.wayWhat.${one}`), disabled: one === "push" && push === "refused" }))}
				value={[way]}
				onChange={([one]) => setPicked(one)}
			/>
			{ways.includes("push") && push === "refused" && <Notice kind="warning" title={t("notices.refusedHere")} />}
			{way !== "push" && (
				<Field label={t(way === "mail" ? "notices.address" : "notices.contact")} hint={t(way === "mail" ? "notices.addressHint" : "notices.contactHint")}>
					<Input name="place" type={way === "mail" ? "email" : "text"} autoComplete={way === "mail" ? "email" : "off"} maxLength={way === "mail" ? 254 : 64} value={place} onChange={({ target }) => setPlace(target.value)} />
				</Field>
			)}
			<Kinds name="new" of={kinds} value={kinds} busy={busy} action={t("notices.switchOn")} onSave={(wanted) => onAdd(way, place.trim(), wanted)} />
		</section>
	);
}
