//! What an institution's policy decides of a request. Pure: the same facts give the same answer, whoever asks and wherever it
//! is computed, and the first rule that is not kept is the reason.
//!
//! [`Facts`] is all that a policy can look at. Neither number nor name nor account of the firm is among it, so no policy can
//! single one out.

use alloc::vec::Vec;
use lingnan_types::{
	application::{OfferSpec, UseOfFunds},
	conditions::{Conditions, Costs, Pricing},
	date_of, months_between,
	policy::{PolicyOffer, PolicyPrice, PolicyReason, PolicyRules, PolicySpec, PolicyUses},
	product::{Applicant, RepaymentMethod},
	share_of, Amount, AssetKind, BasisPoints, Division, Grade, Industry, Jurisdiction, PolicyId, Timestamp,
	SECONDS_PER_DAY,
};

/// All that a policy may look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
	/// By the rating that counts today.
	pub grade: Grade,
	/// Share of the scorecard's characteristics that have an attestation. In basis points.
	pub coverage: BasisPoints,
	/// What is asked for. Minor units of the product's currency.
	pub amount: Amount,
	/// Months.
	pub tenor: u16,
	pub method: RepaymentMethod,
	pub use_of_funds: UseOfFunds,
	/// It settles another loan.
	pub renewal: bool,
	pub industry: Industry,
	pub division: Option<Division>,
	pub jurisdiction: Jurisdiction,
	/// Whole months since the firm was founded.
	pub age_months: u32,
	/// The kinds of what is offered as security.
	pub security: Vec<AssetKind>,
	/// Lending value of what is offered in the loan's currency. Minor units.
	pub lending_value: Amount,
	/// What the firm owes the institution, reserved amounts and this loan included. Minor units of the loan's currency.
	pub exposure: Amount,
	/// Unix time in seconds.
	pub now: Timestamp,
}

impl Facts {
	/// Of an applicant as matching judges it. `exposure`: see the field. None: it is not rated.
	pub fn of(applicant: &Applicant, exposure: Amount, now: Timestamp) -> Option<Self> {
		let Applicant { profile, rating, request, security } = applicant;
		let rating = (*rating)?;
		let in_currency = security.iter().filter(|offer| offer.currency == request.currency);
		Some(Self {
			grade: rating.grade,
			coverage: rating.coverage,
			amount: request.amount,
			tenor: request.tenor,
			method: request.method,
			use_of_funds: request.use_of_funds,
			renewal: request.renews.is_some(),
			industry: profile.industry.clone(),
			division: profile.division,
			jurisdiction: profile.jurisdiction,
			age_months: months_between(profile.founded, date_of(now)),
			security: security.iter().map(|offer| offer.kind).collect(),
			lending_value: in_currency.fold(0, |sum: Amount, offer| sum.saturating_add(offer.lending_value)),
			exposure,
			now,
		})
	}
}

/// How many offers a policy made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Made {
	pub today: u32,
	pub in_all: u32,
}

/// What becomes of an application for a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
	/// It is offered this at once.
	Offer {
		/// The version of the policy by which.
		policy: PolicyId,
		offer: OfferSpec,
	},
	/// An officer decides.
	Officer {
		/// The version of the policy that it does not keep.
		policy: PolicyId,
		reason: PolicyReason,
	},
	/// No policy of the product is in force: an officer decides.
	None,
}

/// The offer that a policy makes, or the first rule that the request does not keep. `costs`: the product's, for this amount.
pub fn decide(spec: &PolicySpec, facts: &Facts, made: Made, costs: Costs) -> Result<OfferSpec, PolicyReason> {
	judge(&spec.rules, facts)?;
	left(&spec.uses, made)?;
	Ok(OfferSpec {
		conditions: conditions(&spec.offer, facts.grade, Asked::of(facts), costs).ok_or(PolicyReason::NoOffer)?,
		valid_until: facts.now.saturating_add(u64::from(spec.offer.valid_days).saturating_mul(SECONDS_PER_DAY)),
	})
}

