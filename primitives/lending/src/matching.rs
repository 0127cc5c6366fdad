//! Which products fit. Pure: the same facts give the same answer, and nobody can steer it. The chain judges an application
//! by it; who asks what fits computes it where the request is, so that no node learns of a request.
//!
//! **Order:** products that fit first; among them the lowest all-in yearly rate with interest on interest, then the lowest
//! total cost, then the fastest decision, then the lower number. The all-in rate counts interest and every cost of the
//! product that the borrower bears ([`price`](crate::price)), at the rate of interest expected for the grade: the
//! product's least for AAA, its highest for the worst grade that it takes, and in equal steps between. A product that does
//! not fit has no price.

use crate::price::{Extra, Priced};
use alloc::{collections::BTreeSet, vec::Vec};
use lingnan_types::{
	add_months,
	application::RequestSpec,
	asset::{AssetView, Refusal as Unusable},
	civil,
	conditions::BorneBy,
	enterprise::{EnterpriseProfile, EnterpriseView},
	loan::{HeadroomView, OwnRoom},
	months_between,
	product::{Applicant, Match, Price, ProductSpec, ProductView, Refusal},
	rating::{RatingSummary, RatingView},
	share_of, Amount, BasisPoints, Date, EnterpriseStatus, Grade, InstitutionId, RegistrationNumber, SecurityOffer,
};

/// What the answer depends on besides product and applicant.
#[derive(Clone, Copy)]
pub struct Around {
	pub today: Date,
	/// The product's institution may do business.
	pub lender_active: bool,
	/// What more all together may lend to the applicant in the request's currency.
	pub headroom: Amount,
	/// What more the product's institution lends to it in that currency.
	pub lender_headroom: Amount,
}

/// Every reason why a product does not fit; none if it does.
pub fn refusals(product: &ProductView, applicant: &Applicant, around: &Around) -> Vec<Refusal> {
	let mut refusals = Vec::new();
	let mut refuse_if = |condition: bool, refusal| {
		if condition {
			refusals.push(refusal);
		}
	};
	let Applicant { profile, request, .. } = applicant;
	let spec = &product.spec;

	refuse_if(!product.open, Refusal::ProductWithdrawn);
	refuse_if(!around.lender_active, Refusal::InstitutionSuspended);
	refuse_if(profile.status != EnterpriseStatus::Active, Refusal::EnterpriseNotActive);
	refuse_if(request.currency != spec.currency, Refusal::CurrencyNotOffered);
	refuse_if(request.amount < spec.min_amount, Refusal::AmountTooLow);
	refuse_if(request.amount > spec.max_amount, Refusal::AmountTooHigh);
	refuse_if(request.tenor < spec.min_tenor, Refusal::TenorTooShort);
	refuse_if(request.tenor > spec.max_tenor, Refusal::TenorTooLong);
	refuse_if(!spec.methods.contains(&request.method), Refusal::MethodNotOffered);
	let used = spec.uses.is_empty() || spec.uses.contains(&request.use_of_funds);
	refuse_if(!used, Refusal::UseNotServed);
	refuse_if(request.renews.is_some() && !spec.renewable, Refusal::RenewalNotOffered);
	refuse_if(request.line.is_some() && !spec.revolving, Refusal::LineNotOffered);
	match applicant.rating {
		None => refuse_if(true, Refusal::NotRated),
		Some(rating) => {
			refuse_if(!rating.grade.meets(spec.worst_grade), Refusal::GradeTooLow);
			refuse_if(rating.coverage < spec.minimum_coverage, Refusal::CoverageTooLow);
		},
	}

	let served = spec.industries.is_empty() || spec.industries.iter().any(|one| one.covers(&profile.industry));
	refuse_if(!served, Refusal::IndustryNotServed);
	let inside = |one: &lingnan_types::Division| profile.division.is_some_and(|division| one.covers(division));
	refuse_if(!spec.divisions.is_empty() && !spec.divisions.iter().any(inside), Refusal::DivisionNotServed);
	let served = spec.jurisdictions.is_empty() || spec.jurisdictions.contains(&profile.jurisdiction);
	refuse_if(!served, Refusal::JurisdictionNotServed);
	let age = months_between(profile.founded, around.today);
	refuse_if(age < u32::from(spec.minimum_age_months), Refusal::EnterpriseTooYoung);

	security_refusals(spec, applicant, &mut refuse_if);
	refuse_if(request.amount > around.headroom, Refusal::EnterpriseLimitReached);
	refuse_if(request.amount > around.lender_headroom, Refusal::InstitutionLimitReached);
	refusals
}

