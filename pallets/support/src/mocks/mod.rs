//! Stand-ins for neighbour pallets in unit tests: tables per thread, filled by the test and emptied by [`reset`].
//! Accounts are `u64`, as in every pallet's mock runtime.

mod clock;

pub use clock::{now, set_now, MockClock, DAY, OPENING, TODAY};

use crate::{
	product::{ProductSpec, ProductView, Refusal},
	traits::*,
	*,
};
use alloc::vec::Vec;
use core::cell::RefCell;
use frame_support::{
	dispatch::{DispatchResult, RawOrigin},
	traits::{EnsureOrigin, OriginTrait},
	weights::Weight,
};
use sp_core::H256;
use sp_runtime::DispatchError;
use std::{
	collections::{BTreeMap, BTreeSet},
	thread_local,
};

#[derive(Default)]
struct Tables {
	agencies: BTreeMap<AgencyId, (u64, BTreeSet<AgencyRight>)>,
	institutions: BTreeMap<InstitutionId, (u64, bool)>,
	missed: BTreeMap<InstitutionId, u32>,
	products: BTreeMap<ProductId, ProductView>,
	headroom: Option<Amount>,
	headroom_at: BTreeMap<InstitutionId, Amount>,
	enterprises: BTreeMap<RegistrationNumber, (EnterpriseProfile, Option<u64>)>,
	officers: BTreeMap<(RegistrationNumber, u64), Amount>,
	frozen: BTreeSet<RegistrationNumber>,
	consents: BTreeMap<(RegistrationNumber, InstitutionId), u32>,
	indicators: BTreeMap<IndicatorId, IndicatorInfo>,
	attestations: BTreeMap<(RegistrationNumber, IndicatorId), LiveAttestation>,
	revisions: BTreeMap<(RegistrationNumber, IndicatorId), Revision>,
	disputed: Vec<(RegistrationNumber, IndicatorId, Revision)>,
	ratings: BTreeMap<RegistrationNumber, RatingSummary>,
	granted: Vec<(ScorecardId, GradeClaim, Amount, Date)>,
	defaulted: Vec<(ScorecardId, GradeClaim, Date)>,
	no_champion: bool,
	stated_at: BTreeMap<(RegistrationNumber, IndicatorId), Timestamp>,
	open_disputes: BTreeSet<(RegistrationNumber, IndicatorId)>,
	ended_bases: BTreeSet<(RegistrationNumber, Timestamp)>,
	evidence: BTreeMap<(RegistrationNumber, IndicatorId), H256>,
	revoked: BTreeSet<ConsentId>,
	bases: BTreeMap<RegistrationNumber, RatingBasis>,
	financed: BTreeSet<H256>,
	abroad: BTreeMap<H256, Corridor>,
	unclear: BTreeSet<H256>,
	held_abroad: BTreeSet<H256>,
	told_abroad: Vec<(H256, H256)>,
	revocations_told: Vec<ConsentId>,
	assets: BTreeMap<AssetId, MockAsset>,
	owed: BTreeMap<LoanId, (Currency, Amount)>,
	credited: Vec<(LoanId, LienId, Amount)>,
	compensated: BTreeSet<LoanId>,
	reserved: BTreeSet<H256>,
	holders: BTreeMap<H256, (RegistrationNumber, Option<InstitutionId>)>,
	declarations: BTreeMap<H256, H256>,
	seats: BTreeSet<u64>,
	stood_still: BTreeMap<Deadline, StoodStill>,
}

/// What [`MockSecurity`] answers about one asset.
#[derive(Clone)]
pub struct MockAsset {
	pub owner: RegistrationNumber,
	pub offer: SecurityOffer,
	/// The institution with the live lien.
	pub lien: Option<InstitutionId>,
	/// The most that the lien secures.
	pub secured: Amount,
	/// The exact token of a trade document: while one asset of a token is reserved or bound, no other is.
	pub document: Option<H256>,
	/// The loan for which it is kept.
	pub reserved: Option<LoanId>,
	pub loan: Option<LoanId>,
	/// A duplicate of a financed document: [`Security::reserve`] refuses it.
	pub financed: bool,
	pub discharged: bool,
	pub defaulted: bool,
}

