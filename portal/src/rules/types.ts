// What goes into the rules and comes out, as the chain's own answers where there are such.

import type { Answer, Args, Calls, Item } from "../chain/types";

export type Hash = string;
export type RegistrationNumber = Args<"EnterpriseRegistryApi.enterprise">[0];
export type Indicator = Item<"AttestationsApi.indicators">;
export type Attestation = Item<"AttestationsApi.attestations">;
export type Scorecard = Item<"CreditScoringApi.scorecards">;
export type ProofBasis = NonNullable<Answer<"CreditScoringApi.proof_basis">>;
export type Rating = NonNullable<Answer<"CreditScoringApi.ratings">["champion"]>;
export type Enterprise = NonNullable<Answer<"EnterpriseRegistryApi.enterprise">>;
export type Product = Item<"FinancingApi.products">;
export type Institution = Item<"FinancingApi.institutions">;
export type Headroom = Answer<"FinancingApi.headroom">;
export type OwnRoom = Item<"FinancingApi.own_headroom">;
export type Asset = NonNullable<Answer<"CollateralApi.asset">>;
export type Application = NonNullable<Answer<"FinancingApi.application">>;
export type Request = Application["request"];
export type Terms = NonNullable<Application["terms"]>;
export type Conditions = Args<"FinancingApi.quote">[1];
export type Quote = NonNullable<Answer<"FinancingApi.quote">>;
export type Instalment = Quote["schedule"][number];
export type Calendar = Answer<"CalendarsApi.calendar">;
export type Loan = NonNullable<Answer<"FinancingApi.loan">>;
export type StatementLine = NonNullable<Answer<"FinancingApi.statement">>["items"][number];
export type Amendment = Loan["amendments"][number];
export type Line = NonNullable<Answer<"CreditLinesApi.line">>;
export type Grade = Rating["grade"];
export type Owed = Loan["due"];

/** What `creditScoring.prove_grade` takes as `proof`. */
export type GradeProof = Calls["CreditScoring"]["prove_grade"]["proof"];
/** One entry of what `attestations.attest_many` takes. */
export type AttestationSpec = Calls["Attestations"]["attest_many"]["attestations"][number];

/** What opens a sealed attestation. Secret. */
export interface Opened {
	indicator: number;
	/** Days since 1970-01-01. */
	period_end: number;
	/** In the indicator's unit. */
	value: bigint;
	salt: Hash;
	bin: number;
	blindings: Hash[];
}

/** A firm, what is stated about it, and what it holds. */
export interface Firm {
	enterprise: RegistrationNumber;
	/** All of the chain. */
	indicators: Indicator[];
	attestations: Attestation[];
	opened: Opened[];
}

export interface Step {
	/** The bin that is reached. */
	to: number;
	/** The value of that bin which is nearest. None: no attestation counts now. */
	nearest: bigint | undefined;
	/** Points. */
	gained: number;
}

export interface Explained {
	base: number;
	points: bigint;
	grade: Grade;
	in_force: boolean;
	/** For each grade, AAA first. */
	least_points: number[];
	/** Basis points. */
	coverage: number;
	minimum_coverage: number;
	/** In the order of the scorecard. */
	lines: {
		indicator: number;
		sealed: boolean;
		bin: number | undefined;
		/** Of a sealed one, in the indicator's unit. */
		value: bigint | undefined;
		points: number;
		/** What a sound firm has. */
		reference: number;
		shortfall: number;
		/** What would take the shortfall away. */
		remedy: Step | undefined;
	}[];
	/** Indicators that cost most points first, four at most. */
	reasons: number[];
	/** The smallest step to a better grade. */
	lift: { indicator: number; step: Step; points: bigint; grade: Grade } | undefined;
	/** Sealed attestations whose form the chain was not shown yet. */
	unshown: { indicator: number; revision: number }[];
}

export interface FormPart {
	attestations: { indicator: number; revision: number }[];
	proof: Uint8Array;
}

/** Why a product does not fit, in the order of `lingnan_types::product::Refusal`. */
export const PRODUCT_REFUSALS = [
	"ProductWithdrawn",
	"InstitutionSuspended",
	"EnterpriseNotActive",
	"NotRated",
	"CurrencyNotOffered",
	"AmountTooLow",
	"AmountTooHigh",
	"TenorTooShort",
	"TenorTooLong",
	"MethodNotOffered",
	"GradeTooLow",
	"CoverageTooLow",
	"IndustryNotServed",
	"DivisionNotServed",
	"JurisdictionNotServed",
	"EnterpriseTooYoung",
	"SecurityNeeded",
	"SecurityNotAccepted",
	"SecurityInOtherCurrency",
	"LoanToValueTooHigh",
	"TradeRecordNeeded",
	"Unconfirmed",
	"EnterpriseLimitReached",
	"InstitutionLimitReached",
	"NoChampion",
	"UseNotServed",
	"RenewalNotOffered",
	"LineNotOffered",
] as const;
export type ProductRefusal = (typeof PRODUCT_REFUSALS)[number];