fn security_refusals(spec: &ProductSpec, applicant: &Applicant, refuse_if: &mut impl FnMut(bool, Refusal)) {
	let offers = applicant.security;
	refuse_if(offers.is_empty() && !spec.unsecured, Refusal::SecurityNeeded);
	refuse_if(offers.iter().any(|offer| !spec.security.contains(&offer.kind)), Refusal::SecurityNotAccepted);
	let foreign = offers.iter().any(|offer| offer.currency != applicant.request.currency);
	refuse_if(foreign, Refusal::SecurityInOtherCurrency);
	let enough = covers(offers, spec.worst_loan_to_value, applicant.request);
	refuse_if(!offers.is_empty() && !enough, Refusal::LoanToValueTooHigh);
	let traded = offers.iter().any(|offer| offer.trade_record_confirmed);
	refuse_if(spec.trade_records && !traded, Refusal::TradeRecordNeeded);
	let unconfirmed = |offer: &SecurityOffer| offer.kind.is_trade_document() && !offer.trade_record_confirmed;
	refuse_if(!spec.unconfirmed && offers.iter().any(unconfirmed), Refusal::Unconfirmed);
}

/// Whether the lending values of security in the loan's currency carry the amount.
fn covers(offers: &[SecurityOffer], worst_loan_to_value: BasisPoints, request: &RequestSpec) -> bool {
	let value = offers
		.iter()
		.filter(|offer| offer.currency == request.currency)
		.fold(0, |sum: Amount, offer| sum.saturating_add(offer.lending_value));
	request.amount <= share_of(value, worst_loan_to_value)
}

/// The rate that a product is expected to cost a firm of this grade. A firm without one is expected to pay the highest.
pub fn expected_rate(spec: &ProductSpec, grade: Option<Grade>) -> BasisPoints {
	let Some(grade) = grade else { return spec.max_rate };
	let step = |grade: Grade| u32::try_from(grade.index()).unwrap_or(0);
	let (at, worst) = (step(grade), step(spec.worst_grade));
	if at >= worst {
		return if at == 0 { spec.min_rate } else { spec.max_rate };
	}
	let span = spec.max_rate.saturating_sub(spec.min_rate);
	spec.min_rate.saturating_add(span.saturating_mul(at) / worst)
}

/// What a loan of a product is expected to cost at a rate. None: it has no loan of this currency, amount, term and method.
pub fn price(spec: &ProductSpec, request: &RequestSpec, rate: BasisPoints) -> Option<Price> {
	let RequestSpec { amount, tenor, method, currency, .. } = *request;
	let lent = currency == spec.currency
		&& (spec.min_amount..=spec.max_amount).contains(&amount)
		&& (spec.min_tenor..=spec.max_tenor).contains(&tenor)
		&& spec.methods.contains(&method);
	let borne = spec.costs.iter().filter(|rule| rule.borne_by == BorneBy::Borrower);
	let extras = borne.map(|rule| Extra { after: rule.after, amount: rule.of(amount) });
	lent.then(|| Priced { method, amount, tenor, rate, day_count: spec.day_count }.price(extras))
}

/// Judges one product.
pub fn judge(product: &ProductView, applicant: &Applicant, around: &Around) -> Match {
	let refusals = refusals(product, applicant, around);
	let expected_rate = expected_rate(&product.spec, applicant.rating.map(|rating| rating.grade));
	Match {
		product: product.id,
		institution: product.institution,
		eligible: refusals.is_empty(),
		expected_rate,
		price: if refusals.is_empty() { price(&product.spec, applicant.request, expected_rate) } else { None },
		decision_days: product.spec.decision_days,
		refusals,
	}
}