/// Whether a request keeps every rule, in the order of the reasons.
pub fn judge(rules: &PolicyRules, facts: &Facts) -> Result<(), PolicyReason> {
	let listed = |served: bool, empty: bool| served || empty;
	let industry = rules.industries.iter().any(|one| one.covers(&facts.industry));
	let division = facts.division.is_some_and(|division| rules.divisions.iter().any(|one| one.covers(division)));
	let jurisdiction = rules.jurisdictions.contains(&facts.jurisdiction);
	let unsecured = facts.security.is_empty();
	let carried = facts.amount <= share_of(facts.lending_value, rules.worst_loan_to_value);
	let kept = [
		(!facts.renewal, PolicyReason::Renewal),
		(facts.grade.meets(rules.worst_grade), PolicyReason::GradeTooLow),
		(facts.coverage >= rules.minimum_coverage, PolicyReason::CoverageTooLow),
		(facts.amount <= rules.max_amount, PolicyReason::AmountTooHigh),
		(facts.tenor >= rules.min_tenor, PolicyReason::TenorTooShort),
		(facts.tenor <= rules.max_tenor, PolicyReason::TenorTooLong),
		(listed(rules.methods.contains(&facts.method), rules.methods.is_empty()), PolicyReason::MethodNotCovered),
		(
			listed(rules.use_of_funds.contains(&facts.use_of_funds), rules.use_of_funds.is_empty()),
			PolicyReason::UseNotCovered,
		),
		(listed(industry, rules.industries.is_empty()), PolicyReason::IndustryNotCovered),
		(listed(division, rules.divisions.is_empty()), PolicyReason::DivisionNotCovered),
		(listed(jurisdiction, rules.jurisdictions.is_empty()), PolicyReason::JurisdictionNotCovered),
		(facts.age_months >= rules.minimum_age_months.into(), PolicyReason::EnterpriseTooYoung),
		(!unsecured || rules.unsecured, PolicyReason::SecurityNeeded),
		(facts.security.iter().all(|kind| rules.security.contains(kind)), PolicyReason::SecurityNotCovered),
		(unsecured || carried, PolicyReason::LoanToValueTooHigh),
		(facts.exposure <= rules.max_exposure, PolicyReason::ExposureTooHigh),
	];
	kept.into_iter().find(|(kept, _)| !kept).map_or(Ok(()), |(_, reason)| Err(reason))
}

/// Whether the policy has offers left.
fn left(uses: &PolicyUses, made: Made) -> Result<(), PolicyReason> {
	if made.in_all >= uses.in_all {
		return Err(PolicyReason::UsedUp);
	}
	if made.today >= uses.per_day {
		return Err(PolicyReason::UsedUpToday);
	}
	Ok(())
}

/// What of an offer is as it was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
	/// Minor units of the product's currency.
	pub amount: Amount,
	/// Months.
	pub tenor: u16,
	pub method: RepaymentMethod,
}

impl Asked {
	fn of(facts: &Facts) -> Self {
		Self { amount: facts.amount, tenor: facts.tenor, method: facts.method }
	}
}