/** How a product fits. */
export interface Match {
	product: number;
	institution: number;
	eligible: boolean;
	/** Basis points a year. */
	expected_rate: number;
	/** None: it does not fit. Rates in hundred-millionths a year, amounts in minor units. */
	price:
		| { all_in: { simple: bigint; compound: bigint }; interest: bigint; costs: bigint; expected_cost: bigint }
		| undefined;
	decision_days: number;
	refusals: { type: ProductRefusal }[];
}

/** Cells of a clerk's row, and what can be wrong with one, in the order of portal/wasm/src/rows.rs. */
export const CELLS = ["Number", "Figure", "PeriodEnd"] as const;
export const CELL_FAULTS = [
	"Spoiled",
	"Date",
	"Order",
	"Time",
	"NoSuchDay",
	"Before1970",
	"Brackets",
	"NoLetters",
	"Decimal",
	"Commas",
	"UnaskedPercent",
	"NoPercent",
	"TooLarge",
	"NumberMalformed",
	"NumberOrganisationCheck",
	"NumberOuterCheck",
	"NumberUnknownPlace",
	"Future",
	"Expired",
] as const;
export type Place = Enterprise["jurisdiction"];

/** How the cells of a clerk's sheet are written. */
export interface Form {
	/** Whose numbers stand there without their place. None: each has it, or is a mainland code. */
	place?: Place;
	/** Whether a Macao number keeps the letters behind it. None: there are none. */
	keep_suffix?: boolean;
	/** Commas stand between thousands. */
	thousands: boolean;
	/** Each figure has the sign `%`. */
	percent: boolean;
	/** What a figure is multiplied with, and divided by, to be in the indicator's unit: 万元 is `[10_000n, 1n]`. */
	scale: [bigint, bigint];
	/** Where the year stands last. None: it stands first. */
	day_first?: boolean;
}

export type CheckedRow =
	| { row: { enterprise: RegistrationNumber; value: bigint; bin: number; period_end: number } }
	| { faults: { cell: (typeof CELLS)[number]; fault: (typeof CELL_FAULTS)[number] }[] };

export interface Books {
	due: Owed;
	/** What would close the loan. */
	payoff: Owed;
	repaid: Owed;
	outstanding_principal: bigint;
	/** Hundred-millionths a year. */
	rate: bigint;
	penalty_rate: bigint;
	maturity: number;
	arrears_since: number | undefined;
	schedule: Instalment[];
}

export interface Header {
	hash: Hash;
	parent: Hash;
	number: number;
	state_root: Hash;
	extrinsics_root: Hash;
	/** Other validators, with weights, from so many blocks later on. */
	validators: [[Hash, bigint][], number] | undefined;
}

/** With their weights. */
export interface Validators {
	keys: [Hash, bigint][];
	/** Number of the set. */
	set: bigint;
}

export interface Finalised {
	hash: Hash;
	number: number;
	/** Validators whose votes these are. */
	signers: number;
	/** Validators in all. */
	validators: number;
}

/** Why the rules have no answer, by name, with what belongs to it. */
export type Refused =
	| { type: "NoIndicator" | "Unread" | "Unfit"; value: number }
	| { type: "Unopened"; value: Missing[] }
	| { type: "NotReached"; value: { lacking: bigint; best: Grade } }
	| { type: PlainRefusal; value?: undefined };
type PlainRefusal = Exclude<RuleRefusal, "NoIndicator" | "Unread" | "Unfit" | "Unopened" | "NotReached">;

export interface Missing {
	indicator: number;
	/** Whom to ask. */
	agency: number;
	why: { type: "NotHeld" | "OtherFigure"; value?: undefined } | { type: "Outdated"; value: number };
}

/** All names: each has a text. */
export const RULE_REFUSALS = [
	"Malformed",
	"NoIndicator",
	"Unread",
	"Unopened",
	"NotInForce",
	"TooLittle",
	"NotReached",
	"Unfit",
	"DoesNotOpen",
	"ShowFormFirst",
	"Unverified",
	"NoSchedule",
	"NoRate",
	"RateNeeded",
	"Calendar",
	"NotBegun",
	"NumberMalformed",
	"NumberOrganisationCheck",
	"NumberOuterCheck",
	"NumberUnknownPlace",
	"Header",
	"OtherBlock",
	"Signature",
	"Ancestry",
	"TooFew",
	"NoValidators",
	"StateProof",
	"WrongFigure",
] as const;
export type RuleRefusal = (typeof RULE_REFUSALS)[number];
