// What the firm adds up for itself, by the chain's own rules in this browser: points, reasons, what lifts the grade, and the proof.

import { useQuery } from "@tanstack/react-query";
import { type Badge, useList } from "../chain";
import { type Explained, explain, type GradeProof, proveGrade } from "../rules";
import { useBasis, worst } from "./data";
import { useFirm } from "./firm";
import { useHoldings } from "./holdings";

export interface Reckoning {
	/** Nothing is known yet. */
	loading: boolean;
	/** No scorecard is in force. */
	noCard: boolean;
	explained: Explained | undefined;
	/** Indicators of which an opening is missing: nothing can be added up. */
	unopened: number[];
	/** Enough agencies stated something that a grade can be proved. */
	covered: boolean;
	coverage: number;
	minimumCoverage: number;
	badge: Badge;
	/** The best grade that is reached, towards an institution or to everybody. */
	prove(institution?: number): Promise<GradeProof>;
}

export function useReckoning(): Reckoning {
	const firm = useFirm();
	const basis = useBasis(firm.number);
	const cards = useList("CreditScoringApi.scorecards", []);
	const attestations = useList("AttestationsApi.attestations", [firm.number]);
	const indicators = useList("AttestationsApi.indicators", []);
	const { opened } = useHoldings(firm.text);
	const card = cards.data?.find((one) => one.id === basis.data?.scorecard);
	const held = [...opened.values()].flat();
	const stands = attestations.data?.map((one) => `${one.indicator}.${one.revision}.${one.counts}`).join();
	const unopened = (basis.data?.characteristics ?? [])
		.filter((one) => one.commitments.length > 0 && !opened.has(one.indicator))
		.map((one) => one.indicator);
	const holding = () => ({
		enterprise: firm.number,
		indicators: indicators.data!,
		attestations: attestations.data!,
		opened: held,
	});
	const ready = card !== undefined && indicators.data !== undefined && attestations.data !== undefined;
	const { data: explained } = useQuery({
		queryKey: ["explain", firm.text, card?.id, stands, held.map((one) => one.salt).join()],
		queryFn: () => explain({ scorecard: card!, firm: holding() }),
		enabled: ready && unopened.length === 0,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	});
	const [coverage, minimumCoverage] = [basis.data?.coverage ?? 0, basis.data?.minimum_coverage ?? 0];
	return {
		loading: basis.loading || cards.loading || attestations.loading || indicators.loading,
		noCard: !basis.loading && basis.data === undefined,
		explained,
		unopened,
		covered: coverage >= minimumCoverage,
		coverage,
		minimumCoverage,
		badge: worst(basis.badge, cards.badge, attestations.badge),
		prove: (institution) => {
			if (!ready || !basis.data) return Promise.reject(new Error("not ready"));
			const { genesis_hash: genesis } = basis.data;
			return proveGrade({ genesis, firm: holding(), basis: basis.data, scorecard: card, institution });
		},
	};
}