thread_local! {
	static TABLES: RefCell<Tables> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Tables) -> R) -> R {
	TABLES.with(|t| f(&mut t.borrow_mut()))
}

/// Empties every table and sets the clock to [`OPENING`]. Call it when a test's externalities are built.
pub fn reset() {
	with(|t| *t = Tables::default());
	set_now(OPENING);
}

pub fn set_agency(id: AgencyId, key: u64, rights: &[AgencyRight]) {
	with(|t| t.agencies.insert(id, (key, rights.iter().copied().collect())));
}

pub fn set_institution(id: InstitutionId, key: u64, active: bool) {
	with(|t| t.institutions.insert(id, (key, active)));
}

/// Deadlines that an institution missed, as they were counted.
pub fn missed_deadlines(id: InstitutionId) -> u32 {
	with(|t| t.missed.get(&id).copied().unwrap_or(0))
}

/// The next product, of an institution, open.
pub fn add_product(institution: InstitutionId, spec: ProductSpec) -> ProductId {
	with(|t| {
		let id = ProductId(t.products.len() as u32);
		t.products.insert(id, ProductView { id, institution, open: true, spec });
		id
	})
}

/// A product that takes no more applications.
pub fn withdraw_product(id: ProductId) {
	with(|t| {
		if let Some(product) = t.products.get_mut(&id) {
			product.open = false;
		}
	});
}

/// What more all together may lend to any enterprise, and one institution to it. At first as much as there is.
pub fn set_headroom(all: Amount) {
	with(|t| t.headroom = Some(all));
}

pub fn set_headroom_at(institution: InstitutionId, most: Amount) {
	with(|t| t.headroom_at.insert(institution, most));
}

/// A ten-year-old Shenzhen electronics firm, active, with this controller.
pub fn set_enterprise(number: &RegistrationNumber, controller: Option<u64>) {
	let profile = EnterpriseProfile {
		status: EnterpriseStatus::Active,
		jurisdiction: Jurisdiction::Guangdong,
		industry: "C3911".parse().unwrap_or_else(|e| panic!("{e}")),
		division: Some(Division(440_300)),
		founded: 16_000,
		registered_capital: 100_000_000,
		capital_currency: Currency::Cny,
	};
	set_enterprise_profile(number, profile, controller);
}

pub fn set_enterprise_profile(number: &RegistrationNumber, profile: EnterpriseProfile, controller: Option<u64>) {
	with(|t| t.enterprises.insert(number.clone(), (profile, controller)));
}

pub fn set_enterprise_status(number: &RegistrationNumber, status: EnterpriseStatus) {
	with(|t| {
		if let Some((profile, _)) = t.enterprises.get_mut(number) {
			profile.status = status;
		}
	});
}

/// An account that acts for an enterprise up to an amount.
pub fn set_officer(enterprise: &RegistrationNumber, officer: u64, limit: Amount) {
	with(|t| t.officers.insert((enterprise.clone(), officer), limit));
}

/// Nobody binds the enterprise from now on.
pub fn set_frozen(enterprise: &RegistrationNumber) {
	with(|t| t.frozen.insert(enterprise.clone()));
}

/// Lets an institution use `uses` consents of an enterprise, for any purpose and indicator.
pub fn set_consent(enterprise: &RegistrationNumber, institution: InstitutionId, uses: u32) {
	with(|t| t.consents.insert((enterprise.clone(), institution), uses));
}

pub fn uses_left(enterprise: &RegistrationNumber, institution: InstitutionId) -> u32 {
	with(|t| t.consents.get(&(enterprise.clone(), institution)).copied().unwrap_or(0))
}

pub fn set_indicator(id: IndicatorId, info: IndicatorInfo) {
	with(|t| t.indicators.insert(id, info));
}

