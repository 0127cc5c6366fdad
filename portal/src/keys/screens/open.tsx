import { useNavigate, useSearchParams } from "react-router";
import { Button, ButtonLink, Notice, Page } from "../../ui";
import { useWords } from "../../words";
import { custody, useSnapshot } from "../index";
import { passkeysHere } from "../passkey";
import { DevelopmentKeys } from "./development";
import { Account, Fault, Password, useDoing } from "./parts";
import { within } from "./within";

/** Unlock the key of this browser, or lock it. */
export function Open() {
	const { t } = useWords("keys");
	const { loaded, chosen, state, development, account } = useSnapshot();
	const [asked] = useSearchParams();
	const go = useNavigate();
	const { busy, fault, run } = useDoing();
	const then = within(asked.get("then"));
	const by = (kind: "passkey" | "password") => chosen?.locks.some((lock) => lock.kind === kind) ?? false;
	const unlock = (act: () => Promise<void>) =>
		void run("open", async () => {
			await act();
			await go(then);
		});
	if (!loaded) return <Page title={t("keys.open.title")}>{null}</Page>;
	if (development && account) {
		return (
			<Page title={t("keys.open.isOpen")} back={then}>
				<Notice kind="warning" title={t("keys.rehearsal.chosen")}>
					<p>
						{development} <Account account={account} />
					</p>
				</Notice>
				<ButtonLink kind="secondary" to="/key">
					{t("keys.keys.title")}
				</ButtonLink>
				<DevelopmentKeys then={then} />
			</Page>
		);
	}
	if (!chosen) {
		return (
			<Page title={t("keys.none.title")} back="/">
				<p>{t("keys.none.what")}</p>
				<ButtonLink to="/key/new">{t("keys.new.make")}</ButtonLink>
				<ButtonLink kind="secondary" to="/key/restore">
					{t("keys.restore.title")}
				</ButtonLink>
				<DevelopmentKeys then={then} />
			</Page>
		);
	}
	return (
		<Page title={t(state === "open" ? "keys.open.isOpen" : "keys.open.title")} back="/">
			<p>
				{t("keys.account")} <Account account={chosen.account} />
			</p>
			{state === "open" ? (
				<>
					<p>{t("keys.open.until")}</p>
					<Button onClick={() => void custody().lock()}>{t("keys.open.lock")}</Button>
				</>
			) : (
				<>
					{by("passkey") && passkeysHere() && (
						<>
							<Fault fault={by("password") && fault?.name === "WrongPassword" ? undefined : fault} />
							<Button busy={busy === "open"} onClick={() => unlock(() => custody().unlockByPasskey())}>
								{t("keys.open.passkey")}
							</Button>
						</>
					)}
					{by("password") && (
						<Password
							id="open-password"
							action={t("keys.open.action")}
							busy={busy === "open"}
							{...((!by("passkey") || fault?.name === "WrongPassword") && { fault })}
							onPassword={(password) => unlock(() => custody().unlockWith(password))}
						/>
					)}
				</>
			)}
			<p>
				<ButtonLink kind="secondary" to="/key">
					{t("keys.keys.title")}
				</ButtonLink>
			</p>
			<DevelopmentKeys then={then} />
		</Page>
	);
}
