// Arguments and answers of the rules as bytes. What the chain knows is encoded as its metadata have it, found by the name that
// the type has in Rust; the rest is written here and compared with Rust by vectors.json.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import {
	_void,
	bool,
	Bytes,
	type Codec,
	Hex,
	i16,
	i32,
	i64,
	Option,
	Result,
	str,
	Struct,
	Tuple,
	u16,
	u32,
	u64,
	u8,
	type UnifiedMetadata,
	Variant,
	Vector,
} from "@polkadot-api/substrate-bindings";
import type * as T from "./types";
import { CELL_FAULTS, CELLS, type Match, type ProductRefusal, PRODUCT_REFUSALS } from "./types";

const hash = Hex(32);

/** Names alone, in the order of Rust. */
const words = <T extends string>(names: readonly T[]): Codec<{ type: T; value: undefined }> =>
	Variant(Object.fromEntries(names.map((name) => [name, _void as Codec<unknown>])) as never) as unknown as Codec<{ type: T; value: undefined }>;

export type RulesCodecs = ReturnType<typeof rulesCodecs>;

export function rulesCodecs(metadata: UnifiedMetadata) {
	const builder = getDynamicBuilder(getLookupFn(metadata));
	const byPath = new Map(metadata.lookup.map(({ id, path }) => [path.join("::"), id]));
	/** A type of the chain, by its name in Rust within lingnan_types. */
	const chain = <T>(path: string): Codec<T> => {
		const id = byPath.get(`lingnan_types::${path}`);
		if (id === undefined) throw new Error(`the metadata has no ${path}`);
		return builder.buildDefinition(id) as Codec<T>;
	};

	const number = chain("registration::RegistrationNumber");
	const grade = chain<{ type: string; value: undefined }>("grade::Grade");
	const proved = chain("attestation::ProvedAttestation");
	const conditions = chain("conditions::Conditions");
	const calendar = chain("bank_days::CalendarView");
	const owed = chain("loan::Owed");
	const instalment = chain("loan::Instalment");

	const opened = Struct({ indicator: u32, period_end: u32, value: i64, salt: hash, bin: u8, blindings: Vector(hash) });
	const firm = Struct({
		enterprise: number,
		indicators: Vector(chain("indicator::IndicatorView")),
		attestations: Vector(chain("attestation::AttestationView")),
		opened: Vector(opened),
	});
	const step = Struct({ to: u8, nearest: Option(i64), gained: i32 });
	const validators = Vector(Tuple(hash, u64));

	const refused = Variant({
		Malformed: _void,
		NoIndicator: u32,
		Unread: u32,
		Unopened: Vector(
			Struct({
				indicator: u32,
				agency: u32,
				why: Variant({ NotHeld: _void, OtherFigure: _void, Outdated: u32 }),
			}),
		),
		NotInForce: _void,
		TooLittle: _void,
		NotReached: Struct({ lacking: u64, best: grade }),
		Unfit: u32,
		DoesNotOpen: _void,
		ShowFormFirst: _void,
		Unverified: _void,
		NoSchedule: _void,
		NoRate: _void,
		RateNeeded: _void,
		Calendar: _void,
		NotBegun: _void,
		NumberMalformed: _void,
		NumberOrganisationCheck: _void,
		NumberOuterCheck: _void,
		NumberUnknownPlace: _void,
		Header: _void,
		OtherBlock: _void,
		Signature: _void,
		Ancestry: _void,
		TooFew: _void,
		NoValidators: _void,
		StateProof: _void,
		WrongFigure: _void,
	});

	const price = Struct({
		all_in: Struct({ simple: u64, compound: u64 }),
		interest: u64,
		costs: u64,
		expected_cost: u64,
	});
	const match = Struct({
		product: u32,
		institution: u32,
		eligible: bool,
		expected_rate: u32,
		price: Option(price),
		decision_days: u16,
		refusals: Vector(words<ProductRefusal>(PRODUCT_REFUSALS)),
	}) as unknown as Codec<Match>;
	const matchRefused = Variant({ NotFound: _void, InvalidRequest: _void, SecurityUnusable: Struct({ asset: u64 }) });

	const rule = <A, T>(args: Codec<A>, answer: Codec<T>) => ({ args, answer: Result(answer, refused) });

	return {
		refused,
		prove_grade: rule(
			Struct({
				randomness: hash,
				genesis: hash,
				firm,
				basis: chain("rating::ProofBasis"),
				scorecard: chain("scorecard::ScorecardView"),
				grade: Option(grade),
				institution: Option(u32),
			}),
			chain("rating::GradeProof"),
		),
		prove_form: rule(
			Struct({ randomness: hash, genesis: hash, firm }),
			Vector(Struct({ attestations: Vector(proved), proof: Bytes() })),
		),
		explain: rule(
			Struct({ scorecard: chain("scorecard::ScorecardView"), firm }),
			Struct({
				base: i32,
				points: i64,
				grade,
				in_force: bool,
				least_points: Vector(u16, 9),
				coverage: u32,
				minimum_coverage: u32,
				lines: Vector(
					Struct({
						indicator: u32,
						sealed: bool,
						bin: Option(u8),
						value: Option(i64),
						points: i16,
						reference: i16,
						shortfall: u32,
						remedy: Option(step),
					}),
				),
				reasons: Vector(u32),
				lift: Option(Struct({ indicator: u32, step, points: i64, grade })),
				unshown: Vector(proved),
			}),
		),
		seal_row: rule(
			Struct({
				secret: hash,
				genesis: hash,
				enterprise: number,
				indicator: chain("indicator::IndicatorView"),
				value: i64,
				period_end: u32,
				revision: u32,
			}),
			Tuple(chain("attestation::AttestationSpec"), opened),
		),
		check_rows: rule(
			Struct({
				form: Struct({
					place: Option(chain<T.Place>("registration::Jurisdiction")),
					keep_suffix: Option(bool),
					thousands: bool,
					percent: bool,
					scale: Tuple(i64, i64),
					day_first: Option(bool),
				}),
				indicator: chain("indicator::IndicatorView"),
				now: u64,
				rows: Vector(Tuple(str, str, str)),
			}),
			Vector(
				Result(
					Struct({ enterprise: number, value: i64, bin: u8, period_end: u32 }),
					Vector(Tuple(words(CELLS), words(CELL_FAULTS))),
				),
			),
		),
		check_shown: rule(
			Struct({
				enterprise: number,
				indicator: chain("indicator::IndicatorView"),
				attestation: chain("attestation::AttestationView"),
				period_end: u32,
				bin: u8,
				blindings: Vector(hash),
				figure: Option(Tuple(i64, hash)),
			}),
			_void,
		),
		match_products: rule(
			Struct({
				enterprise: chain("enterprise::EnterpriseView"),
				rating: Option(chain("rating::RatingView")),
				has_champion: bool,
				headroom: chain("loan::HeadroomView"),
				own_headroom: Vector(chain("loan::OwnRoom")),
				institutions: Vector(chain("institution::InstitutionView")),
				products: Vector(chain("product::ProductView")),
				request: chain("application::RequestSpec"),
				assets: Vector(chain("asset::AssetView")),
			}),
			Result(Vector(match), matchRefused),
		),
		quote: rule(Struct({ conditions, rate: Option(u64), drawn: u32, calendar }), chain("loan::Quote")),
		books: rule(
			Struct({
				loan: chain("loan::LoanView"),
				statement: Vector(chain("loan::StatementLine")),
				calendar,
				stood: chain("standstill::StoodStill"),
				day: u32,
			}),
			Struct({
				due: owed,
				payoff: owed,
				repaid: owed,
				outstanding_principal: u64,
				rate: u64,
				penalty_rate: u64,
				maturity: u32,
				arrears_since: Option(u32),
				schedule: Vector(instalment),
			}),
		),
		hash_terms: rule(chain("application::Terms"), hash),
		hash_line: rule(chain("line::LineView"), hash),
		hash_amendment: rule(Struct({ loan: u64, amendment: chain("loan::Amendment") }), hash),
		read_number: rule(str, number),
		read_header: rule(
			Bytes(),
			Struct({
				hash,
				parent: hash,
				number: u32,
				state_root: hash,
				extrinsics_root: hash,
				validators: Option(Tuple(validators, u32)),
			}),
		),
		verify_justification: rule(
			Struct({ justification: Bytes(), validators: Struct({ keys: validators, set: u64 }), block: hash }),
			Struct({ hash, number: u32, signers: u32, validators: u32 }),
		),
		verify_storage_proof: rule(
			Struct({ root: hash, nodes: Vector(Bytes()), keys: Vector(Bytes()) }),
			Vector(Option(Bytes())),
		),
	};
}
