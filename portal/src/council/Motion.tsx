import { useState } from "react";
import { useParams } from "react-router";
import { type Call, call, encodeCall } from "../chain";
import { weightOf } from "../bank/bank";
import { useKey } from "../keys";
import { Badge, Button, Facts, Notice, Page } from "../ui";
import { useWords } from "../words";
import { type Council, type CouncilActing, type Hash, palletOf, readHash, useBlockTime, useCouncilAct, useDelay, useMembers, useProposal, voteOn } from "./council";
import { type Outcome, outcomeOf } from "./outcome";
import { Acted, Acts, useMotionText, useSpan, useWho } from "./parts";
import { motionOf } from "./sentences";
import { majority, missing, standing, twoThirds, type Votes } from "./votes";

/** One motion: what it would do, who is for it, who can still stop it, and the vote. */
export function Motion() {
	const { t } = useWords("council");
	const { council: typed, hash: typedHash } = useParams();
	const council: Council = typed === "institutions" ? "institutions" : "agencies";
	const hash = readHash(typedHash);
	const { call: what, same, voting, mover, badge, checkedAt, head, known } = useProposal(council, hash);
	const { members, seated, voter } = useMembers(council);
	const text = useMotionText();
	const acting = useCouncilAct(council);
	const [last, setLast] = useState<Call>();
	if (what && what !== last) setLast(what);
	const shown = what ?? last;
	const [outcome, setOutcome] = useState<Outcome>();
	const title = shown ? text(shown) : t("council.motion.title");
	return (
		<Page title={title} back="/council">
			<Acted acting={acting} />
			{outcome && <Notice kind={outcome === "done" ? "good" : outcome === "refused" ? "bad" : "info"} title={t("council.outcome", { outcome })} />}
			{!known && <p role="status">{t("council.loading")}</p>}
			{known && !voting && !outcome && <Notice kind="info" title={t("council.motion.gone")} />}
			{voting && members && what && (
				<>
					<Badge badge={badge} checkedAt={checkedAt} />
					<Acts what={what} />
					<Tally council={council} voting={voting} mover={mover} members={members} block={head?.number} what={what} />
					{same === false && <Notice kind="bad" title={t("council.motion.other")} />}
					{same && <Ballot council={council} hash={hash!} index={voting.index} voting={voting} members={members} seated={seated} voter={voter} block={head?.number} what={what} title={title} acting={acting} tell={setOutcome} />}
				</>
			)}
			{hash && (
				<p className="hint">
					{t("council.motion.hash")} <code className="council-value">{hash}</code>
				</p>
			)}
		</Page>
	);
}

function Tally({ council, voting, mover, members, block, what }: { council: Council; voting: Votes; mover: string | undefined; members: readonly string[]; block: number | undefined; what: Call }) {
	const { t, list } = useWords("council");
	const who = useWho();
	const span = useSpan();
	const time = useBlockTime();
	const names = (accounts: string[]) => (accounts.length === 0 ? "—" : list(accounts.map(who)));
	const items = [
		...(mover ? [{ name: t("council.mover"), value: who(mover) }] : []),
		{ name: t("council.for"), value: <span data-ayes={voting.ayes.length}>{`${voting.ayes.length}: ${names(voting.ayes)}`}</span> },
		{ name: t("council.against"), value: `${voting.nays.length}: ${names(voting.nays)}` },
		{ name: t("council.needed"), value: t("council.neededOf", { threshold: voting.threshold, members: members.length, n: missing(voting) }) },
		...(block !== undefined && time !== undefined ? [{ name: t("council.ends"), value: t("council.left", { span: span((voting.end - block) * time) }) }] : []),
		{ name: t("council.stop"), value: <WhoStops council={council} what={what} /> },
	];
	return <Facts items={items} />;
}

/** Who can still stop it once it has its votes. */
function WhoStops({ council, what }: { council: Council; what: Call }) {
	const { t } = useWords("council");
	const { waits } = motionOf(what);
	const delay = useDelay(waits);
	const time = useBlockTime();
	const span = useSpan();
	const agencies = useMembers("agencies");
	const institutions = useMembers("institutions");
	if (council === "institutions" || !waits) return <>{t("council.stop.atOnce")}</>;
	if (!agencies.members || !institutions.members || delay === undefined || time === undefined) return <>…</>;
	return (
		<>
			{t("council.stop.waits", {
				span: span(delay * time),
				institutions: majority(institutions.members.length),
				ofInstitutions: institutions.members.length,
				agencies: twoThirds(agencies.members.length),
				ofAgencies: agencies.members.length,
			})}
		</>
	);
}

interface BallotOf {
	council: Council;
	hash: Hash;
	index: number;
	voting: Votes;
	members: readonly string[];
	seated: boolean;
	voter: string | undefined;
	block: number | undefined;
	what: Call;
	title: string;
	acting: CouncilActing;
	tell: (outcome: Outcome | undefined) => void;
}

function Ballot({ council, hash, index, voting, members, seated, voter, block, what, title, acting, tell }: BallotOf) {
	const { t } = useWords("council");
	const { state } = useKey();
	const busy = acting.state === "asking" || acting.state === "signing" || acting.state === "sent";
	const stands = standing(voting, members.length, block ?? 0);
	const own = voter === undefined ? undefined : voting.ayes.includes(voter) ? "for" : voting.nays.includes(voter) ? "against" : undefined;
	const vote = (approve: boolean) => acting.act({ call: voteOn(council, hash, index, approve), title: `${t(approve ? "council.vote.for" : "council.vote.against")}: ${title}`, fresh: true });
	const close = async () => {
		const [proposal_weight_bound, bytes] = await Promise.all([weightOf(what), encodeCall(what)]);
		const done = await acting.act({ call: call(palletOf(council), "close", { proposal_hash: hash, index, proposal_weight_bound, length_bound: bytes.length }), title: `${t("council.close")}: ${title}` });
		if ("refused" in done) return;
		tell(outcomeOf(done.events));
	};
	return (
		<>
			{own && <p>{t("council.own", { own })}</p>}
			{!seated && state !== "none" && <p className="hint">{t("council.notSeated", { council })}</p>}
			{stands !== "open" && <Notice kind={stands === "passed" ? "good" : "info"} title={t("council.stands", { stands, n: missing(voting) })} />}
			<p>
				{seated && stands !== "over" && own !== "for" && (
					<Button busy={busy} onClick={() => void vote(true)}>
						{t("council.vote.for")}
					</Button>
				)}
				{seated && stands !== "over" && own !== "against" && (
					<Button kind="secondary" busy={busy} onClick={() => void vote(false)}>
						{t("council.vote.against")}
					</Button>
				)}
				{state !== "none" && stands !== "open" && (
					<Button kind="secondary" busy={busy} onClick={() => void close()}>
						{t("council.close")}
					</Button>
				)}
			</p>
		</>
	);
}