/// What counts of an indicator, or that nothing does any more: the last revision stays known.
pub fn set_attestation(enterprise: &RegistrationNumber, id: IndicatorId, attestation: Option<LiveAttestation>) {
	let key = (enterprise.clone(), id);
	with(|t| match attestation {
		Some(s) => {
			t.revisions.insert(key.clone(), s.revision);
			t.stated_at.insert(key.clone(), now());
			t.attestations.insert(key, s)
		},
		None => t.attestations.remove(&key),
	});
}

/// The evidence behind an indicator's attestation.
pub fn set_evidence(enterprise: &RegistrationNumber, id: IndicatorId, evidence: H256) {
	with(|t| t.evidence.insert((enterprise.clone(), id), evidence));
}

pub fn set_revoked(consent: ConsentId) {
	with(|t| t.revoked.insert(consent));
}

/// What a passport is made from, or that there is nothing any more.
pub fn set_rating_basis(enterprise: &RegistrationNumber, basis: Option<RatingBasis>) {
	with(|t| match basis {
		Some(b) => t.bases.insert(enterprise.clone(), b),
		None => t.bases.remove(enterprise),
	});
}

/// A document on which a loan was made here.
pub fn set_document_financed(document: H256) {
	with(|t| t.financed.insert(document));
}

/// A document that is kept for a loan here.
pub fn set_document_reserved(document: H256) {
	with(|t| t.reserved.insert(document));
}

/// Whose a document is by the word of an agency, and which institution has the first lien on it.
pub fn set_document_holder(document: H256, holder: &RegistrationNumber, first_lien: Option<InstitutionId>) {
	with(|t| t.holders.insert(document, (holder.clone(), first_lien)));
}

/// The token of the declaration that a document names.
pub fn set_declaration(document: H256, declaration: H256) {
	with(|t| t.declarations.insert(document, declaration));
}

/// What [`MockLoans`] answers for a loan.
pub fn set_owed(loan: LoanId, currency: Currency, amount: Amount) {
	with(|t| t.owed.insert(loan, (currency, amount)));
}

/// A loan of which the public fund bears a part.
pub fn set_compensated(loan: LoanId) {
	with(|t| t.compensated.insert(loan));
}

/// What was credited: loan, lien, amount.
pub fn credited() -> Vec<(LoanId, LienId, Amount)> {
	with(|t| t.credited.clone())
}

/// A document that another chain financed.
pub fn set_financed_abroad(document: H256, corridor: Corridor) {
	with(|t| t.abroad.insert(document, corridor));
}

/// A document on which money may not move yet.
pub fn set_unclear(document: H256, unclear: bool) {
	with(|t| if unclear { t.unclear.insert(document) } else { t.unclear.remove(&document) });
}

/// A document that somebody at another place is about to finance.
pub fn set_held_abroad(document: H256, held: bool) {
	with(|t| if held { t.held_abroad.insert(document) } else { t.held_abroad.remove(&document) });
}

/// Documents that the other chains were told of.
pub fn told_abroad() -> Vec<(H256, H256)> {
	with(|t| t.told_abroad.clone())
}

pub fn revocations_told() -> Vec<ConsentId> {
	with(|t| t.revocations_told.clone())
}

pub fn disputes_told() -> Vec<(RegistrationNumber, IndicatorId, Revision)> {
	with(|t| t.disputed.clone())
}

pub fn set_rating(enterprise: &RegistrationNumber, rating: Option<RatingSummary>) {
	with(|t| match rating {
		Some(r) => t.ratings.insert(enterprise.clone(), r),
		None => t.ratings.remove(enterprise),
	});
}

/// Loans that were reported as granted: scorecard, grade, amount, day.
pub fn grants_reported() -> Vec<(ScorecardId, GradeClaim, Amount, Date)> {
	with(|t| t.granted.clone())
}

/// Loans that were reported as defaulted: scorecard, grade at grant, day of the default.
pub fn defaults_reported() -> Vec<(ScorecardId, GradeClaim, Date)> {
	with(|t| t.defaulted.clone())
}

/// Whether a scorecard is in force. At first there is one.
pub fn set_champion(in_force: bool) {
	with(|t| t.no_champion = !in_force);
}

