import { useState } from "react";
import { Button, ButtonLink, Choice, Facts, Notice, Page } from "../../ui";
import { useWords } from "../../words";
import type { Shown } from "../guard";
import { custody, useSnapshot } from "../index";
import { passkeysHere } from "../passkey";
import { DevelopmentKeys } from "./development";
import { Account, Fault, fileName, NewPassword, save, useDoing } from "./parts";
import { Words } from "./words";

/** What this browser holds, who sees what, and how to be rid of it. */
export function Keys() {
	const { t } = useWords("keys");
	const { loaded, keys, chosen, state } = useSnapshot();
	if (!loaded) return <Page title={t("keys.keys.title")}>{null}</Page>;
	return (
		<Page title={t("keys.keys.title")} back="/">
			{keys.length === 0 && <p>{t("keys.keys.none")}</p>}
			{keys.length > (chosen ? 1 : 0) && (
				<Choice
					name="chosen"
					legend={t("keys.keys.choose")}
					options={keys.map(({ account }) => ({ value: account, label: <Account account={account} /> }))}
					value={chosen ? [chosen.account] : []}
					onChange={([account]) => account && custody().choose(account)}
				/>
			)}
			{chosen && <Held key={chosen.account} held={chosen} />}
			<ButtonLink kind={chosen ? "secondary" : "primary"} to="/key/new">
				{t(chosen ? "keys.ready.another" : "keys.new.make")}
			</ButtonLink>
			<ButtonLink kind="secondary" to="/key/restore">
				{t("keys.restore.title")}
			</ButtonLink>
			{state !== "none" && (
				<ButtonLink kind="secondary" to="/key/notices">
					{t("keys.keys.notices")}
				</ButtonLink>
			)}
			<WhoSees />
			<DevelopmentKeys />
		</Page>
	);
}

function Held({ held }: { held: Shown }) {
	const { t, time } = useWords("keys");
	const { state } = useSnapshot();
	const { busy, fault, run } = useDoing();
	const [words, setWords] = useState<string[]>();
	const [saving, setSaving] = useState(false);
	const label = t("keys.label");
	const file = (password: string) =>
		void run("file", async () => {
			save(fileName(held.account, "key"), await custody().keyFile(password, label));
			setSaving(false);
		});
	return (
		<section aria-labelledby="held">
			<h2 id="held">{t("keys.keys.held")}</h2>
			<Facts
				items={[
					{ key: "account", name: t("keys.account"), value: <Account account={held.account} /> },
					{ key: "made", name: t("keys.keys.made"), value: time(held.made) },
					{ key: "state", name: t("keys.keys.state"), value: t(state === "open" ? "keys.keys.open" : "keys.keys.locked") },
					{
						key: "second",
						name: t("keys.keys.second"),
						value: held.secondWay ? t(`keys.keys.second.${held.secondWay}`) : <ButtonLink to="/key/new">{t("keys.keys.secondMissing")}</ButtonLink>,
					},
					{
						key: "openings",
						name: t("keys.keys.openings"),
						value: t(held.encryption ? "keys.keys.openingsHere" : "keys.keys.openingsNone"),
					},
				]}
			/>
			<h3>{t("keys.keys.locks")}</h3>
			<ul>
				{held.locks.map(({ kind, made }) => (
					<li key={made}>
						{t(`keys.keys.lock.${kind}`, { time: time(made) })}{" "}
						{held.locks.length > 1 && (
							<Button kind="danger" busy={busy === String(made)} onClick={() => void run(String(made), () => custody().removeLock(made))}>
								{t("keys.keys.takeAway")}
							</Button>
						)}
					</li>
				))}
			</ul>
			<Fault fault={fault} />
			{passkeysHere() && (
				<Button
					kind="secondary"
					busy={busy === "passkey"}
					onClick={() => void run("passkey", () => custody().protect({ kind: "passkey", name: "Lingnan", label: t("keys.labelSecond") }))}
				>
					{t("keys.second.addPasskey")}
				</Button>
			)}
			<Button kind="secondary" busy={busy === "copy"} onClick={() => void run("copy", async () => save(fileName(held.account, "copy"), await custody().copy()))}>
				{t("keys.keys.copy")}
			</Button>
			<Button kind="secondary" aria-expanded={saving} onClick={() => setSaving(!saving)}>
				{t("keys.second.saveFile")}
			</Button>
			{held.hasWords && !words && (
				<Button kind="secondary" busy={busy === "words"} onClick={() => void run("words", async () => setWords(await custody().words()))}>
					{t("keys.second.showWords")}
				</Button>
			)}
			{saving && <NewPassword id="save" action={t("keys.second.saveFile")} hint={t("keys.password.hint")} busy={busy === "file"} onPassword={file} />}
			{words && <Words words={words} onWritten={async () => (await custody().hasSecondWay("words"), setWords(undefined))} />}
			{!held.encryption && (
				<>
					<h3>{t("keys.keys.openings")}</h3>
					<p>{t("keys.keys.openingsWhat")}</p>
					<Button kind="secondary" busy={busy === "openings"} onClick={() => void run("openings", () => custody().encryptionKey())}>
						{t("keys.keys.openingsMake")}
					</Button>
				</>
			)}
			<Remove held={held} />
		</section>
	);
}

/** Asked twice, because nobody can undo it. */
function Remove({ held }: { held: Shown }) {
	const { t } = useWords("keys");
	const { busy, fault, run } = useDoing();
	const [sure, setSure] = useState(false);
	return (
		<>
			<h3>{t("keys.remove.title")}</h3>
			<p>{t("keys.remove.what")}</p>
			<Fault fault={fault} />
			{sure ? (
				<Notice kind="warning" title={t(held.secondWay ? "keys.remove.sure" : "keys.remove.sureLost")}>
					<Button kind="danger" busy={busy === "remove"} onClick={() => void run("remove", () => custody().remove(held.account))}>
						{t("keys.remove.yes")}
					</Button>
					<Button kind="secondary" onClick={() => setSure(false)}>
						{t("keys.prompt.cancel")}
					</Button>
				</Notice>
			) : (
				<Button kind="danger" onClick={() => setSure(true)}>
					{t("keys.remove.title")}
				</Button>
			)}
		</>
	);
}

function WhoSees() {
	const { t } = useWords("keys");
	return (
		<section aria-labelledby="who-sees">
			<h2 id="who-sees">{t("keys.sees.title")}</h2>
			<h3>{t("keys.sees.stays")}</h3>
			<ul>
				<li>{t("keys.sees.key")}</li>
				<li>{t("keys.sees.figures")}</li>
				<li>{t("keys.sees.documents")}</li>
			</ul>
			<h3>{t("keys.sees.leaves")}</h3>
			<ul>
				<li>{t("keys.sees.signed")}</li>
				<li>{t("keys.sees.asked")}</li>
				<li>{t("keys.sees.passkey")}</li>
			</ul>
			<p>{t("keys.sees.page")}</p>
		</section>
	);
}
