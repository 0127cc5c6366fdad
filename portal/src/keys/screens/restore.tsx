import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Button, Field, Input, Page } from "../../ui";
import { useWords } from "../../words";
import { keyFault } from "../errors";
import { custody } from "../index";
import { passkeysHere } from "../passkey";
import { within } from "./within";
import { Fault, Form, NewPassword, useDoing, useFaultText } from "./parts";

/** Bring a key here from its words, its key file, or a copy that its passkeys open. */
export function Restore() {
	const { t } = useWords("keys");
	const [asked] = useSearchParams();
	const go = useNavigate();
	const then = () => go(within(asked.get("then")));
	return (
		<Page title={t("keys.restore.title")} back="/">
			<p>{t("keys.restore.what")}</p>
			<File then={then} />
			<FromWords then={then} />
			<section aria-labelledby="restore-lost">
				<h2 id="restore-lost">{t("keys.restore.lost")}</h2>
				<p>{t("keys.restore.lostWhat")}</p>
			</section>
		</Page>
	);
}

const text = (typed: FormData, name: string) => {
	const file = typed.get(name);
	return file instanceof Blob && file.size > 0 && file.size < 1_000_000 ? file.text() : "";
};

/** Which of the two kinds of file it is shows in the file. */
function File({ then }: { then(): unknown }) {
	const { t } = useWords("keys");
	const says = useFaultText();
	const { busy, fault, run } = useDoing();
	const restore = (typed: FormData) =>
		void run("file", async () => {
			const file = await text(typed, "file");
			if (!file) throw keyFault("NotAKeyFile");
			if (file.includes('"lingnan-key-copy-')) await custody().restoreCopy(file);
			else await custody().restoreFile(file, String(typed.get("password")));
			await then();
		});
	const wrong = fault?.name === "WrongPassword";
	return (
		<section aria-labelledby="restore-file">
			<h2 id="restore-file">{t("keys.restore.file")}</h2>
			<p>{t("keys.restore.fileWhat")}</p>
			<Form onSubmit={restore}>
				<Fault fault={fault} field={wrong ? "restore-password" : "restore-key"} />
				<Field id="restore-key" label={t("keys.restore.fileLabel")} error={!wrong && fault && says(fault)}>
					<Input name="file" type="file" accept=".json,application/json" />
				</Field>
				<Field id="restore-password" label={t("keys.password.label")} hint={t("keys.restore.fileHint")} error={wrong && fault && says(fault)}>
					<Input name="password" type="password" autoComplete="current-password" />
				</Field>
				<Button type="submit" busy={busy === "file"}>
					{t("keys.restore.action")}
				</Button>
			</Form>
		</section>
	);
}

function FromWords({ then }: { then(): unknown }) {
	const { t } = useWords("keys");
	const says = useFaultText();
	const { busy, fault, run } = useDoing();
	const [words, setWords] = useState("");
	const cannot = !passkeysHere() || fault?.kind === "passkey";
	const restore = (protection: Parameters<ReturnType<typeof custody>["restoreWords"]>[1]) =>
		void run(protection.kind, async () => {
			await custody().restoreWords(words, protection);
			setWords("");
			await then();
		});
	const inWords = fault?.name.startsWith("Word") ?? false;
	return (
		<section aria-labelledby="restore-words">
			<h2 id="restore-words">{t("keys.restore.words")}</h2>
			<p>{t("keys.restore.wordsWhat")}</p>
			<Fault fault={fault} {...(inWords && { field: "restore-typed" })} />
			<Field id="restore-typed" label={t("keys.restore.wordsLabel")} hint={t("keys.restore.wordsHint")} error={inWords && fault && says(fault)}>
				<textarea
					rows={3}
					value={words}
					onChange={({ target }) => setWords(target.value)}
					autoComplete="off"
					autoCapitalize="none"
					autoCorrect="off"
					spellCheck={false}
				/>
			</Field>
			{passkeysHere() && (
				<Button busy={busy === "passkey"} onClick={() => restore({ kind: "passkey", name: "Lingnan", label: t("keys.label") })}>
					{t("keys.restore.byPasskey")}
				</Button>
			)}
			<details open={cannot}>
				<summary>{t("keys.restore.byPassword")}</summary>
				<NewPassword
					id="restore"
					action={t("keys.restore.action")}
					hint={t("keys.password.hint")}
					busy={busy === "password"}
					onPassword={(password) => restore({ kind: "password", password })}
				/>
			</details>
		</section>
	);
}
