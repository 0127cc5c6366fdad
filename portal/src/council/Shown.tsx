// A motion on the screen of a bank's second officer, who signs the bank's vote, motion or closing with others.

import "./council.css";
import { useEffect } from "react";
import type { Call } from "../chain";
import { Badge, Notice } from "../ui";
import { useWords } from "../words";
import { type Council, type Hash, useProposal } from "./council";
import { Acts, useMotionText } from "./parts";
import { partsOf } from "./sentences";

export function MotionShown({ what, council, shown }: { what: Call; council: Council; shown: (is: boolean) => void }) {
	const { name, args } = partsOf(what);
	const moved = name.endsWith(".propose") ? (args.proposal as Call) : undefined;
	// A motion that is moved stands in the bytes themselves; one that is voted on is known by its hash.
	const hash = moved ? undefined : ((args.proposal ?? args.proposal_hash) as Hash);
	return moved ? <Moved what={moved} shown={shown} /> : <VotedOn council={council} hash={hash!} shown={shown} />;
}

function Moved({ what, shown }: { what: Call; shown: (is: boolean) => void }) {
	const text = useMotionText();
	useEffect(() => shown(true), [shown]);
	return (
		<>
			<p>
				<strong>{text(what)}</strong>
			</p>
			<Acts what={what} />
		</>
	);
}

function VotedOn({ council, hash, shown }: { council: Council; hash: Hash; shown: (is: boolean) => void }) {
	const { t } = useWords("council");
	const { call: what, same, known, badge, checkedAt } = useProposal(council, hash);
	const text = useMotionText();
	useEffect(() => shown(same === true), [same, shown]);
	if (!known) return <p role="status">{t("council.loading")}</p>;
	if (!what) return <Notice kind="info" title={t("council.motion.gone")} />;
	return (
		<>
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			<p>
				<strong>{text(what)}</strong>
			</p>
			{same === false && <Notice kind="bad" title={t("council.motion.other")} />}
			<Acts what={what} />
		</>
	);
}
