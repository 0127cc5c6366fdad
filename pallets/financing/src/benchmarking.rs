use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use lingnan_support::{
	conditions::{Conditions, Rate},
	policy::PolicyReason,
	ApplicationId, AssetId, Currency, InstitutionId, LoanId, PolicyId, ProductId, RegistrationNumber, Text, WHOLE,
};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An institution and its key.
	fn institution() -> (InstitutionId, AccountId);
	/// Publishes a product of that institution.
	fn publish(key: AccountId, product: ProductSpec) -> ProductId;
	/// An active enterprise and its controller, rated, with a consent for assessment for this institution.
	fn applicant(institution: InstitutionId) -> (RegistrationNumber, AccountId);
	/// So many receivables of the enterprise in yuan, of 10^10 fen each, with first-ranking liens for the institution.
	fn security(enterprise: &RegistrationNumber, institution: InstitutionId, count: u32) -> Vec<AssetId>;
	/// Lets so many days pass.
	fn pass(days: u32);
}

#[benchmarks]
mod benchmarks {
	use super::*;
	use lingnan_support::benchmarking::product;

	fn published<T: Config>() -> (InstitutionId, T::AccountId, ProductId) {
		let (id, key) = T::BenchmarkHelper::institution();
		let number = T::BenchmarkHelper::publish(key.clone(), product());
		(id, key, number)
	}

	/// An application with as much security as there can be, for as long as there can be.
	struct Case<T: Config> {
		key: T::AccountId,
		controller: T::AccountId,
		application: ApplicationId,
	}

	fn request<T: Config>(enterprise: &RegistrationNumber, institution: InstitutionId) -> RequestSpec {
		let security = T::BenchmarkHelper::security(enterprise, institution, MAX_SECURITY);
		RequestSpec {
			amount: 1_000_000_000,
			currency: Currency::Cny,
			tenor: MAX_TENOR,
			method: RepaymentMethod::EqualInstalments,
			use_of_funds: UseOfFunds::WorkingCapital,
			renews: None,
			line: None,
			security: security.try_into().unwrap_or_default(),
		}
	}

	fn applied<T: Config>() -> Case<T> {
		let (institution, key, product) = published::<T>();
		let (enterprise, controller) = T::BenchmarkHelper::applicant(institution);
		let request = request::<T>(&enterprise, institution);
		let application = NextApplication::<T>::get();
		Pallet::<T>::do_apply(controller.clone(), enterprise, product, request).expect("it is filed");
		Case { key, controller, application }
	}

	/// For thirty years, with as many costs as a sheet has.
	fn conditions() -> Conditions {
		let rate = Rate::basis_points(500);
		let mut conditions = Conditions::plain(1_000_000_000, MAX_TENOR, RepaymentMethod::EqualInstalments, rate);
		conditions.costs = product().costs_of(conditions.amount);
		conditions
	}

	fn terms<T: Config>() -> OfferSpec {
		OfferSpec { conditions: conditions(), valid_until: Pallet::<T>::now().saturating_add(1_000_000) }
	}

	fn reference(n: u8) -> Text<64> {
		Text(alloc::vec![b'A'.saturating_add(n); 64].try_into().unwrap_or_default())
	}

	fn offered<T: Config>() -> Case<T> {
		let case = applied::<T>();
		Pallet::<T>::do_make_offer(case.key.clone(), case.application, terms::<T>()).expect("it is offered");
		case
	}

	fn accepted<T: Config>() -> Case<T> {
		let case = offered::<T>();
		let hash = Pallet::<T>::application(case.application).and_then(|view| view.offered_terms_hash);
		let hash = hash.expect("there are terms");
		Pallet::<T>::do_accept_offer(case.controller.clone(), case.application, hash).expect("it is accepted");
		case
	}

	fn disbursed<T: Config>() -> Case<T> {
		let case = accepted::<T>();
		let today = Pallet::<T>::today();
		Pallet::<T>::do_disburse(case.key.clone(), case.application, reference(0), today).expect("it is disbursed");
		case
	}

	fn lent<T: Config>() -> (T::AccountId, LoanId) {
		let case = disbursed::<T>();
		Pallet::<T>::do_confirm_receipt(case.controller, case.application, reference(0)).expect("it is confirmed");
		(case.key, case.application.loan())
	}

	/// A loan of which nothing was ever paid: all 360 instalments are to be reckoned.
	fn in_arrears<T: Config>() -> (T::AccountId, LoanId) {
		let lent = lent::<T>();
		T::BenchmarkHelper::pass(u32::from(MAX_TENOR).saturating_mul(31));
		lent
	}

