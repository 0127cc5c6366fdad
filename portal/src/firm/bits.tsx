import { type ReactNode, type Ref, useId, useImperativeHandle, useRef } from "react";
import type { ActState, Question } from "../chain";
import { errorText, useWords } from "../words";
import { Button, Notice } from "../ui";

/** Until what was asked for stands in a block nothing else can be asked for. */
export const isBusy = (state: ActState) => state === "asking" || state === "signing" || state === "sent";

type Asked = Pick<Question<unknown>, "error">;

/** Until there is something to show; what went wrong meanwhile is said. */
export function Waiting({ of = [] }: { of?: Asked[] }) {
	const { t } = useWords("firm");
	const error = of.find((one) => one.error)?.error;
	const text = error && errorText(error);
	if (!text) return <p role="status">{t("ui.loading")}</p>;
	return (
		<Notice kind="bad" title={text.title}>
			<p>{text.why}</p>
			<p>{text.what}</p>
		</Notice>
	);
}

/** The same for a whole screen. */
export const Loading = ({ of }: { of?: Asked[] }) => (
	<main className="page" id="main">
		<Waiting of={of} />
	</main>
);

/** Whether the chain has answered that nothing stands under this number, or the address has none. */
export const isGone = (id: bigint | undefined, { data, error, loading }: Pick<Question<unknown>, "data" | "error" | "loading">) =>
	id === undefined || (data === undefined && !loading && !error);

/** Buttons and links beside each other. */
export const Row = ({ children }: { children: ReactNode }) => <div className="row">{children}</div>;

export interface ConfirmHandle {
	ask(): void;
}

/** Asks once more before what cannot be undone. */
export function Confirm({ ref, title, text, yes, onYes }: { ref: Ref<ConfirmHandle>; title: string; text: string; yes: string; onYes(): void }) {
	const { t } = useWords("firm");
	const dialog = useRef<HTMLDialogElement>(null);
	const id = useId();
	useImperativeHandle(ref, () => ({ ask: () => dialog.current?.showModal() }));
	const close = () => dialog.current?.close();
	return (
		<dialog ref={dialog} aria-labelledby={id} className="confirm">
			<h2 id={id}>{title}</h2>
			<p>{text}</p>
			<Row>
				<Button kind="danger" onClick={() => (close(), onYes())}>
					{yes}
				</Button>
				<Button kind="secondary" onClick={close}>
					{t("firm.cancel")}
				</Button>
			</Row>
		</dialog>
	);
}