/// What is offered to a grade of what was asked for. None: the table of prices has no entry of the grade.
pub fn conditions(offer: &PolicyOffer, grade: Grade, asked: Asked, costs: Costs) -> Option<Conditions> {
	let place = grade.index();
	let Asked { amount, tenor, method } = asked;
	let pricing = match &offer.price {
		PolicyPrice::Fixed { rates } => Pricing::Fixed { rate: *rates.get(place)? },
		PolicyPrice::Floating { reference, spreads, floor, first, every } => Pricing::Floating {
			reference: *reference,
			spread: *spreads.get(place)?,
			floor: *floor,
			first: *first,
			every: *every,
		},
	};
	let PolicyOffer { day_count, due_days, first_period, calendar, adjustment, moves_interest, .. } = *offer;
	let PolicyOffer { grace_days, principal_holiday, prepayment, late, order, .. } = *offer;
	Some(Conditions {
		amount,
		tenor,
		method,
		pricing,
		day_count,
		due_days,
		first_period,
		calendar,
		adjustment,
		moves_interest,
		grace_days,
		principal_holiday,
		balloon: share_of(amount, offer.balloon),
		prepayment,
		late,
		order,
		costs,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use lingnan_types::{
		application::RequestSpec,
		conditions::{
			Adjustment, BorneBy, Cost, CostItem, DueDays, Effect, FirstPeriod, Late, OnUnpaidInterest, Order, Rate,
		},
		enterprise::EnterpriseProfile,
		rating::RatingSummary,
		Currency, DayCount, EnterpriseStatus, LoanId, ProductId, ReferenceRateId, ScorecardId, SecurityOffer,
		MAX_AMOUNT,
	};
	use proptest::prelude::*;

	/// Midnight of 2 January 2020 in China.
	const NOW: Timestamp = 1_577_894_400;

	/// Up to 500,000.00 yuan for a year to manufacturers of Guangdong rated BBB or better, unsecured or on receivables.
	fn policy() -> PolicySpec {
		PolicySpec {
			product: ProductId(3),
			rules: PolicyRules {
				worst_grade: Grade::Bbb,
				minimum_coverage: 6_000,
				max_amount: 50_000_000,
				min_tenor: 3,
				max_tenor: 12,
				methods: vec![RepaymentMethod::EqualInstalments].try_into().unwrap(),
				use_of_funds: vec![UseOfFunds::WorkingCapital].try_into().unwrap(),
				industries: vec!["C".parse().unwrap()].try_into().unwrap(),
				divisions: vec![Division(440_000)].try_into().unwrap(),
				jurisdictions: vec![Jurisdiction::Guangdong].try_into().unwrap(),
				minimum_age_months: 24,
				unsecured: true,
				security: vec![AssetKind::TradeReceivable].try_into().unwrap(),
				worst_loan_to_value: 8_000,
				max_exposure: 80_000_000,
			},
			offer: PolicyOffer {
				price: PolicyPrice::Fixed { rates: core::array::from_fn(|n| Rate(3_450_000 + 100_000 * n as u64)) },
				day_count: DayCount::Actual360,
				due_days: DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 1 },
				first_period: FirstPeriod::Short,
				calendar: Jurisdiction::Guangdong,
				adjustment: Adjustment::Following,
				moves_interest: false,
				grace_days: 0,
				principal_holiday: 2,
				balloon: 1_000,
				prepayment: Effect::Lower,
				late: Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
				order: Order::LAW,
				valid_days: 14,
			},
			uses: PolicyUses { per_day: 50, in_all: 1_000 },
		}
	}

	fn facts() -> Facts {
		Facts {
			grade: Grade::A,
			coverage: 8_000,
			amount: 40_000_000,
			tenor: 12,
			method: RepaymentMethod::EqualInstalments,
			use_of_funds: UseOfFunds::WorkingCapital,
			renewal: false,
			industry: "C3911".parse().unwrap(),
			division: Some(Division(440_300)),
			jurisdiction: Jurisdiction::Guangdong,
			age_months: 120,
			security: vec![],
			lending_value: 0,
			exposure: 60_000_000,
			now: NOW,
		}
	}

	fn decided(change: impl FnOnce(&mut Facts)) -> Result<OfferSpec, PolicyReason> {
		let mut facts = facts();
		change(&mut facts);
		decide(&policy(), &facts, Made::default(), Costs::default())
	}

	fn reason(change: impl FnOnce(&mut Facts)) -> PolicyReason {
		decided(change).unwrap_err()
	}

	#[test]
	fn what_keeps_every_rule_is_offered_as_asked_with_the_rate_of_its_grade() {
		assert_eq!(policy().check(), Ok(()));
		let fee = Cost {
			item: CostItem::Arrangement,
			payee: Default::default(),
			amount: 100_000,
			after: 0,
			borne_by: BorneBy::Borrower,
		};
		let costs: Costs = vec![fee].try_into().unwrap();
		let offer = decide(&policy(), &facts(), Made::default(), costs.clone()).unwrap();
		let asked = facts();
		assert_eq!(offer.valid_until, NOW + 14 * SECONDS_PER_DAY);
		let conditions = offer.conditions;
		assert_eq!((conditions.amount, conditions.tenor, conditions.method), (asked.amount, asked.tenor, asked.method));
		assert_eq!(conditions.pricing, Pricing::Fixed { rate: Rate(3_650_000) }, "AAA 3.45 %, AA 3.55 %, A 3.65 %");
		assert_eq!((conditions.balloon, conditions.principal_holiday), (4_000_000, 2));
		assert_eq!(conditions.costs, costs);
	}

	#[test]
	fn a_spread_by_grade_follows_the_reference() {
		let mut spec = policy();
		spec.offer.price = PolicyPrice::Floating {
			reference: ReferenceRateId(0),
			spreads: core::array::from_fn(|n| 45 + 10 * n as i32),
			floor: Rate(0),
			first: None,
			every: 12,
		};
		assert_eq!(spec.check(), Ok(()));
		let offer = decide(&spec, &facts(), Made::default(), Costs::default()).unwrap();
		assert_eq!(
			offer.conditions.pricing,
			Pricing::Floating { reference: ReferenceRateId(0), spread: 65, floor: Rate(0), first: None, every: 12 }
		);
	}

	#[test]
	fn each_rule_has_its_reason() {
		assert_eq!(reason(|f| f.renewal = true), PolicyReason::Renewal);
		assert_eq!(reason(|f| f.grade = Grade::Bb), PolicyReason::GradeTooLow);
		assert_eq!(reason(|f| f.coverage = 5_999), PolicyReason::CoverageTooLow);
		assert_eq!(reason(|f| f.amount = 50_000_001), PolicyReason::AmountTooHigh);
		assert_eq!(reason(|f| f.tenor = 2), PolicyReason::TenorTooShort);
		assert_eq!(reason(|f| f.tenor = 13), PolicyReason::TenorTooLong);
		assert_eq!(reason(|f| f.method = RepaymentMethod::Bullet), PolicyReason::MethodNotCovered);
		assert_eq!(reason(|f| f.use_of_funds = UseOfFunds::Premises), PolicyReason::UseNotCovered);
		assert_eq!(reason(|f| f.industry = "I65".parse().unwrap()), PolicyReason::IndustryNotCovered);
		assert_eq!(reason(|f| f.division = Some(Division(420_000))), PolicyReason::DivisionNotCovered);
		assert_eq!(reason(|f| f.division = None), PolicyReason::DivisionNotCovered);
		assert_eq!(reason(|f| f.jurisdiction = Jurisdiction::Macao), PolicyReason::JurisdictionNotCovered);
		assert_eq!(reason(|f| f.age_months = 23), PolicyReason::EnterpriseTooYoung);
		assert_eq!(reason(|f| f.security = vec![AssetKind::Trademark]), PolicyReason::SecurityNotCovered);
		let on_receivables = |value: Amount| {
			decided(|f| {
				f.security = vec![AssetKind::TradeReceivable];
				f.lending_value = value;
			})
		};
		assert!(on_receivables(50_000_000).is_ok());
		assert_eq!(on_receivables(49_999_999), Err(PolicyReason::LoanToValueTooHigh));
		assert_eq!(reason(|f| f.exposure = 80_000_001), PolicyReason::ExposureTooHigh);
		let mut secured = policy();
		secured.rules.unsecured = false;
		assert_eq!(judge(&secured.rules, &facts()), Err(PolicyReason::SecurityNeeded));
	}

	#[test]
	fn the_first_rule_that_is_not_kept_is_the_reason() {
		let all = |f: &mut Facts| {
			f.coverage = 0;
			f.amount = MAX_AMOUNT;
			f.tenor = 360;
		};
		assert_eq!(reason(all), PolicyReason::CoverageTooLow);
		assert_eq!(
			reason(|f| {
				all(f);
				f.grade = Grade::C;
			}),
			PolicyReason::GradeTooLow
		);
	}

	#[test]
	fn a_policy_that_made_all_its_offers_leaves_the_rest_to_officers() {
		let after = |today, in_all| {
			decide(&policy(), &facts(), Made { today, in_all }, Costs::default()).map(|offer| offer.valid_until)
		};
		assert!(after(49, 999).is_ok());
		assert_eq!(after(50, 999), Err(PolicyReason::UsedUpToday));
		assert_eq!(after(0, 1_000), Err(PolicyReason::UsedUp));
	}

	#[test]
	fn facts_are_taken_from_what_matching_looks_at() {
		let profile = EnterpriseProfile {
			status: EnterpriseStatus::Active,
			jurisdiction: Jurisdiction::Guangdong,
			industry: "C3911".parse().unwrap(),
			division: Some(Division(440_300)),
			founded: 18_263 - 365,
			registered_capital: 1,
			capital_currency: Currency::Cny,
		};
		let rating = RatingSummary {
			scorecard: ScorecardId(0),
			grade: Grade::A,
			default_probability: 50,
			coverage: 8_000,
			made_at: 0,
			valid_until: u64::MAX,
			institution: None,
			indicators: Vec::new(),
		};
		let request = RequestSpec {
			amount: 40_000_000,
			currency: Currency::Cny,
			tenor: 12,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::Trade,
			security: Default::default(),
			renews: Some(LoanId(7)),
			line: None,
		};
		let security = [Currency::Cny, Currency::Usd].map(|currency| SecurityOffer {
			kind: AssetKind::TradeReceivable,
			currency,
			lending_value: 500,
			trade_record_confirmed: false,
		});
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &security };
		let facts = Facts::of(&applicant, 1, NOW).unwrap();
		assert_eq!((facts.age_months, facts.lending_value, facts.security.len()), (12, 500, 2), "dollars do not count");
		assert!(facts.renewal);
		assert_eq!(Facts::of(&Applicant { rating: None, ..applicant }, 1, NOW), None);
	}

	fn any_facts() -> impl Strategy<Value = Facts> {
		let request = (1..=100_000_000u64, 1..=24u16, 0..4usize, 0..3usize, prop::bool::weighted(0.1));
		let firm = (0..9usize, 0..=10_000u32, 0..60u32, any::<bool>(), 0..3usize);
		let owed = (0..=100_000_000u64, prop::collection::vec(0..7usize, 0..3), 0..=100_000_000u64);
		(request, firm, owed).prop_map(|(request, firm, owed)| Facts {
			grade: Grade::ALL[firm.0],
			coverage: firm.1,
			amount: request.0,
			tenor: request.1,
			method: RepaymentMethod::ALL[request.2],
			use_of_funds: UseOfFunds::ALL[request.3],
			renewal: request.4,
			industry: if firm.3 { "C39" } else { "I65" }.parse().unwrap(),
			division: [None, Some(Division(440_300)), Some(Division(420_100))][firm.4],
			jurisdiction: if firm.3 { Jurisdiction::Guangdong } else { Jurisdiction::HongKong },
			age_months: firm.2,
			security: owed.1.iter().map(|kind| AssetKind::ALL[*kind]).collect(),
			lending_value: owed.2,
			exposure: owed.0.max(request.0),
			now: NOW,
		})
	}

	/// Facts near the policy's edges, so that many are inside.
	fn near_facts() -> impl Strategy<Value = Facts> {
		let near = (0..6usize, 5_900..=6_200u32, 49_999_990..=50_000_010u64, 2..=13u16, 22..=26u32);
		(near, 79_999_990..=80_000_010u64).prop_map(|((grade, coverage, amount, tenor, age_months), exposure)| Facts {
			grade: Grade::ALL[grade],
			coverage,
			amount,
			tenor,
			age_months,
			exposure,
			..facts()
		})
	}

	proptest! {
		/// The same facts give the same answer, and what is offered is never outside what the policy says.
		#[test]
		fn a_decision_is_made_by_the_facts_alone(facts in prop_oneof![any_facts(), near_facts()], today in 0..60u32) {
			let policy = policy();
			let made = Made { today, in_all: today };
			let decision = decide(&policy, &facts, made, Costs::default());
			prop_assert_eq!(&decision, &decide(&policy.clone(), &facts.clone(), made, Costs::default()));
			if let Ok(offer) = decision {
				let conditions = offer.conditions;
				prop_assert!(conditions.amount == facts.amount && conditions.amount <= policy.rules.max_amount);
				prop_assert!((policy.rules.min_tenor..=policy.rules.max_tenor).contains(&conditions.tenor));
				prop_assert!(facts.exposure <= policy.rules.max_exposure && !facts.renewal && today < 50);
				prop_assert!(conditions.balloon <= conditions.amount);
			}
		}

		/// Nobody is turned away for being better, owing less or asking for less.
		#[test]
		fn a_stronger_request_is_decided_no_worse(
			facts in prop_oneof![any_facts(), near_facts()], better in 0..9usize, more in 0..10_000u32, less in 0..1_000u64,
		) {
			let rules = policy().rules;
			let stronger = Facts {
				grade: facts.grade.min(Grade::ALL[better]),
				coverage: facts.coverage.saturating_add(more),
				amount: facts.amount.saturating_sub(less).max(1),
				exposure: facts.exposure.saturating_sub(less),
				lending_value: facts.lending_value.saturating_add(less),
				age_months: facts.age_months.saturating_add(more),
				..facts.clone()
			};
			prop_assert!(judge(&rules, &facts).is_err() || judge(&rules, &stronger).is_ok());
		}

		/// The reason is a rule that is broken: with the rules before it broken too, they would have been named.
		#[test]
		fn the_reason_is_the_first_in_the_published_order(facts in any_facts()) {
			let rules = policy().rules;
			if let Err(reason) = judge(&rules, &facts) {
				let place = |reason: PolicyReason| PolicyReason::ALL.iter().position(|one| *one == reason);
				let worse = judge(&rules, &Facts { exposure: Amount::MAX, ..facts.clone() }).unwrap_err();
				prop_assert_eq!(worse, reason);
				let renewal = judge(&rules, &Facts { renewal: true, ..facts }).unwrap_err();
				prop_assert!(place(renewal) <= place(reason));
			}
		}
	}
}
