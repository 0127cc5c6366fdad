import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui";
import { useWords } from "../../words";
import type { Asking } from "../custody";
import { custody } from "../index";
import { Account, Password } from "./parts";

/** Asks for the password of the key that is to sign. */
export function Prompt({ asking }: { asking: Asking }) {
	const { t } = useWords("keys");
	const dialog = useRef<HTMLDialogElement>(null);
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		dialog.current?.showModal();
		dialog.current?.querySelector("input")?.focus();
	}, []);
	const answer = async (password: string) => {
		setBusy(true);
		await custody().answer(password);
		setBusy(false);
	};
	return (
		<dialog ref={dialog} aria-labelledby="key-prompt" onCancel={() => custody().cancel()}>
			<h2 id="key-prompt">{t("keys.prompt.title")}</h2>
			<p>
				{t("keys.account")} <Account account={asking.account} />
			</p>
			<Password id="prompt-password" action={t("keys.open.action")} busy={busy} fault={asking.fault} onPassword={(typed) => void answer(typed)}>
				<Button kind="secondary" onClick={() => custody().cancel()}>
					{t("keys.prompt.cancel")}
				</Button>
			</Password>
		</dialog>
	);
}