/// Whether the last attestation of an indicator is disputed.
pub fn set_disputed(enterprise: &RegistrationNumber, id: IndicatorId, disputed: bool) {
	let key = (enterprise.clone(), id);
	with(|t| if disputed { t.open_disputes.insert(key) } else { t.open_disputes.remove(&key) });
}

/// What the rating made then rests on has ended.
pub fn end_rating_basis(enterprise: &RegistrationNumber, made_at: Timestamp) {
	with(|t| t.ended_bases.insert((enterprise.clone(), made_at)));
}

pub fn set_asset(id: AssetId, asset: MockAsset) {
	with(|t| t.assets.insert(id, asset));
}

pub fn asset(id: AssetId) -> Option<MockAsset> {
	with(|t| t.assets.get(&id).cloned())
}

pub struct MockAgencies;
impl Agencies<u64> for MockAgencies {
	fn agency_of(who: &u64) -> Option<AgencyId> {
		with(|t| t.agencies.iter().find(|(_, (key, _))| key == who).map(|(id, _)| *id))
	}
	fn has_right(agency: AgencyId, right: AgencyRight) -> bool {
		with(|t| t.agencies.get(&agency).is_some_and(|(_, rights)| rights.contains(&right)))
	}
	fn key_of(agency: AgencyId) -> Option<u64> {
		with(|t| t.agencies.get(&agency).map(|(key, _)| *key))
	}
}

pub struct MockInstitutions;
impl Institutions<u64> for MockInstitutions {
	fn institution_of(who: &u64) -> Option<InstitutionId> {
		with(|t| t.institutions.iter().find(|(_, (key, active))| key == who && *active).map(|(id, _)| *id))
	}
	fn is_active(institution: InstitutionId) -> bool {
		with(|t| t.institutions.get(&institution).is_some_and(|(_, active)| *active))
	}
	fn key_of(institution: InstitutionId) -> Option<u64> {
		with(|t| t.institutions.get(&institution).map(|(key, _)| *key))
	}
	fn count_missed_deadline(institution: InstitutionId) -> u32 {
		with(|t| {
			let missed = t.missed.entry(institution).or_default();
			*missed += 1;
			*missed
		})
	}
}

/// Products by number, judged by the conditions that tests of neighbours change, and by no others.
pub struct MockProducts;
impl Products for MockProducts {
	fn product(id: ProductId) -> Option<ProductView> {
		with(|t| t.products.get(&id).cloned())
	}
	fn refusals(product: &ProductView, applicant: &Applicant) -> Vec<Refusal> {
		let Applicant { profile, rating, request, security } = applicant;
		let spec = &product.spec;
		let value = security.iter().map(|offer| offer.lending_value).sum();
		let too_little = request.amount > share_of(value, spec.worst_loan_to_value);
		let conditions = [
			(!product.open, Refusal::ProductWithdrawn),
			(!MockInstitutions::is_active(product.institution), Refusal::InstitutionSuspended),
			(profile.status != EnterpriseStatus::Active, Refusal::EnterpriseNotActive),
			(request.currency != spec.currency, Refusal::CurrencyNotOffered),
			(request.amount < spec.min_amount, Refusal::AmountTooLow),
			(request.amount > spec.max_amount, Refusal::AmountTooHigh),
			(request.tenor > spec.max_tenor, Refusal::TenorTooLong),
			(rating.is_none(), Refusal::NotRated),
			(rating.is_some_and(|rating| !rating.grade.meets(spec.worst_grade)), Refusal::GradeTooLow),
			(!security.is_empty() && too_little, Refusal::LoanToValueTooHigh),
		];
		conditions.into_iter().filter(|(refused, _)| *refused).map(|(_, why)| why).collect()
	}
}

pub struct MockLimits;
impl Limits for MockLimits {
	fn headroom(_: &RegistrationNumber, _: Currency) -> Amount {
		with(|t| t.headroom.unwrap_or(Amount::MAX))
	}
	fn headroom_at(institution: InstitutionId, _: &RegistrationNumber, _: Currency) -> Amount {
		with(|t| t.headroom_at.get(&institution).copied().unwrap_or(Amount::MAX))
	}
}