	#[benchmark]
	fn apply() {
		let (institution, _, product) = published::<T>();
		let (enterprise, controller) = T::BenchmarkHelper::applicant(institution);
		let request = request::<T>(&enterprise, institution);
		let next = NextApplication::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), enterprise, product, request);
		assert!(Applications::<T>::contains_key(next));
	}

	#[benchmark]
	fn withdraw_application() {
		let case = applied::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), case.application);
	}

	#[benchmark]
	fn decline() {
		let case = applied::<T>();
		T::BenchmarkHelper::pass(6);
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), case.application, DeclineReason::CreditRisk);
	}

	#[benchmark]
	fn make_offer() {
		let case = applied::<T>();
		T::BenchmarkHelper::pass(6);
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), case.application, terms::<T>());
	}

	#[benchmark]
	fn accept_offer() {
		let case = offered::<T>();
		let hash = Pallet::<T>::application(case.application).and_then(|view| view.offered_terms_hash);
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), case.application, hash.expect("there are terms"));
	}

	#[benchmark]
	fn refuse_offer() {
		let case = offered::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), case.application);
	}

	#[benchmark]
	fn expire() {
		let case = applied::<T>();
		T::BenchmarkHelper::pass(200);
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), case.application);
	}

	#[benchmark]
	fn disburse() {
		let case = accepted::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), case.application, reference(0), Pallet::<T>::today());
	}

	#[benchmark]
	fn confirm_receipt() {
		let case = disbursed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), case.application, reference(0));
		assert!(Loans::<T>::contains_key(case.application.loan()));
	}

	#[benchmark]
	fn record_repayment() {
		let (key, loan) = in_arrears::<T>();
		let payoff = Pallet::<T>::loan(loan).map_or(0, |view| view.payoff);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan, payoff, reference(1), Pallet::<T>::today());
		assert!(Loans::<T>::get(loan).is_some_and(|loan| loan.state == LoanState::Closed));
	}

	#[benchmark]
	fn levy_charge() {
		let (key, loan) = in_arrears::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan, 100, reference(1));
	}

	#[benchmark]
	fn declare_default() {
		let (key, loan) = in_arrears::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan);
		assert!(Loans::<T>::get(loan).is_some_and(|loan| loan.state == LoanState::InDefault));
	}

	#[benchmark]
	fn write_off() {
		let (key, loan) = in_arrears::<T>();
		Pallet::<T>::do_declare_default(key.clone(), loan).expect("it is in default");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan, WHOLE);
	}

	#[benchmark]
	fn set_exposure_limit() {
		let (id, key) = T::BenchmarkHelper::institution();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), Some(1), Currency::Cny);
		assert_eq!(ExposureLimits::<T>::get(id, Currency::Cny), Some(1));
	}

	#[benchmark]
	fn set_compensation() {
		#[extrinsic_call]
		_(RawOrigin::Root, Currency::Cny, 3_000, 1_000);
		assert!(Funds::<T>::get(Currency::Cny).is_some_and(|fund| fund.budget == 1_000));
	}

	fn disputed<T: Config>() -> Case<T> {
		let case = disbursed::<T>();
		Pallet::<T>::do_dispute_payment(case.controller.clone(), case.application, H256::zero())
			.expect("it is disputed");
		case
	}

	/// Its own part only: the beginning of the loan is what `confirm_receipt` measures.
	#[benchmark]
	fn decide_dispute() {
		let case = disputed::<T>();
		#[block]
		{
			Pallet::<T>::application_record(case.application).expect("it is known");
			Pallet::<T>::deposit_event(Event::DisputeDecided { application: case.application, finding: Finding::Paid });
		}
	}

	#[benchmark]
	fn dispute_payment() {
		let case = disbursed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), case.application, H256::zero());
	}

	#[benchmark]
	fn answer_dispute() {
		let case = disputed::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), case.application, H256::zero());
	}

	#[benchmark]
	fn reverse() {
		let (key, loan) = in_arrears::<T>();
		let payoff = Pallet::<T>::loan(loan).map_or(0, |view| view.payoff);
		let today = Pallet::<T>::today();
		Pallet::<T>::do_record_repayment(key.clone(), loan, payoff, reference(1), today).expect("it is recorded");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan, 0, reference(2));
		assert!(Loans::<T>::get(loan).is_some_and(|loan| loan.state == LoanState::Active));
	}

	#[benchmark]
	fn note_arrears() {
		let (_, loan) = in_arrears::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), loan);
		assert!(Loans::<T>::get(loan).is_some_and(|loan| loan.state == LoanState::InDefault));
	}

	#[benchmark]
	fn claim_payment() {
		let case = disbursed::<T>();
		let loan = case.application.loan();
		Pallet::<T>::do_confirm_receipt(case.controller.clone(), case.application, reference(0))
			.expect("it is confirmed");
		let today = Pallet::<T>::today();
		#[extrinsic_call]
		_(RawOrigin::Signed(case.controller), loan, 1, reference(3), today, H256::zero());
	}

	#[benchmark]
	fn refuse_claim() {
		let case = disbursed::<T>();
		let loan = case.application.loan();
		Pallet::<T>::do_confirm_receipt(case.controller.clone(), case.application, reference(0))
			.expect("it is confirmed");
		let today = Pallet::<T>::today();
		let stated = payments::PaymentStatement {
			amount: 1,
			reference: reference(3),
			value_date: today,
			evidence: H256::zero(),
		};
		Pallet::<T>::do_claim_payment(case.controller, loan, stated).expect("it is claimed");
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), loan, reference(3), reference(4));
	}

	/// A loan that was called, long enough ago to ask the fund.
	fn called<T: Config>() -> (T::AccountId, LoanId) {
		Pallet::<T>::do_set_compensation(Currency::Cny, 3_000, 1_000_000_000).expect("it is set");
		let (key, loan) = in_arrears::<T>();
		Pallet::<T>::do_declare_default(key.clone(), loan).expect("it is in default");
		T::BenchmarkHelper::pass(T::CompensationDays::get());
		(key, loan)
	}

	#[benchmark]
	fn ask_compensation() {
		let (key, loan) = called::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan);
	}

	#[benchmark]
	fn approve_compensation() {
		let (key, loan) = called::<T>();
		Pallet::<T>::do_ask_compensation(key, loan).expect("it is asked");
		#[block]
		{
			Pallet::<T>::do_approve_compensation(loan).expect("it is approved");
		}
		assert!(Covers::<T>::get(loan).is_some_and(|cover| cover.bears > 0));
	}

	/// A rate that nobody took anew: the account is read, and the entry is written.
	#[benchmark]
	fn reprice() {
		let (_, loan) = lent::<T>();
		#[block]
		{
			let mut account = Pallet::<T>::open(loan).expect("it lives");
			let today = Pallet::<T>::today();
			Pallet::<T>::book(&mut account, Entry::Repriced { rate: Rate(1) }, today).expect("there is room");
			account.store::<T>();
		}
	}

	/// Its own conditions once more: whether they could be accepted is not looked at.
	#[benchmark]
	fn withdraw_amendment() {
		let (key, loan) = lent::<T>();
		Records::<T>::mutate(loan.application(), |record| {
			let record = record.as_mut().expect("it is there");
			let kind = AmendmentKind::Restructuring;
			let amendment = Amendment { kind, conditions: conditions(), reschedules_arrears: true };
			record.proposed = Some(Proposal { amendment, valid_until: u64::MAX });
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(key), loan);
		assert!(Records::<T>::get(loan.application()).is_some_and(|record| record.proposed.is_none()));
	}

	#[benchmark]
	fn explain_override() {
		let case = applied::<T>();
		let (policy, rule) = (PolicyId(0), PolicyReason::GradeTooLow);
		Ruled::<T>::insert(case.application, (policy, Some(rule)));
		Pallet::<T>::do_make_offer(case.key.clone(), case.application, terms::<T>()).expect("it is offered");
		let reason = OverrideReason::KnownCustomer;
		#[extrinsic_call]
		_(RawOrigin::Signed(case.key), case.application, reason);
		let kind = OverrideKind::LowSide { rule, reason: Some(reason) };
		assert!(Overrides::<T>::iter_values().any(|decided| decided.kind == kind));
	}

	/// Declined after its terms were accepted, with as many assets as there can be.
	#[benchmark]
	fn closing() {
		let case = accepted::<T>();
		#[block]
		{
			Pallet::<T>::do_decline(case.key, case.application, DeclineReason::CreditRisk).expect("it is declined");
		}
		assert!(Applications::<T>::get(case.application).is_some_and(|application| application.reservation.is_none()));
	}

	#[benchmark]
	fn replay(p: Linear<1, MAX_POSTINGS>) {
		let (_, loan) = lent::<T>();
		let (value_date, booked_at) = (Pallet::<T>::today(), Pallet::<T>::now());
		// Each pays ahead, so that the instalment is reckoned anew.
		for number in 0..p {
			let entry = Entry::Repayment { amount: 10_000, reference: reference(0) };
			Postings::<T>::insert(loan, number, Posting { entry, value_date, booked_at, reversed: None });
		}
		Loans::<T>::mutate(loan, |loan| loan.iter_mut().for_each(|loan| loan.postings = p));
		#[block]
		{
			let mut account = Pallet::<T>::open(loan).expect("it lives");
			Pallet::<T>::reckon_again(&mut account).expect("it is reckoned");
		}
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
