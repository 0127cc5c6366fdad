import { useEffect, useRef, useState } from "react";
import { Navigate, useSearchParams } from "react-router";
import { Button, ButtonLink, Notice, Page } from "../../ui";
import { useWords } from "../../words";
import { custody, useSnapshot } from "../index";
import { passkeysHere } from "../passkey";
import { DevelopmentKeys } from "./development";
import { within } from "./within";
import { Account, Fault, fileName, NewPassword, save, useDoing } from "./parts";
import { Words } from "./words";

/** Make a key, and a second way to it; then on to where the person was going. */
export function New() {
	const { t } = useWords("keys");
	const { loaded, chosen } = useSnapshot();
	const [asked] = useSearchParams();
	const then = asked.get("then");
	const [another, setAnother] = useState(false);
	if (!loaded) return <Page title={t("keys.new.title")}>{null}</Page>;
	if (!chosen || another) return <Make onMade={() => setAnother(false)} />;
	if (!chosen.secondWay) return <SecondWay />;
	if (then) return <Navigate to={within(then)} replace />;
	return (
		<Page title={t("keys.ready.title")} back="/">
			<p>{t("keys.ready.what")}</p>
			<p>
				{t("keys.account")} <Account account={chosen.account} />
			</p>
			<Copy text={chosen.account} />
			<ButtonLink to="/">{t("keys.ready.on")}</ButtonLink>
			<Button kind="secondary" onClick={() => setAnother(true)}>
				{t("keys.ready.another")}
			</Button>
		</Page>
	);
}

function Copy({ text }: { text: string }) {
	const { t } = useWords("keys");
	const [copied, setCopied] = useState(false);
	const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
	return (
		<>
			<Button onClick={() => void copy()}>{t("keys.ready.copy")}</Button>
			<span role="status">{copied && t("keys.ready.copied")}</span>
		</>
	);
}

function Make({ onMade }: { onMade(): void }) {
	const { t } = useWords("keys");
	const { busy, fault, run } = useDoing();
	const name = t("keys.label");
	const here = passkeysHere();
	// Where passkeys cannot do it, the password stands there without being looked for.
	const cannot = !here || fault?.name === "NoPrf" || fault?.name === "Unsupported" || fault?.name === "InsecurePage";
	const byPasskey = () =>
		void run("passkey", async () => {
			await custody().make({ kind: "passkey", name: "Lingnan", label: name });
			onMade();
		});
	const byPassword = (password: string) =>
		void run("password", async () => {
			const { account } = await custody().make({ kind: "password", password });
			save(fileName(account, "key"), await custody().keyFile(password, name));
			onMade();
		});
	const password = (
		<>
			<p>{t("keys.new.passwordWhat")}</p>
			<NewPassword id="make" action={t("keys.new.makeFile")} hint={t("keys.password.hint")} busy={busy === "password"} onPassword={byPassword} />
		</>
	);
	return (
		<Page title={t("keys.new.title")} back="/">
			<p>{t("keys.new.what")}</p>
			<Fault fault={fault} />
			{here && (
				<>
					<p>{t("keys.new.passkeyWhat")}</p>
					<Button busy={busy === "passkey"} onClick={byPasskey}>
						{t("keys.new.make")}
					</Button>
				</>
			)}
			{cannot ? (
				<section aria-labelledby="by-password">
					<h2 id="by-password">{t("keys.new.byPassword")}</h2>
					{!here && <Notice kind="info" title={t("keys.new.noPasskeys")} />}
					{password}
				</section>
			) : (
				<details>
					<summary>{t("keys.new.byPassword")}</summary>
					{password}
				</details>
			)}
			<p>
				<ButtonLink kind="secondary" to="/key/restore">
					{t("keys.new.have")}
				</ButtonLink>
			</p>
			<DevelopmentKeys />
		</Page>
	);
}

/** Before the first signature: whoever loses this browser, or its passkey, must not lose the firm. */
function SecondWay() {
	const { t } = useWords("keys");
	const { chosen } = useSnapshot();
	const { busy, fault, run } = useDoing();
	const [words, setWords] = useState<string[]>();
	const name = t("keys.label");
	const hasFile = chosen?.locks.every(({ kind }) => kind === "password") ?? false;
	const shown = useRef(false);
	const show = () => void run("words", async () => setWords(await custody().words()));
	useEffect(() => {
		// Who has the key file already has one way left that needs no passkey: it stands there at once.
		if (!hasFile || shown.current) return;
		shown.current = true;
		show();
	});
	if (!chosen) return null;
	const file = (password: string) =>
		void run("file", async () => {
			save(fileName(chosen.account, "key"), await custody().keyFile(password, name));
			await custody().hasSecondWay("file");
		});
	const passkey = () =>
		void run("passkey", async () => {
			await custody().protect({ kind: "passkey", name: "Lingnan", label: t("keys.labelSecond") });
			// Both passkeys open what this browser keeps: so that is saved, too.
			save(fileName(chosen.account, "copy"), await custody().copy());
			await custody().hasSecondWay("passkey");
		});
	return (
		<Page title={t("keys.second.title")} back="/">
			<Notice kind="good" title={t("keys.second.made")}>
				<p>
					{t("keys.account")} <Account account={chosen.account} />
				</p>
			</Notice>
			<p>{t(hasFile ? "keys.second.whatAfterFile" : "keys.second.what")}</p>
			<Fault fault={fault} />
			{!hasFile && (
				<section aria-labelledby="second-file">
					<h2 id="second-file">{t("keys.second.file")}</h2>
					<p>{t("keys.second.fileWhat")}</p>
					<NewPassword id="second" action={t("keys.second.saveFile")} hint={t("keys.password.hint")} busy={busy === "file"} onPassword={file} />
				</section>
			)}
			<section aria-labelledby="second-words">
				<h2 id="second-words">{t("keys.second.words")}</h2>
				<p>{t("keys.second.wordsWhat")}</p>
				{words ? (
					<Words words={words} onWritten={() => custody().hasSecondWay("words")} />
				) : (
					<Button kind="secondary" busy={busy === "words"} onClick={show}>
						{t("keys.second.showWords")}
					</Button>
				)}
			</section>
			{passkeysHere() && (
				<section aria-labelledby="second-passkey">
					<h2 id="second-passkey">{t("keys.second.passkey")}</h2>
					<p>{t("keys.second.passkeyWhat")}</p>
					<Button kind="secondary" busy={busy === "passkey"} onClick={passkey}>
						{t("keys.second.addPasskey")}
					</Button>
				</section>
			)}
		</Page>
	);
}