pub struct MockEnterprises;
impl Enterprises<u64> for MockEnterprises {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		with(|t| t.enterprises.get(enterprise).map(|(profile, _)| profile.clone()))
	}
	fn controller(enterprise: &RegistrationNumber) -> Option<u64> {
		with(|t| t.enterprises.get(enterprise).and_then(|(_, controller)| *controller))
	}
	fn may(who: &u64, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		if Self::controller(enterprise).as_ref() != Some(who) {
			let Some(limit) = with(|t| t.officers.get(&(enterprise.clone(), *who)).copied()) else { return Ok(false) };
			let within = match act {
				Act::Daily | Act::Consent => true,
				Act::Apply(_, amount) | Act::Accept(_, amount) | Act::Pledge(_, amount) | Act::Confirm(_, amount) => {
					amount <= limit
				},
			};
			if !within {
				return Err(DispatchError::Other("beyond the mandate"));
			}
		}
		if act != Act::Daily && with(|t| t.frozen.contains(enterprise)) {
			return Err(DispatchError::Other("frozen"));
		}
		Ok(true)
	}
}

pub struct MockConsents;
impl Consents for MockConsents {
	fn use_consent(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		purpose: Purpose,
		indicators: &[IndicatorId],
	) -> Result<ConsentId, DispatchError> {
		Self::may_use(enterprise, institution, purpose, indicators)?;
		with(|t| {
			if let Some(uses) = t.consents.get_mut(&(enterprise.clone(), institution)) {
				*uses -= 1;
			}
		});
		Ok(ConsentId(0))
	}
	fn may_use(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		_: Purpose,
		_: &[IndicatorId],
	) -> DispatchResult {
		if uses_left(enterprise, institution) > 0 {
			Ok(())
		} else {
			Err(DispatchError::Other("no consent"))
		}
	}
	fn is_revoked(consent: ConsentId) -> bool {
		with(|t| t.revoked.contains(&consent))
	}
}

