import { Link } from "react-router";
import { call, useStorage } from "../chain";
import { useKey } from "../keys";
import { Badge, Button, ButtonLink, Empty, Page } from "../ui";
import { useWords } from "../words";
import { type Council, type CouncilActing, COUNCILS, type Hash, palletOf, propose, useBlockTime, useCouncilAct, useMembers, useProposal, useWaiting, type Waiting } from "./council";
import { Acted, useMotionText, useSpan } from "./parts";
import { majority, missing, standing, twoThirds } from "./votes";

/** What is before the councils now. */
export function Agenda() {
	const { t } = useWords("council");
	const { state } = useKey();
	const agencies = useMembers("agencies");
	return (
		<Page title={t("council.title")} back="/">
			{state === "none" && (
				<p>
					{t("council.noKey")} <Link to="/key/new">{t("council.noKeyLink")}</Link>
				</p>
			)}
			{COUNCILS.map((council) => (
				<Motions key={council} council={council} />
			))}
			{agencies.seated && (
				<p>
					<ButtonLink kind="secondary" to="/council/move">
						{t("council.move.link")}
					</ButtonLink>
				</p>
			)}
			<ActsThatWait />
		</Page>
	);
}

function Motions({ council }: { council: Council }) {
	const { t } = useWords("council");
	const { members, seated } = useMembers(council);
	const { data: hashes, badge, checkedAt } = useStorage(`${palletOf(council)}.Proposals`, []);
	return (
		<section data-council={council}>
			<h2>{t("council.of", { council })}</h2>
			<p className="hint">
				{members && t("council.members", { n: members.length })} {seated && <strong>{t("council.seated")}</strong>} <Badge badge={badge} checkedAt={checkedAt} />
			</p>
			{hashes?.length === 0 && <Empty>{t("council.empty")}</Empty>}
			<ul className="cards">{hashes?.map((hash) => <Card key={hash} council={council} hash={hash as Hash} />)}</ul>
		</section>
	);
}

function Card({ council, hash }: { council: Council; hash: Hash }) {
	const { t } = useWords("council");
	const { members, seated, voter } = useMembers(council);
	const { call: what, voting, head, known } = useProposal(council, hash);
	const text = useMotionText();
	const span = useSpan();
	const time = useBlockTime();
	if (!known || !voting || !members) return <li className="card">…</li>;
	const stands = standing(voting, members.length, head?.number ?? 0);
	const voted = voter !== undefined && (voting.ayes.includes(voter) || voting.nays.includes(voter));
	return (
		<li className="card" data-motion={hash}>
			<h3>
				<Link to={`/council/${council}/${hash}`}>{text(what)}</Link>
			</h3>
			<p>
				{t("council.tally", { ayes: voting.ayes.length, threshold: voting.threshold, nays: voting.nays.length })} · {t("council.stands", { stands, n: missing(voting) })}
			</p>
			<p className="hint">
				{stands === "open" && head && time !== undefined && t("council.left", { span: span((voting.end - head.number) * time) })}{" "}
				{seated && stands === "open" && <strong>{t("council.voted", { voted: voted ? "yes" : "no" })}</strong>}
			</p>
		</li>
	);
}

function ActsThatWait() {
	const { t } = useWords("council");
	const { acts, head } = useWaiting();
	// Kept here: the card goes with the act.
	const acting = { agencies: useCouncilAct("agencies"), institutions: useCouncilAct("institutions") };
	return (
		<section data-acts>
			<h2>{t("council.acts.title")}</h2>
			<p>{t("council.acts.lead")}</p>
			{COUNCILS.map((council) => (
				<Acted key={council} acting={acting[council]} />
			))}
			{acts?.length === 0 && <Empty>{t("council.acts.empty")}</Empty>}
			<ul className="cards">{acts?.map((one) => <Act key={one.act} waiting={one} block={head?.number} acting={acting} />)}</ul>
		</section>
	);
}

function Act({ waiting, block, acting }: { waiting: Waiting; block: number | undefined; acting: Record<Council, CouncilActing> }) {
	const { t } = useWords("council");
	const text = useMotionText();
	const span = useSpan();
	const time = useBlockTime();
	const agencies = useMembers("agencies");
	const institutions = useMembers("institutions");
	const what = text(waiting.call);
	const busy = COUNCILS.some((council) => ["asking", "signing", "sent"].includes(String(acting[council].state)));
	const move = async (council: Council, title: string) => {
		const against = council === "institutions" ? call("Timelock", "veto", { act: waiting.act }) : call("Timelock", "cancel", { act: waiting.act });
		const threshold = council === "institutions" ? majority(institutions.members!.length) : twoThirds(agencies.members!.length);
		await acting[council].act({ call: await propose(council, threshold, against), title: `${title}: ${what}`, fresh: true });
	};
	return (
		<li className="card" data-act={waiting.act}>
			<h3>{what}</h3>
			<p>
				{t("council.track", { track: waiting.track })} · {block !== undefined && time !== undefined && t("council.acts.when", { span: span((waiting.block - block) * time), block: waiting.block })}
			</p>
			{institutions.members && agencies.members && (
				<p className="hint">{t("council.acts.stop", { institutions: majority(institutions.members.length), ofInstitutions: institutions.members.length, agencies: twoThirds(agencies.members.length), ofAgencies: agencies.members.length })}</p>
			)}
			{institutions.seated && (
				<Button kind="danger" busy={busy} onClick={() => void move("institutions", t("council.acts.veto"))}>
					{t("council.acts.veto")}
				</Button>
			)}
			{agencies.seated && (
				<Button kind="secondary" busy={busy} onClick={() => void move("agencies", t("council.acts.withdraw"))}>
					{t("council.acts.withdraw")}
				</Button>
			)}
		</li>
	);
}