/// Puts matches into the published order.
pub fn rank(matches: &mut [Match]) {
	matches.sort_by_key(|found| {
		let cost = found.price.map(|price| (price.all_in.compound, price.expected_cost));
		(!found.eligible, cost.is_none(), cost, found.decision_days, found.product)
	});
}

/// Every product against a request, in the published order. `has_champion`: a scorecard is in force by which the enterprise could be
/// rated.
pub fn judge_all(
	products: &[ProductView],
	applicant: &Applicant,
	has_champion: bool,
	around: impl Fn(InstitutionId) -> Around,
) -> Vec<Match> {
	let mut matches: Vec<_> =
		products.iter().map(|product| judge(product, applicant, &around(product.institution))).collect();
	if !has_champion {
		let unrated = matches.iter_mut().flat_map(|found| found.refusals.iter_mut());
		unrated.filter(|why| **why == Refusal::NotRated).for_each(|why| *why = Refusal::NoChampion);
	}
	rank(&mut matches);
	matches
}

/// All that is known of a firm and of those who lend, at one block, but for what the firm wants.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
	pub profile: EnterpriseProfile,
	/// None: no rating of it counts.
	pub rating: Option<RatingSummary>,
	/// A scorecard is in force by which it could be rated.
	pub has_champion: bool,
	pub headroom: HeadroomView,
	/// Of institutions that limit themselves.
	pub own_headroom: Vec<OwnRoom>,
	pub products: Vec<ProductView>,
	/// Institutions that may do business.
	pub active: BTreeSet<InstitutionId>,
}

impl Known {
	/// Judges every product: those that fit first, each other with its reasons.
	pub fn matches(&self, request: &RequestSpec, security: &[SecurityOffer]) -> Vec<Match> {
		let rating = self.rating.as_ref();
		let applicant = Applicant { profile: &self.profile, rating, request, security };
		judge_all(&self.products, &applicant, self.has_champion, |institution| Around {
			today: self.headroom.today,
			lender_active: self.active.contains(&institution),
			headroom: self.headroom.together_in(request.currency),
			lender_headroom: OwnRoom::of(&self.own_headroom, institution, request.currency),
		})
	}
}

/// What products ask about an enterprise of the register.
pub fn profile_of<AccountId>(record: &EnterpriseView<AccountId>) -> EnterpriseProfile {
	EnterpriseProfile {
		status: record.status,
		jurisdiction: record.jurisdiction,
		industry: record.industry.clone(),
		division: record.division,
		founded: record.founded,
		registered_capital: record.registered_capital,
		capital_currency: record.capital_currency,
	}
}

/// What products ask about a rating.
pub fn summary(rating: RatingView) -> RatingSummary {
	RatingSummary {
		scorecard: rating.scorecard,
		grade: rating.grade,
		default_probability: rating.default_probability,
		coverage: rating.coverage,
		made_at: rating.made_at,
		valid_until: rating.valid_until,
		institution: rating.institution,
		indicators: rating.used.iter().map(|used| used.indicator).collect(),
	}
}

/// The last day of a loan that begins today.
pub fn end_of(request: &RequestSpec, today: Date) -> Date {
	add_months(today, request.tenor.into())
}