pub struct MockAttestations;
impl Attestations for MockAttestations {
	fn indicator(indicator: IndicatorId) -> Option<IndicatorInfo> {
		with(|t| t.indicators.get(&indicator).cloned())
	}
	fn live(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<LiveAttestation> {
		with(|t| t.attestations.get(&(enterprise.clone(), indicator)).cloned())
	}
	fn reliance(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) -> Reliance {
		let key = (enterprise.clone(), indicator);
		if with(|t| t.open_disputes.contains(&key)) {
			return Reliance::Disputed;
		}
		match Self::live(enterprise, indicator) {
			None => Reliance::Revoked,
			Some(live) if live.revision == revision => Reliance::Stands,
			Some(live) => Reliance::Superseded {
				bin: match live.value {
					Stated::Open(value) => Self::indicator(indicator).map(|info| info.bin_of(value)),
					Stated::Sealed(_) => None,
				},
				since: with(|t| t.stated_at.get(&key).copied().unwrap_or_default()),
				again: live.revision > revision.saturating_add(1),
			},
		}
	}
	fn last_revision(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<Revision> {
		with(|t| t.revisions.get(&(enterprise.clone(), indicator)).copied())
	}
	fn evidence(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<H256> {
		Self::live(enterprise, indicator)?;
		with(|t| t.evidence.get(&(enterprise.clone(), indicator)).copied())
	}
}

pub struct MockOnDispute;
impl OnDispute for MockOnDispute {
	fn disputed(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) {
		with(|t| t.disputed.push((enterprise.clone(), indicator, revision)));
	}
}

pub struct MockRatings;
impl Ratings for MockRatings {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		with(|t| t.ratings.get(enterprise).cloned())
	}
	fn has_champion(_: &RegistrationNumber) -> bool {
		with(|t| !t.no_champion)
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockRatingBases;
impl RatingBases for MockRatingBases {
	fn current_basis(enterprise: &RegistrationNumber) -> Option<RatingBasis> {
		with(|t| t.bases.get(enterprise).cloned())
	}
	fn stands(enterprise: &RegistrationNumber, _: ScorecardId, made_at: Timestamp) -> bool {
		with(|t| !t.ended_bases.contains(&(enterprise.clone(), made_at)))
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockFinancedDocuments;
impl FinancedDocuments for MockFinancedDocuments {
	fn is_financed(document: H256) -> bool {
		with(|t| t.financed.contains(&document))
	}
	fn is_reserved(document: H256) -> bool {
		with(|t| t.reserved.contains(&document))
	}
	fn names(document: H256) -> Vec<H256> {
		with(|t| t.declarations.get(&document).copied().into_iter().chain([document]).collect())
	}
	fn holder_of(document: H256) -> Option<RegistrationNumber> {
		with(|t| t.holders.get(&document).map(|(holder, _)| holder.clone()))
	}
	fn first_lien_of(document: H256) -> Option<InstitutionId> {
		with(|t| t.holders.get(&document).and_then(|(_, first_lien)| *first_lien))
	}
}

pub struct MockDocumentsAbroad;
impl DocumentsAbroad for MockDocumentsAbroad {
	fn financed_abroad(document: H256) -> Option<(Corridor, Timestamp)> {
		with(|t| t.abroad.get(&document).map(|corridor| (*corridor, 0)))
	}
	fn ensure_clear(document: H256, _: InstitutionId) -> DispatchResult {
		let clear = with(|t| !t.abroad.contains_key(&document) && !t.unclear.contains(&document));
		clear.then_some(()).ok_or(DispatchError::Other("not clear abroad"))
	}
	fn is_held(document: H256) -> bool {
		with(|t| t.held_abroad.contains(&document))
	}
	fn financed(document: H256, similar: H256) {
		with(|t| t.told_abroad.push((document, similar)));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockOnConsentRevoked;
impl OnConsentRevoked for MockOnConsentRevoked {
	fn revoked(consent: ConsentId, _: &RegistrationNumber) {
		with(|t| t.revocations_told.push(consent));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockOutcomes;
impl Outcomes for MockOutcomes {
	fn granted(loan: &GrantedLoan) {
		with(|t| t.granted.push((loan.scorecard, loan.grade, loan.amount, loan.on)));
	}
	fn defaulted(loan: &GrantedLoan, on: Date) {
		with(|t| t.defaulted.push((loan.scorecard, loan.grade, on)));
	}
	fn default_undone(loan: &GrantedLoan) {
		with(|t| t.defaulted.retain(|(scorecard, grade, _)| (*scorecard, *grade) != (loan.scorecard, loan.grade)));
	}
	fn annulled(loan: &GrantedLoan) {
		let told = (loan.scorecard, loan.grade, loan.amount, loan.on);
		with(|t| t.granted.retain(|granted| *granted != told));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

pub struct MockSecurity;
impl MockSecurity {
	fn with_asset(id: AssetId, f: impl FnOnce(&mut MockAsset) -> Result<(), &'static str>) -> DispatchResult {
		with(|t| t.assets.get_mut(&id).ok_or("no such asset").and_then(f)).map_err(DispatchError::Other)
	}
}
impl Security for MockSecurity {
	fn offer(id: AssetId, enterprise: &RegistrationNumber, _: Date) -> Result<SecurityOffer, DispatchError> {
		match asset(id) {
			Some(a) if a.owner != *enterprise => Err(DispatchError::Other("not the owner")),
			Some(a) => Ok(a.offer),
			None => Err(DispatchError::Other("no such asset")),
		}
	}
	fn reserve(id: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError> {
		let offer = Self::offer(id, &claim.enterprise, claim.until)?;
		let found = asset(id).ok_or(DispatchError::Other("no such asset"))?;
		let held = found.lien == Some(claim.institution) && found.loan.is_none() && found.reserved.is_none();
		held.then_some(()).ok_or(DispatchError::Other("no lien"))?;
		let twin = |other: &MockAsset| {
			other.document.is_some() && other.document == found.document && (other.reserved.is_some() || other.financed)
		};
		if found.financed || with(|t| t.assets.values().any(twin)) {
			return Err(DispatchError::Other("duplicate of a financed document"));
		}
		Self::with_asset(id, |a| {
			a.reserved = Some(claim.loan);
			Ok(())
		})?;
		Ok(ReservedSecurity { offer, secured: found.secured })
	}
	fn release(id: AssetId, loan: LoanId) {
		let _ = Self::with_asset(id, |a| {
			a.reserved = a.reserved.filter(|kept| *kept != loan);
			Ok(())
		});
	}
	fn bind(id: AssetId, loan: LoanId) {
		let _ = Self::with_asset(id, |a| {
			if a.reserved.take() == Some(loan) {
				a.loan = Some(loan);
				a.financed = a.document.is_some();
			}
			Ok(())
		});
	}
	fn discharge(id: AssetId, loan: LoanId) -> DispatchResult {
		Self::with_asset(id, |a| {
			a.discharged = a.loan == Some(loan);
			a.loan = None;
			Ok(())
		})
	}
	fn restore(id: AssetId, loan: LoanId) -> bool {
		let restored = Self::with_asset(id, |a| {
			if !a.discharged {
				return Err("it was not released");
			}
			a.discharged = false;
			a.loan = Some(loan);
			Ok(())
		});
		restored.is_ok()
	}
	fn default(id: AssetId, loan: LoanId) -> DispatchResult {
		Self::with_asset(id, |a| {
			a.defaulted = a.loan == Some(loan);
			Ok(())
		})
	}
}

/// Loans by number: currency, what is owed, and what was credited of which liens.
pub struct MockLoans;
impl LoanAccounts for MockLoans {
	fn owed(loan: LoanId) -> Option<(Currency, Amount)> {
		with(|t| t.owed.get(&loan).copied())
	}
	fn fund_has_paid(loan: LoanId) -> bool {
		with(|t| t.compensated.contains(&loan))
	}
	fn credit(loan: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError> {
		with(|t| {
			let (_, owed) = t.owed.get_mut(&loan).ok_or(DispatchError::Other("no such loan"))?;
			let taken = amount.min(*owed);
			*owed -= taken;
			t.credited.push((loan, lien, taken));
			Ok(taken)
		})
	}
}

/// A council of five seats.
pub struct MockSeats;

impl MockSeats {
	pub const ALL: usize = 5;
}

impl Seats<u64> for MockSeats {
	fn change(outgoing: Option<&u64>, incoming: Option<&u64>) -> Result<(), NoSeat> {
		with(|t| {
			let mut seats = t.seats.clone();
			if let Some(key) = outgoing {
				seats.remove(key);
			}
			seats.extend(incoming);
			if seats.len() > Self::ALL {
				return Err(NoSeat::Full);
			}
			if seats.is_empty() {
				return Err(NoSeat::Last);
			}
			t.seats = seats;
			Ok(())
		})
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}

	fn seated() -> Option<Vec<u64>> {
		Some(with(|t| t.seats.iter().copied().collect()))
	}
}

/// The calendar, on which nothing is stopped until a test says so.
pub struct MockStandstill;
impl Standstill for MockStandstill {
	fn of(deadline: Deadline) -> StoodStill {
		with(|t| t.stood_still.get(&deadline).cloned().unwrap_or_default())
	}
}

/// Stops what a deadline asks for, from one day to another.
pub fn stand_still(deadline: Deadline, first: Date, last: Date) {
	with(|t| t.stood_still.entry(deadline).or_default().note(first, last));
}
/// Who stops in tests: these accounts for a third and for more than half, root for all.
pub struct MockStops;

impl MockStops {
	pub const THIRD: u64 = 1_003;
	pub const MAJORITY: u64 = 1_002;
}

impl<O: OriginTrait<AccountId = u64>> EnsureOrigin<O> for MockStops {
	type Success = StoppedBy;

	fn try_origin(origin: O) -> Result<StoppedBy, O> {
		match origin.as_system_ref() {
			Some(RawOrigin::Root) => Ok(StoppedBy::All),
			Some(RawOrigin::Signed(Self::MAJORITY)) => Ok(StoppedBy::Most),
			Some(RawOrigin::Signed(Self::THIRD)) => Ok(StoppedBy::Few),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(O::root())
	}
}
