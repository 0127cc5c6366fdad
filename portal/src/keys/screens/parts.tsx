import { type FormEvent, type ReactNode, useState } from "react";
import { Button, ErrorSummary, Field, Input } from "../../ui";
import { useActing } from "../../ui/useActing";
import { useWords } from "../../words";
import { asKeyError, type KeyError, keyFault } from "../errors";

/** Shorter ones are guessed by whoever has the file. */
const PASSWORD_MIN = 10;

export const useDoing = () => useActing(asKeyError);

/** What went wrong and what to do, in words. */
export function useFaultText() {
	const { t } = useWords("keys");
	return ({ name, detail = "" }: KeyError) => t(`keys.error.${name}`, { detail });
}

/** It takes the focus, so that those who hear the page are told. `field` is where it is mended. */
export function Fault({ fault, field }: { fault: KeyError | undefined; field?: string }) {
	const text = useFaultText();
	return <ErrorSummary errors={fault ? [{ text: text(fault), ...(field && { field }) }] : []} />;
}

/** A form of one act. Nothing of what is typed is kept by the browser's own history of forms. */
export function Form({ children, onSubmit }: { children: ReactNode; onSubmit(typed: FormData): void }) {
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		onSubmit(new FormData(event.currentTarget));
	};
	return (
		<form noValidate autoComplete="off" onSubmit={submit}>
			{children}
		</form>
	);
}

/** A new password, twice. */
export function NewPassword({
	id,
	action,
	hint,
	busy,
	onPassword,
}: {
	id: string;
	action: string;
	hint: string;
	busy: boolean;
	onPassword(password: string): void;
}) {
	const { t } = useWords("keys");
	const text = useFaultText();
	const [fault, setFault] = useState<KeyError>();
	const submit = (typed: FormData) => {
		const password = String(typed.get("password"));
		if ([...password].length < PASSWORD_MIN) return setFault(keyFault("PasswordShort", String(PASSWORD_MIN)));
		if (password !== typed.get("again")) return setFault(keyFault("PasswordsDiffer"));
		setFault(undefined);
		onPassword(password);
	};
	const [short, differ] = [fault?.name === "PasswordShort", fault?.name === "PasswordsDiffer"];
	return (
		<Form onSubmit={submit}>
			<Fault fault={fault} field={differ ? `${id}-again` : `${id}-new`} />
			<Field id={`${id}-new`} label={t("keys.password.new")} hint={hint} error={short && fault && text(fault)}>
				<Input name="password" type="password" autoComplete="new-password" />
			</Field>
			<Field id={`${id}-again`} label={t("keys.password.again")} error={differ && fault && text(fault)}>
				<Input name="again" type="password" autoComplete="new-password" />
			</Field>
			<Button type="submit" busy={busy}>
				{action}
			</Button>
		</Form>
	);
}

/** The password that protects a key here already. */
export function Password({
	id,
	action,
	busy,
	fault,
	onPassword,
	children,
}: {
	id: string;
	action: string;
	busy: boolean;
	fault?: KeyError;
	onPassword(password: string): void;
	children?: ReactNode;
}) {
	const { t } = useWords("keys");
	const text = useFaultText();
	const wrong = fault?.name === "WrongPassword";
	return (
		<Form onSubmit={(typed) => onPassword(String(typed.get("password")))}>
			<Fault fault={fault} {...(wrong && { field: id })} />
			<Field id={id} label={t("keys.password.label")} error={wrong && fault && text(fault)}>
				<Input name="password" type="password" autoComplete="current-password" />
			</Field>
			<Button type="submit" busy={busy}>
				{action}
			</Button>
			{children}
		</Form>
	);
}

/** An account, whole, however narrow the screen. */
export function Account({ account }: { account: string }) {
	return <code className="account">{account}</code>;
}

/** Hands a file to the person: nothing is sent. */
export function save(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// Some browsers begin to read only after the click is over.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export const fileName = (account: string, kind: "key" | "copy") => `lingnan-${kind}-${account.slice(0, 8)}.json`;
