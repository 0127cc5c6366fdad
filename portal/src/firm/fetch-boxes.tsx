// What agencies left for the firm at the gateway: fetched, opened as files are, and deleted there when the owner has them.

import { useEffect, useState } from "react";
import { type ChainError, node, toChainError, useNetwork } from "../chain";
import { Button, Notice } from "../ui";
import { errorText, useWords } from "../words";
import { useFirm } from "./firm";
import { take } from "./holdings";

interface Box {
	agency: number;
	hash: string;
	box: string;
}

/** A name that tells the agency by its number, as the command's files do. */
export const nameOf = ({ agency, hash }: Pick<Box, "agency" | "hash">) => `agency-${agency}-${hash.slice(2, 10)}.openings`;

function saveText(name: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function FetchBoxes({ genesis, wanted }: { genesis: string; wanted: boolean }) {
	const firm = useFirm();
	const { t } = useWords("firm");
	const network = useNetwork();
	const byGateway = (network?.gateways?.length ?? 0) > 0;
	/** Whether the gateway keeps any: not every member's does. */
	const [keeps, setKeeps] = useState(false);
	const [boxes, setBoxes] = useState<Box[]>();
	const [busy, setBusy] = useState(false);
	const [saved, setSaved] = useState(false);
	const [dropped, setDropped] = useState(false);
	const [refused, setRefused] = useState<ChainError>();
	useEffect(() => {
		if (!byGateway) return;
		void node
			.gateway()
			.then((door) => door?.hasBoxes())
			.then((has) => setKeeps(has ?? false), () => undefined);
	}, [byGateway]);
	if (!keeps || (!wanted && !boxes)) return null;
	const doing = async (act: () => Promise<void>) => {
		setBusy(true);
		setRefused(undefined);
		await act()
			.catch((reason: unknown) => setRefused(toChainError(reason)))
			.finally(() => setBusy(false));
	};
	const fetchThem = () =>
		doing(async () => {
			const door = await node.gateway();
			const found = (await door?.boxes(firm.text)) ?? [];
			await take(found.map((one) => new File([one.box], nameOf(one))), { genesis, enterprise: firm.text });
			setBoxes(found);
		});
	const save = () => {
		for (const one of boxes ?? []) saveText(nameOf(one), one.box);
		setSaved(true);
	};
	const drop = () =>
		doing(async () => {
			await (await node.gateway())?.drop(firm.text, (boxes ?? []).map(({ hash }) => hash));
			setDropped(true);
		});
	return (
		<div className="fetch-boxes">
			{!boxes && (
				<>
					<p className="quiet">{t("firm.open.fetch.hint")}</p>
					<Button kind="secondary" busy={busy} onClick={() => void fetchThem()}>
						{t("firm.open.fetch")}
					</Button>
				</>
			)}
			{boxes && (
				<div role="status">
					<p>{dropped ? t("firm.open.dropped") : boxes.length === 0 ? t("firm.open.fetched.none") : t("firm.open.fetched", { count: boxes.length })}</p>
				</div>
			)}
			{boxes && boxes.length > 0 && !dropped && (
				<>
					<p className="quiet">{t("firm.open.drop.hint")}</p>
					<p className="row">
						<Button kind="secondary" onClick={save}>
							{t("firm.open.save")}
						</Button>
						<Button kind="secondary" busy={busy} disabled={!saved} onClick={() => void drop()}>
							{t("firm.open.drop")}
						</Button>
					</p>
				</>
			)}
			{refused && (
				<Notice kind="bad" title={errorText(refused).title}>
					<p>{errorText(refused).why}</p>
					<p>{errorText(refused).what}</p>
				</Notice>
			)}
		</div>
	);
}
