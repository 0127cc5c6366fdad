//! Products, and how much may be lent.

use super::{with, MockInstitutions};
use crate::{
	application::{RequestSpec, UseOfFunds},
	conditions::{BorneBy, CostItem},
	product::{CostRule, ProductSpec, ProductView, Refusal, RepaymentMethod},
	*,
};
use alloc::vec::Vec;
use frame_support::BoundedVec;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Table {
	published: BTreeMap<ProductId, ProductView>,
	headroom: Option<Amount>,
	headroom_at: BTreeMap<InstitutionId, Amount>,
}

/// A loan of up to three years in yuan, unsecured or on receivables, for firms rated BB and better; the lender charges what it
/// likes for arranging it, and nothing else.
pub fn product() -> ProductSpec {
	let arrangement = CostRule {
		item: CostItem::Arrangement,
		payee: Default::default(),
		amount: 0,
		share: WHOLE,
		after: 0,
		borne_by: BorneBy::Borrower,
	};
	ProductSpec {
		name: "A loan".try_into().unwrap_or_else(|_| panic!("it is short")),
		currency: Currency::Cny,
		min_amount: 1_000,
		max_amount: 100_000_000,
		min_tenor: 1,
		max_tenor: 36,
		min_rate: 600,
		max_rate: 1_200,
		reference: None,
		day_count: DayCount::Actual360,
		due_days: Default::default(),
		surcharge: 5_000,
		costs: BoundedVec::truncate_from(vec![arrangement]),
		methods: BoundedVec::truncate_from(vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet]),
		uses: Default::default(),
		revolving: true,
		renewable: true,
		worst_grade: Grade::Bb,
		minimum_coverage: 6_000,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: true,
		security: BoundedVec::truncate_from(vec![AssetKind::TradeReceivable]),
		worst_loan_to_value: 9_000,
		trade_records: false,
		unconfirmed: false,
		decision_days: 5,
	}
}

/// 100,000.00 yuan for a year, without security.
pub fn request() -> RequestSpec {
	RequestSpec {
		amount: 10_000_000,
		currency: Currency::Cny,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		use_of_funds: UseOfFunds::WorkingCapital,
		security: Default::default(),
		renews: None,
		line: None,
	}
}

/// The next product, of an institution, open.
pub fn add_product(institution: InstitutionId, spec: ProductSpec) -> ProductId {
	with(|t| {
		let id = ProductId(t.products.published.len() as u32);
		t.products.published.insert(id, ProductView { id, institution, open: true, spec });
		id
	})
}

/// Changes what a product is.
pub fn change_product(id: ProductId, change: impl FnOnce(&mut ProductSpec)) {
	with(|t| {
		if let Some(product) = t.products.published.get_mut(&id) {
			change(&mut product.spec);
		}
	});
}

/// A product that takes no more applications.
pub fn withdraw_product(id: ProductId) {
	with(|t| {
		if let Some(product) = t.products.published.get_mut(&id) {
			product.open = false;
		}
	});
}

/// What more all together may lend to any enterprise, and one institution to it. At first as much as there is.
pub fn set_headroom(all: Amount) {
	with(|t| t.products.headroom = Some(all));
}

pub fn set_headroom_at(institution: InstitutionId, most: Amount) {
	with(|t| t.products.headroom_at.insert(institution, most));
}

/// Products by number, judged by the conditions that tests of neighbours change, and by no others.
pub struct MockProducts;

impl Products for MockProducts {
	fn product(id: ProductId) -> Option<ProductView> {
		with(|t| t.products.published.get(&id).cloned())
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
		with(|t| t.products.headroom.unwrap_or(Amount::MAX))
	}
	fn headroom_at(institution: InstitutionId, _: &RegistrationNumber, _: Currency) -> Amount {
		with(|t| t.products.headroom_at.get(&institution).copied().unwrap_or(Amount::MAX))
	}
}