/// An asset as security for a loan of this enterprise that runs until then, from what the chain says of it today.
pub fn offer(asset: &AssetView, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, Unusable> {
	let owned = asset.holder.is_none()
		&& match (&asset.right, &asset.receivable) {
			(Some(right), _) => right.owners.contains(enterprise),
			(_, Some(receivable)) => receivable.spec.creditor == *enterprise,
			_ => false,
		};
	if !owned {
		return Err(Unusable::NotOwner);
	}
	if asset.right.as_ref().is_some_and(|right| until > right.expires) {
		return Err(Unusable::TermBeyondRight);
	}
	// Once it is paid it secures nothing.
	if asset.receivable.as_ref().is_some_and(|receivable| month_of(receivable.spec.due) < month_of(until)) {
		return Err(Unusable::DueBeforeLoan);
	}
	asset.security.clone()
}

/// Months since the year 0, to compare days by their months.
fn month_of(date: Date) -> u32 {
	let (year, month, _) = civil(date);
	year.saturating_mul(12).saturating_add(month)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use lingnan_types::{
		application::UseOfFunds,
		conditions::{CostItem, YearlyRates},
		product::{CostRule, RepaymentMethod},
		AssetId, AssetKind, Currency, DayCount, Division, Jurisdiction, LineId, LoanId, ProductId, Rate, ScorecardId,
	};
	use proptest::prelude::*;

	fn product() -> ProductView {
		let all = [
			RepaymentMethod::EqualInstalments,
			RepaymentMethod::EqualPrincipal,
			RepaymentMethod::Bullet,
			RepaymentMethod::InterestOnly,
		];
		ProductView {
			id: ProductId(7),
			institution: InstitutionId(1),
			open: true,
			spec: ProductSpec {
				name: "A loan".try_into().unwrap(),
				currency: Currency::Cny,
				min_amount: 1_000,
				max_amount: 100_000,
				min_tenor: 3,
				max_tenor: 36,
				min_rate: 400,
				max_rate: 600,
				reference: None,
				day_count: DayCount::Actual360,
				due_days: Default::default(),
				surcharge: 5_000,
				costs: Default::default(),
				methods: all.to_vec().try_into().unwrap(),
				uses: vec![UseOfFunds::WorkingCapital, UseOfFunds::Purchases].try_into().unwrap(),
				revolving: false,
				renewable: false,
				worst_grade: Grade::Bb,
				minimum_coverage: 6_000,
				industries: vec!["C".parse().unwrap()].try_into().unwrap(),
				divisions: vec![Division(440_000)].try_into().unwrap(),
				jurisdictions: vec![Jurisdiction::Guangdong].try_into().unwrap(),
				minimum_age_months: 24,
				unsecured: false,
				security: vec![AssetKind::Invention, AssetKind::TradeReceivable].try_into().unwrap(),
				worst_loan_to_value: 8_000,
				trade_records: true,
				unconfirmed: true,
				decision_days: 5,
			},
		}
	}

	struct Case {
		product: ProductView,
		around: Around,
		profile: EnterpriseProfile,
		rating: Option<RatingSummary>,
		request: RequestSpec,
		offers: Vec<SecurityOffer>,
	}

	/// A ten-year-old manufacturer of Shenzhen, rated BBB, with a receivable that just carries what it asks for.
	fn case() -> Case {
		Case {
			product: product(),
			around: Around { today: 18_263, lender_active: true, headroom: Amount::MAX, lender_headroom: Amount::MAX },
			profile: EnterpriseProfile {
				status: EnterpriseStatus::Active,
				jurisdiction: Jurisdiction::Guangdong,
				industry: "C39".parse().unwrap(),
				division: Some(Division(440_300)),
				founded: 14_600,
				registered_capital: 1,
				capital_currency: Currency::Cny,
			},
			rating: Some(RatingSummary {
				scorecard: ScorecardId(0),
				grade: Grade::Bbb,
				default_probability: 100,
				coverage: 8_000,
				made_at: 0,
				valid_until: u64::MAX,
				institution: None,
				indicators: Vec::new(),
			}),
			request: RequestSpec {
				amount: 10_000,
				currency: Currency::Cny,
				tenor: 12,
				method: RepaymentMethod::Bullet,
				use_of_funds: UseOfFunds::WorkingCapital,
				renews: None,
				line: None,
				security: vec![AssetId(7)].try_into().unwrap(),
			},
			offers: vec![SecurityOffer {
				kind: AssetKind::TradeReceivable,
				currency: Currency::Cny,
				lending_value: 12_500,
				trade_record_confirmed: true,
			}],
		}
	}

	fn found(change: impl FnOnce(&mut Case)) -> Vec<Refusal> {
		let mut case = case();
		change(&mut case);
		let applicant = Applicant {
			profile: &case.profile,
			rating: case.rating.as_ref(),
			request: &case.request,
			security: &case.offers,
		};
		refusals(&case.product, &applicant, &case.around)
	}

	#[test]
	fn each_rule_has_its_own_reason() {
		use Refusal::*;
		assert_eq!(found(|_| {}), []);
		assert_eq!(found(|c| c.product.open = false), [ProductWithdrawn]);
		assert_eq!(found(|c| c.around.lender_active = false), [InstitutionSuspended]);
		assert_eq!(found(|c| c.profile.status = EnterpriseStatus::Abnormal), [EnterpriseNotActive]);
		assert_eq!(found(|c| c.product.spec.currency = Currency::Hkd), [CurrencyNotOffered]);
		assert_eq!(found(|c| c.product.spec.min_amount = 10_001), [AmountTooLow]);
		assert_eq!(found(|c| c.product.spec.max_amount = 9_999), [AmountTooHigh]);
		assert_eq!(found(|c| c.request.tenor = 2), [TenorTooShort]);
		assert_eq!(found(|c| c.request.tenor = 37), [TenorTooLong]);
		assert_eq!(found(|c| c.product.spec.methods.clear()), [MethodNotOffered]);
		assert_eq!(found(|c| c.request.use_of_funds = UseOfFunds::Premises), [UseNotServed]);
		assert_eq!(found(|c| c.request.renews = Some(LoanId(1))), [RenewalNotOffered]);
		assert_eq!(found(|c| c.request.line = Some(LineId(1))), [LineNotOffered]);
		assert_eq!(found(|c| c.rating = None), [NotRated]);
		assert_eq!(found(|c| c.rating.as_mut().unwrap().grade = Grade::B), [GradeTooLow]);
		assert_eq!(found(|c| c.rating.as_mut().unwrap().coverage = 5_999), [CoverageTooLow]);
		assert_eq!(found(|c| c.profile.industry = "I65".parse().unwrap()), [IndustryNotServed]);
		assert_eq!(found(|c| c.profile.division = Some(Division(420_000))), [DivisionNotServed]);
		assert_eq!(found(|c| c.profile.division = None), [DivisionNotServed]);
		assert_eq!(found(|c| c.profile.jurisdiction = Jurisdiction::Macao), [JurisdictionNotServed]);
		assert_eq!(found(|c| c.profile.founded = 18_263 - 700), [EnterpriseTooYoung]);
		assert_eq!(found(|c| c.offers.clear()), [SecurityNeeded, TradeRecordNeeded]);
		assert_eq!(found(|c| c.offers[0].kind = AssetKind::Trademark), [SecurityNotAccepted]);
		assert_eq!(found(|c| c.offers[0].currency = Currency::Usd), [SecurityInOtherCurrency, LoanToValueTooHigh]);
		assert_eq!(found(|c| c.offers[0].lending_value = 12_499), [LoanToValueTooHigh]);
		assert_eq!(found(|c| c.offers[0].trade_record_confirmed = false), [TradeRecordNeeded]);
		// What no agency confirmed is taken by products that say so.
		assert_eq!(
			found(|c| {
				c.product.spec.trade_records = false;
				c.offers[0].trade_record_confirmed = false;
			}),
			Vec::new()
		);
		assert_eq!(
			found(|c| {
				c.product.spec.trade_records = false;
				c.product.spec.unconfirmed = false;
				c.offers[0].trade_record_confirmed = false;
			}),
			[Unconfirmed]
		);
		assert_eq!(found(|c| c.around.headroom = 9_999), [EnterpriseLimitReached]);
		assert_eq!(found(|c| c.around.lender_headroom = 9_999), [InstitutionLimitReached]);
	}

	/// What is judged of several products by banks 1 and 2, with what bank 1 has left for the firm, and all together.
	fn judged(products: &[ProductView], has_champion: bool, own: Amount, together: Amount) -> Vec<Match> {
		let case = case();
		let applicant = Applicant {
			profile: &case.profile,
			rating: case.rating.as_ref().filter(|_| has_champion),
			request: &case.request,
			security: &case.offers,
		};
		judge_all(products, &applicant, has_champion, |institution| Around {
			headroom: together,
			lender_headroom: if institution == InstitutionId(1) { own } else { Amount::MAX },
			..case.around
		})
	}

	fn other(id: u32, change: impl FnOnce(&mut ProductSpec)) -> ProductView {
		let mut other = ProductView { id: ProductId(id), institution: InstitutionId(2), ..product() };
		change(&mut other.spec);
		other
	}

	#[test]
	fn the_cheapest_comes_first_then_the_fastest_then_the_lower_number() {
		let shelf = [
			other(4, |spec| spec.max_amount = 1_000),
			product(),
			other(1, |_| {}),
			other(2, |spec| spec.min_rate = 300),
			other(3, |spec| spec.decision_days = 1),
		];
		let order: Vec<_> = judged(&shelf, true, Amount::MAX, Amount::MAX)
			.into_iter()
			.map(|found| (found.product, found.eligible))
			.collect();
		let expected = [(2, true), (3, true), (1, true), (7, true), (4, false)];
		assert_eq!(order, expected.map(|(id, fits)| (ProductId(id), fits)));
		let found = &judged(&[product()], true, Amount::MAX, Amount::MAX)[0];
		// BBB is three steps of four on the way from AAA to BB.
		assert_eq!(found.expected_rate, 550);
		// 10,000 for a year of 365 days at 5.50 %, each day a 360th: 557.64, rounded to the unit.
		let price = found.price.unwrap();
		assert_eq!((price.interest, price.costs, price.expected_cost), (558, 0, 558));
		assert_eq!(price.all_in.compound.rounded(), 558);
	}

	fn cost(amount: Amount, borne_by: BorneBy) -> CostRule {
		CostRule { item: CostItem::Arrangement, payee: Default::default(), amount, share: 0, after: 0, borne_by }
	}

	/// A lower rate of interest with a charge on top is no cheaper than what it comes to.
	#[test]
	fn a_low_rate_with_a_high_charge_does_not_come_first() {
		let charged = |amount, borne_by| {
			other(1, |spec| {
				(spec.min_rate, spec.max_rate) = (300, 500);
				spec.costs = vec![cost(amount, borne_by)].try_into().unwrap();
			})
		};
		let first = |shelf: &[ProductView]| judged(shelf, true, Amount::MAX, Amount::MAX)[0].product;
		assert_eq!(first(&[product(), charged(80, BorneBy::Borrower)]), ProductId(1), "4.50 % and 0.8 %");
		assert_eq!(first(&[product(), charged(150, BorneBy::Borrower)]), ProductId(7), "4.50 % and 1.5 %");
		assert_eq!(first(&[product(), charged(150, BorneBy::Lender)]), ProductId(1), "the lender bears it");
		let found = judged(&[charged(150, BorneBy::Borrower)], true, Amount::MAX, Amount::MAX).remove(0);
		let price = found.price.unwrap();
		// 456 of interest by 365/360 of 4.50 %, and 150; over 9,850 received: 606 / 9,850.
		assert_eq!((price.interest, price.costs, price.expected_cost), (456, 150, 606));
		assert_eq!(price.all_in.compound.rounded(), 615);
	}

	#[test]
	fn what_does_not_fit_has_no_price() {
		let found = judged(&[other(4, |spec| spec.max_amount = 1_000)], true, Amount::MAX, Amount::MAX).remove(0);
		assert_eq!((found.price, found.refusals), (None, vec![Refusal::AmountTooHigh]));
		let spec = other(4, |spec| spec.max_amount = 1_000).spec;
		assert_eq!(price(&spec, &case().request, 400), None, "it has no such loan");
	}

	#[test]
	fn without_a_scorecard_in_force_the_firm_can_do_nothing_about_its_rating() {
		let found = judged(&[product(), other(1, |_| {})], false, Amount::MAX, Amount::MAX);
		assert!(found.iter().all(|found| found.refusals == [Refusal::NoChampion]), "{found:?}");
	}

	#[test]
	fn what_more_may_be_lent_is_asked_for_each_bank() {
		let reasons = |own, together| {
			let found = judged(&[product(), other(1, |_| {})], true, own, together);
			let mut found: Vec<_> = found.into_iter().map(|found| (found.institution, found.refusals)).collect();
			found.sort_by_key(|(institution, _)| *institution);
			found.into_iter().map(|(_, refusals)| refusals).collect::<Vec<_>>()
		};
		assert_eq!(reasons(10_000, 10_000), [vec![], vec![]]);
		assert_eq!(reasons(9_999, 10_000), [vec![Refusal::InstitutionLimitReached], vec![]]);
		assert_eq!(
			reasons(10_000, 9_999),
			[vec![Refusal::EnterpriseLimitReached], vec![Refusal::EnterpriseLimitReached]]
		);
	}

	#[test]
	fn an_asset_is_offered_by_its_owner_for_as_long_as_it_holds() {
		use lingnan_types::{
			right::{Encumbrance, FeeWatch, RightNumber, RightStatus, RightView},
			RegistrationNumber,
		};
		let owner: RegistrationNumber = "CN:91440300708461136T".parse().unwrap();
		let stranger: RegistrationNumber = "CN:91420000737944946L".parse().unwrap();
		let worth = SecurityOffer {
			kind: AssetKind::Invention,
			currency: Currency::Cny,
			lending_value: 300,
			trade_record_confirmed: false,
		};
		let right = RightView {
			number: RightNumber::Registration("2019SR0001".try_into().unwrap()),
			title: "A way".try_into().unwrap(),
			owners: vec![owner.clone()],
			status: RightStatus::Granted,
			expires: 20_000,
			fee_paid_until: 20_000,
			fee: FeeWatch::Paid,
			invalidation_pending: false,
			encumbrance: Encumbrance::None,
			agreed: vec![],
			valuation: None,
			valuation_stale: false,
		};
		let asset = AssetView {
			id: AssetId(7),
			kind: AssetKind::Invention,
			registered_at: 0,
			holder: None,
			right: Some(right),
			receivable: None,
			liens: vec![],
			security: Ok(worth),
		};
		assert_eq!(offer(&asset, &owner, 20_000), Ok(worth));
		assert_eq!(offer(&asset, &owner, 20_001), Err(Unusable::TermBeyondRight));
		assert_eq!(offer(&asset, &stranger, 20_000), Err(Unusable::NotOwner));
		let taken = AssetView { holder: Some(InstitutionId(1)), ..asset.clone() };
		assert_eq!(offer(&taken, &owner, 20_000), Err(Unusable::NotOwner));
		let stale = AssetView { security: Err(Unusable::StaleValuation), ..asset };
		assert_eq!(offer(&stale, &owner, 20_000), Err(Unusable::StaleValuation));
	}

	#[test]
	fn all_reasons_are_given_at_once() {
		let reasons = found(|c| {
			c.product.open = false;
			c.rating = None;
			c.request.amount = 1;
		});
		assert_eq!(reasons, [Refusal::ProductWithdrawn, Refusal::AmountTooLow, Refusal::NotRated]);
	}

	#[test]
	fn the_rate_rises_with_the_grade_in_equal_steps() {
		let spec = product().spec;
		let rates = [Grade::Aaa, Grade::Aa, Grade::A, Grade::Bbb, Grade::Bb, Grade::C];
		assert_eq!(rates.map(|grade| expected_rate(&spec, Some(grade))), [400, 450, 500, 550, 600, 600]);
		assert_eq!(expected_rate(&spec, None), 600);
	}

	proptest! {
		#[test]
		fn the_order_is_the_published_one(
			keys in prop::collection::vec((any::<bool>(), any::<bool>(), 0u64..4, 0u64..4, 0u16..3), 0..40),
		) {
			let price = |compound, expected_cost| Price {
				all_in: YearlyRates { simple: Rate(0), compound: Rate(compound) }, interest: 0, costs: 0, expected_cost,
			};
			let mut matches: Vec<_> = (0..)
				.map(ProductId)
				.zip(keys)
				.map(|(product, (eligible, priced, compound, cost, decision_days))| Match {
					product, institution: InstitutionId(0), eligible, expected_rate: 0, decision_days, refusals: vec![],
					price: (eligible || priced).then(|| price(compound, cost)),
				})
				.collect();
			rank(&mut matches);
			for pair in matches.windows(2) {
				let (a, b) = (&pair[0], &pair[1]);
				prop_assert!(a.eligible || !b.eligible);
				if a.eligible == b.eligible && a.price.is_some() == b.price.is_some() {
					let cost = |found: &Match| found.price.map(|price| (price.all_in.compound.0, price.expected_cost));
					let key = |found: &Match| (cost(found), found.decision_days, found.product);
					prop_assert!(key(a) < key(b));
				}
				prop_assert!(a.price.is_some() || b.price.is_none() || a.eligible != b.eligible);
			}
		}
	}
}
