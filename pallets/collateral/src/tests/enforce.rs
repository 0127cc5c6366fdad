use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, Currency, Deadline, LienId, LoanId, Paging, Security, MAX_AMOUNT};
use sp_core::H256;

const PAPERS: H256 = H256::repeat_byte(7);

fn sold(proceeds: u64, costs: u64) -> Realisation {
	Realisation { buyer: Some(firm(2)), proceeds, costs, price: Price::Evidenced, evidence: PAPERS }
}

fn propose(who: u64, lien: LienId, realisation: Realisation) -> sp_runtime::DispatchResult {
	dispatch(who, Call::propose_enforcement { lien, realisation })
}

fn enforce(who: u64, lien: LienId) -> sp_runtime::DispatchResult {
	dispatch(who, Call::enforce { lien })
}

fn object(n: u32, lien: LienId) -> sp_runtime::DispatchResult {
	dispatch(controller(n), Call::object_to_enforcement { lien, owner: firm(n), reason: H256::repeat_byte(8) })
}

fn agree(n: u32, lien: LienId, realisation: Realisation) -> sp_runtime::DispatchResult {
	dispatch(controller(n), Call::agree_to_enforcement { lien, owner: firm(n), realisation })
}

/// Costs would eat what the price gives: the patent gone, the debt as it was.
#[test]
fn a_bank_keeps_a_patent_at_its_value_and_credits_one_fen() {
	test(|| {
		let (_, lien) = defaulted_receivable(500_000);
		for (proceeds, costs) in [(1_000_000, 999_999), (1_000_000, 100_001), (9, 1)] {
			assert_noop!(propose(BANK_KEY, lien, sold(proceeds, costs)), Error::<Test>::CostsTooHigh);
		}
		let keep = |proceeds, costs| Realisation { buyer: None, price: Price::Appraised, ..sold(proceeds, costs) };
		// Its face value is 1,000,000.
		assert_noop!(propose(BANK_KEY, lien, keep(1_000_000, 1)), Error::<Test>::PriceTooLow);
		assert_ok!(propose(BANK_KEY, lien, keep(1_000_001, 1)));
	});
}

/// What a court found too low is not proposed again with more costs.
#[test]
fn a_price_that_a_court_barred_comes_again_behind_costs() {
	test(|| {
		let (_, lien) = defaulted_receivable(500_000);
		assert_ok!(propose(BANK_KEY, lien, sold(500, 0)));
		assert_ok!(object(0, lien));
		assert_ok!(Collateral::decide_objection(signed(COURT), lien, true, PAPERS));
		assert_noop!(propose(BANK_KEY, lien, sold(555, 55)), Error::<Test>::ObjectionUpheld);
		assert_ok!(propose(BANK_KEY, lien, sold(556, 55)));
	});
}

/// A receivable of the first firm whose lien secures loan 7 in default, of which so much is owed.
fn defaulted_receivable(owed: u64) -> (AssetId, LienId) {
	let id = noticed(0);
	let lien = bound(id, 0, BANK);
	assert_ok!(Collateral::default(id, LoanId(7)));
	mocks::set_owed(LoanId(7), Currency::Usd, owed);
	(id, lien)
}

/// The invention, valued at a million yuan in minor units, whose lien secures loan 7 in default.
fn defaulted_right(owed: u64) -> (AssetId, LienId) {
	let id = ready_right();
	let lien = bound(id, 0, BANK);
	assert_ok!(Collateral::default(id, LoanId(7)));
	mocks::set_owed(LoanId(7), Currency::Cny, owed);
	(id, lien)
}

/// The vector of the rules on lending: 1,200,000.00 of proceeds, 12,000.00 of costs, 103,526.92 owed, 700,000.00 to a junior.
#[test]
fn surplus_above_the_claim_goes_to_the_junior_and_then_to_the_owner() {
	test(|| {
		let mut spec = receivable(0);
		spec.face_value = 150_000_000;
		assert_ok!(Collateral::register_receivable(signed(controller(0)), spec));
		let lien = pledged(AssetId(0), 0, BANK);
		let junior = LienSpec { secured_amount: 80_000_000, ..pledge_to(OTHER_BANK) };
		assert_ok!(Collateral::pledge(signed(controller(0)), AssetId(0), firm(0), junior));
		assert_ok!(reserve(AssetId(0), 0, BANK, LoanId(7)));
		Collateral::bind(AssetId(0), LoanId(7));
		assert_ok!(Collateral::default(AssetId(0), LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 10_352_692);

		let proposal = sold(120_000_000, 1_200_000);
		assert_ok!(propose(BANK_KEY, lien, proposal.clone()));
		System::assert_last_event(
			Event::EnforcementProposed {
				lien,
				realisation: proposal,
				currency: Currency::Usd,
				object_until: TODAY + 15,
			}
			.into(),
		);
		assert_ok!(Collateral::state_claim(signed(OTHER_BANK_KEY), LienId(1), 70_000_000));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		System::assert_has_event(Event::LienExtinguished { lien: LienId(1), paid: Some(70_000_000) }.into());
		System::assert_has_event(
			Event::LienEnforced { lien, buyer: Some(firm(2)), currency: Currency::Usd, costs: 1_200_000, deposited: 0 }
				.into(),
		);
		assert_eq!(mocks::credited(), [(LoanId(7), lien, 10_352_692)], "the debt falls by the proceeds");
		let state = Liens::<Test>::get(lien).unwrap().state;
		assert_eq!(state, LienState::Enforced { proceeds: 120_000_000, surplus: 38_447_308 });
		assert_eq!(Liens::<Test>::get(LienId(1)).unwrap().state, LienState::Extinguished);
		assert!(Ranking::<Test>::get(AssetId(0)).is_empty() && !Enforcements::<Test>::contains_key(lien));
		assert_eq!(Collateral::assets_of(&firm(2), Paging::FIRST).items, [AssetId(0)]);
	});
}

#[test]
fn proceeds_below_the_claim_leave_the_rest_owed_and_the_owner_nothing() {
	test(|| {
		let (_, lien) = defaulted_receivable(900_000);
		assert_ok!(propose(BANK_KEY, lien, sold(700_000, 10_000)));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		// 500,000 were secured: what counts is the claim.
		assert_eq!(mocks::credited(), [(LoanId(7), lien, 690_000)]);
		let state = Liens::<Test>::get(lien).unwrap().state;
		assert_eq!(state, LienState::Enforced { proceeds: 700_000, surplus: 0 });
	});
}

/// The bank names the proceeds itself, and keeps the patent for one fen.
#[test]
fn a_bank_takes_a_patent_without_buyer_for_one_fen() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		let keep = |proceeds, price| Realisation { buyer: None, price, ..sold(proceeds, 0) };
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotProposed);
		assert_noop!(propose(BANK_KEY, lien, keep(0, Price::Appraised)), Error::<Test>::LimitExceeded);
		assert_noop!(propose(BANK_KEY, lien, keep(1, Price::Evidenced)), Error::<Test>::BuyerMissing);
		assert_noop!(propose(BANK_KEY, lien, keep(1, Price::Appraised)), Error::<Test>::PriceTooLow);
		assert_noop!(propose(BANK_KEY, lien, keep(999_999, Price::Appraised)), Error::<Test>::PriceTooLow);
		assert_ok!(propose(BANK_KEY, lien, keep(1, Price::Agreed)));
		set_today(TODAY + 16);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotAgreed);
		assert_ok!(propose(BANK_KEY, lien, keep(1_000_000, Price::Appraised)));
		set_today(TODAY + 32);
		assert_ok!(enforce(BANK_KEY, lien));
		assert_eq!(mocks::credited(), [(LoanId(7), lien, 400_000)]);
		let view = Collateral::asset_view(AssetId(0)).unwrap();
		assert_eq!((view.holder, view.security), (Some(BANK), Err(Refusal::NotOwner)));
		for owner in 0..2 {
			assert_eq!(Collateral::assets_of(&firm(owner), Paging::FIRST).items, Vec::<AssetId>::new());
		}
	});
}

#[test]
fn a_price_rests_on_a_fresh_valuation_in_the_loans_currency() {
	test(|| {
		let (id, lien) = defaulted_right(400_000);
		let keep = || Realisation { buyer: None, price: Price::Appraised, ..sold(1_000_000, 0) };
		mocks::set_owed(LoanId(7), Currency::Hkd, 400_000);
		assert_noop!(propose(BANK_KEY, lien, keep()), Error::<Test>::DifferentCurrency);
		mocks::set_owed(LoanId(7), Currency::Cny, 400_000);
		set_today(TODAY + 367);
		assert_noop!(propose(BANK_KEY, lien, keep()), Error::<Test>::StaleValuation);
		Valuations::<Test>::remove(id);
		assert_noop!(propose(BANK_KEY, lien, keep()), Error::<Test>::NoValuation);
	});
}

#[test]
fn a_collected_receivable_needs_no_buyer() {
	test(|| {
		let (id, lien) = defaulted_receivable(400_000);
		let collected = Realisation { buyer: None, ..sold(950_000, 0) };
		assert_ok!(propose(BANK_KEY, lien, collected));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		let view = Collateral::asset_view(id).unwrap();
		assert_eq!((view.holder, view.receivable.unwrap().remaining), (None, 50_000));
	});
}

/// The bank says that it collected one fen, with papers, and would keep the whole receivable.
#[test]
fn a_bank_keeps_a_receivable_of_which_it_collected_one_fen() {
	test(|| {
		let (id, lien) = defaulted_receivable(400_000);
		let junior = pledged_behind(id);
		assert_ok!(propose(BANK_KEY, lien, Realisation { buyer: None, ..sold(1, 0) }));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		let view = Collateral::asset_view(id).unwrap();
		assert_eq!((view.holder, view.receivable.unwrap().remaining), (None, 999_999));
		assert_eq!(Collateral::assets_of(&firm(0), Paging::FIRST).items, [id]);
		// Nor does the junior lose its lien by it.
		assert_eq!(Liens::<Test>::get(junior).unwrap().state, LienState::Live);
		assert_eq!(Collateral::asset_view(id).unwrap().liens[0].rank, 1);
	});
}

/// What was collected in full is nobody's security any more.
#[test]
fn a_receivable_that_was_collected_secures_another_loan() {
	test(|| {
		let (id, lien) = defaulted_receivable(400_000);
		let junior = pledged_behind(id);
		assert_ok!(propose(BANK_KEY, lien, Realisation { buyer: None, ..sold(1_000_000, 0) }));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		assert_eq!(Liens::<Test>::get(junior).unwrap().state, LienState::Extinguished);
		let again = Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(OTHER_BANK));
		assert_noop!(again, Error::<Test>::NothingLeft);
		assert_eq!(Collateral::asset_view(id).unwrap().security, Err(Refusal::NothingLeft));
	});
}

/// A junior whose loan is on the chain gets what is left of a collection, and stands on for the rest.
#[test]
fn a_part_that_was_collected_pays_the_junior_and_leaves_its_lien() {
	test(|| {
		let id = noticed(0);
		let first = lent(id, BANK, 400_000, 7);
		let second = lent(id, BANK, 300_000, 8);
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 400_000);
		mocks::set_owed(LoanId(8), Currency::Usd, 300_000);
		assert_ok!(propose(BANK_KEY, first, Realisation { buyer: None, ..sold(500_000, 0) }));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, first));
		System::assert_has_event(Event::LienPaid { lien: second, paid: None }.into());
		assert_eq!(mocks::credited(), [(LoanId(7), first, 400_000), (LoanId(8), second, 100_000)]);
		assert_eq!(Liens::<Test>::get(second).unwrap().state, LienState::Live);
		assert_eq!((shown(id).remaining, shown(id).rest), (500_000, 0));
	});
}

#[test]
fn a_loan_outlasts_no_lien_that_secures_it() {
	test(|| {
		let (id, lien) = defaulted_right(400_000);
		let until = Liens::<Test>::get(lien).unwrap().until;
		let outlasts = |loan, until| <Collateral as Security>::outlasts(id, LoanId(loan), until);
		assert_ok!(outlasts(7, until));
		assert_noop!(outlasts(7, until + 1), Error::<Test>::LienTooShort);
		assert_ok!(outlasts(8, until + 1));
		assert_ok!(Collateral::continue_lien(signed(BANK_KEY), lien, until + 1));
		assert_ok!(outlasts(7, until + 1));
	});
}

/// The loan was restructured: the bank would still sell what it had proposed to sell.
#[test]
fn a_bank_enforces_after_the_call_was_taken_back() {
	test(|| {
		let (id, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		assert_ok!(Collateral::cured(id, LoanId(8)));
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Defaulted, "it is another loan's");
		assert_ok!(Collateral::cured(id, LoanId(7)));
		System::assert_last_event(Event::LienCured { lien, loan: LoanId(7) }.into());
		set_today(TODAY + 16);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotDefaulted);
		assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Live);
		// Called once more it is proposed anew, and the owners have their days.
		assert_ok!(Collateral::default(id, LoanId(7)));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotProposed);
		// What was enforced does not come back.
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		set_today(TODAY + 40);
		assert_ok!(enforce(BANK_KEY, lien));
		assert_ok!(Collateral::cured(id, LoanId(7)));
		assert!(matches!(Liens::<Test>::get(lien).unwrap().state, LienState::Enforced { .. }));
	});
}

/// Governance lets a bank take an asset for less than its valuation: by that share and not by more.
#[test]
fn a_price_is_below_the_appraisal_by_the_governed_share_at_most() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		let keep = |proceeds| Realisation { buyer: None, price: Price::Appraised, ..sold(proceeds, 0) };
		assert_noop!(propose(BANK_KEY, lien, keep(700_000)), Error::<Test>::PriceTooLow);
		PriceDiscount::set(3_000);
		assert_noop!(propose(BANK_KEY, lien, keep(699_999)), Error::<Test>::PriceTooLow);
		assert_ok!(propose(BANK_KEY, lien, keep(700_000)));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		assert_eq!(mocks::credited(), [(LoanId(7), lien, 400_000)]);
		let state = Liens::<Test>::get(lien).unwrap().state;
		assert_eq!(state, LienState::Enforced { proceeds: 700_000, surplus: 300_000 }, "the rest is the owner's");
	});
}

/// Another bank is about to pay on the rest, and the first enforces meanwhile.
#[test]
fn an_asset_is_enforced_while_a_bank_is_about_to_pay_on_it() {
	test(|| {
		let id = noticed(0);
		let first = lent(id, BANK, 400_000, 7);
		pledged_part(id, BANK, 300_000);
		assert_ok!(reserve(id, 0, BANK, LoanId(8)));
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 400_000);
		assert_ok!(propose(BANK_KEY, first, sold(500_000, 0)));
		set_today(TODAY + 16);
		assert_noop!(enforce(BANK_KEY, first), Error::<Test>::Reserved);
		<Collateral as Security>::release(id, LoanId(8));
		assert_noop!(reserve(id, 0, BANK, LoanId(9)), Error::<Test>::InDefault);
		assert_ok!(enforce(BANK_KEY, first));
	});
}

/// The borrower learns of a sale to a friend of the bank, and has days to object.
#[test]
fn a_bank_sells_to_a_friend_before_the_owner_can_object() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(1, 0)));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		set_today(TODAY + 15);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		assert_ok!(object(1, lien));
		System::assert_last_event(
			Event::EnforcementObjected { lien, owner: firm(1), reason: H256::repeat_byte(8), decide_by: TODAY + 45 }
				.into(),
		);
		assert_noop!(object(0, lien), Error::<Test>::AlreadyExists);
		set_today(TODAY + 40);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::ObjectionPending);
		let decide = |who, upheld| dispatch(who, Call::decide_objection { lien, upheld, reason: H256::zero() });
		assert_noop!(decide(BANK_KEY, false), Error::<Test>::NotAuthorized);
		assert_ok!(decide(COURT, true));
		System::assert_last_event(Event::ObjectionDecided { lien, upheld: true, reason: H256::zero() }.into());
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotProposed);
		assert_noop!(decide(COURT, true), Error::<Test>::NotProposed);
	});
}

#[test]
fn a_dismissed_objection_and_one_that_no_court_decides_stop_nobody_for_ever() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		assert_ok!(object(0, lien));
		let dismiss = || dispatch(COURT, Call::decide_objection { lien, upheld: false, reason: H256::zero() });
		assert_ok!(dismiss());
		assert_noop!(dismiss(), Error::<Test>::NothingPending);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		assert_ok!(object(1, lien));
		set_today(TODAY + 30);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::ObjectionPending);
		set_today(TODAY + 31);
		assert_noop!(object(1, lien), Error::<Test>::TooLate);
		assert_ok!(enforce(BANK_KEY, lien));
	});
}

/// The objection would fall because no court could hear it.
#[test]
fn a_third_stops_the_court_until_the_asset_is_sold() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(1, 0)));
		assert_ok!(object(0, lien));
		mocks::stand_still(Deadline::Judgement, TODAY + 20, TODAY + 24);
		set_today(TODAY + 35);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::ObjectionPending);
		set_today(TODAY + 36);
		assert_ok!(enforce(BANK_KEY, lien));
	});
}

#[test]
fn owners_who_agree_to_a_price_agree_to_no_other() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		let agreed = |proceeds| Realisation { buyer: None, price: Price::Agreed, ..sold(proceeds, 0) };
		assert_ok!(propose(BANK_KEY, lien, agreed(500_000)));
		assert_noop!(agree(2, lien, agreed(500_000)), Error::<Test>::NotOwner);
		assert_noop!(
			dispatch(STRANGER, Call::agree_to_enforcement { lien, owner: firm(0), realisation: agreed(500_000) }),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(agree(0, lien, agreed(600_000)), Error::<Test>::EnforcementChanged);
		assert_ok!(agree(0, lien, agreed(500_000)));
		System::assert_last_event(Event::EnforcementAgreed { lien, owner: firm(0) }.into());
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotAgreed);
		assert_noop!(object(0, lien), Error::<Test>::TooLate);
		// A lower price after the first has signed.
		assert_ok!(propose(BANK_KEY, lien, agreed(1)));
		assert_noop!(agree(1, lien, agreed(500_000)), Error::<Test>::EnforcementChanged);
		assert_ok!(propose(BANK_KEY, lien, agreed(500_000)));
		assert_ok!(agree(0, lien, agreed(500_000)));
		assert_ok!(agree(1, lien, agreed(500_000)));
		assert_ok!(enforce(BANK_KEY, lien));
	});
}

/// A junior lender states more than it is owed on the last day, when nobody can answer.
#[test]
fn a_junior_claim_stated_late_gives_the_owner_time_to_object() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		let junior = pledged(id, 0, OTHER_BANK);
		let state = |who, lien, amount| dispatch(who, Call::state_claim { lien, amount });
		assert_noop!(state(OTHER_BANK_KEY, junior, 5), Error::<Test>::NotProposed);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		Collateral::bind(id, LoanId(7));
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 100);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		set_today(TODAY + 15);
		assert_noop!(state(BANK_KEY, junior, 5), Error::<Test>::NotAuthorized);
		assert_noop!(state(BANK_KEY, lien, 5), Error::<Test>::NotProposed);
		assert_noop!(state(OTHER_BANK_KEY, junior, 500_001), Error::<Test>::LimitExceeded);
		assert_ok!(state(OTHER_BANK_KEY, junior, 500_000));
		System::assert_last_event(
			Event::ClaimStated { lien: junior, amount: 500_000, object_until: TODAY + 30 }.into(),
		);
		assert_noop!(state(OTHER_BANK_KEY, junior, 1), Error::<Test>::AlreadyExists);
		set_today(TODAY + 16);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		assert_ok!(object(0, lien));
	});
}

#[test]
fn a_court_that_preserves_a_patent_stops_its_enforcement() {
	test(|| {
		let (id, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		set_today(TODAY + 16);
		assert_ok!(Collateral::set_encumbrance(signed(COURT), id, Encumbrance::Preservation));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::Encumbered);
		assert_ok!(Collateral::set_encumbrance(signed(COURT), id, Encumbrance::None));
		assert_ok!(enforce(BANK_KEY, lien));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = noticed(0);
		let lien = bound(id, 0, BANK);
		assert_noop!(propose(BANK_KEY, lien, sold(1, 0)), Error::<Test>::NotDefaulted);
		assert_ok!(Collateral::default(id, LoanId(7)));
		assert_noop!(propose(BANK_KEY, lien, sold(1, 0)), Error::<Test>::NotDefaulted);
		mocks::set_owed(LoanId(7), Currency::Usd, 5);
		assert_noop!(propose(OTHER_BANK_KEY, lien, sold(1, 0)), Error::<Test>::NotAuthorized);
		assert_noop!(propose(BANK_KEY, LienId(9), sold(1, 0)), Error::<Test>::NotFound);
		assert_noop!(propose(BANK_KEY, lien, sold(MAX_AMOUNT + 1, 0)), Error::<Test>::LimitExceeded);
		assert_noop!(propose(BANK_KEY, lien, sold(5, 6)), Error::<Test>::CostsTooHigh);
		let unknown = Realisation { buyer: Some(firm(99)), ..sold(1, 0) };
		assert_noop!(propose(BANK_KEY, lien, unknown), Error::<Test>::NotFound);
		let paperless = Realisation { evidence: H256::zero(), ..sold(1, 0) };
		assert_noop!(propose(BANK_KEY, lien, paperless), Error::<Test>::EvidenceMissing);
		assert_noop!(object(0, lien), Error::<Test>::NotProposed);
		assert_ok!(propose(BANK_KEY, lien, sold(1, 0)));
		assert_noop!(object(1, lien), Error::<Test>::NotOwner);
		assert_noop!(enforce(OTHER_BANK_KEY, lien), Error::<Test>::NotAuthorized);
		// Repaid before: there is nothing to enforce.
		assert_ok!(Collateral::discharge(id, LoanId(7)));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::NotLive);
		assert!(!Enforcements::<Test>::contains_key(lien));
	});
}

#[test]
fn only_the_first_rank_enforces() {
	test(|| {
		let (id, lien) = defaulted_receivable(5);
		Ranking::<Test>::mutate(id, |ranking| ranking.try_insert(0, LienId(77)).unwrap());
		assert_noop!(propose(BANK_KEY, lien, sold(1, 0)), Error::<Test>::NotFirstRank);
		Ranking::<Test>::mutate(id, |ranking| {
			ranking.remove(0);
		});
	});
}

/// Owner and senior bank agree on one fen and carry it out in the same block: the junior lien is gone before its holder knows.
#[test]
fn an_agreed_price_ends_a_junior_lien_before_its_holder_can_speak() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		let junior = pledged(id, 0, OTHER_BANK);
		assert_ok!(reserve(id, 0, BANK, LoanId(7)));
		Collateral::bind(id, LoanId(7));
		assert_ok!(Collateral::default(id, LoanId(7)));
		mocks::set_owed(LoanId(7), Currency::Usd, 100_000);
		let realisation = Realisation { buyer: None, price: Price::Agreed, ..sold(300_000, 0) };
		assert_ok!(propose(BANK_KEY, lien, realisation.clone()));
		assert_ok!(agree(0, lien, realisation.clone()));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		set_today(TODAY + 15);
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		assert_ok!(Collateral::state_claim(signed(OTHER_BANK_KEY), junior, 150_000));
		assert_ok!(agree(0, lien, realisation));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::TooEarly);
		set_today(TODAY + 31);
		assert_ok!(enforce(BANK_KEY, lien));
		System::assert_has_event(Event::LienExtinguished { lien: junior, paid: Some(150_000) }.into());
	});
}

/// The bank proposes the same again, and the objection that waits for a court is gone.
#[test]
fn a_second_proposal_wipes_out_an_objection() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(1, 0)));
		assert_ok!(object(0, lien));
		assert_noop!(propose(BANK_KEY, lien, sold(1, 0)), Error::<Test>::ObjectionPending);
		assert_noop!(propose(BANK_KEY, lien, sold(900_000, 0)), Error::<Test>::ObjectionPending);
		set_today(TODAY + 30);
		assert_noop!(propose(BANK_KEY, lien, sold(900_000, 0)), Error::<Test>::ObjectionPending);
		// No court has decided in time.
		set_today(TODAY + 31);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
	});
}

/// A court found for the owner, and the bank comes with the same on the same day.
#[test]
fn a_price_that_a_court_refused_is_proposed_again() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(500, 0)));
		assert_ok!(object(0, lien));
		assert_ok!(dispatch(COURT, Call::decide_objection { lien, upheld: true, reason: H256::zero() }));
		assert_noop!(propose(BANK_KEY, lien, sold(500, 0)), Error::<Test>::ObjectionUpheld);
		let other_papers = Realisation { evidence: H256::repeat_byte(9), buyer: Some(firm(3)), ..sold(499, 0) };
		assert_noop!(propose(BANK_KEY, lien, other_papers.clone()), Error::<Test>::ObjectionUpheld);
		assert_ok!(propose(BANK_KEY, lien, sold(501, 0)));
		set_today(TODAY + 15);
		assert_noop!(propose(BANK_KEY, lien, other_papers.clone()), Error::<Test>::ObjectionUpheld);
		set_today(TODAY + 16);
		assert_ok!(propose(BANK_KEY, lien, other_papers));
		assert_ok!(Collateral::discharge(AssetId(0), LoanId(7)));
		assert!(!Upheld::<Test>::contains_key(lien));
	});
}

/// A thief of the owner's key, or an officer, gives a frozen firm's patent away; both may only object.
#[test]
fn a_thief_agrees_to_the_enforcement_against_a_frozen_firm() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		let realisation = Realisation { buyer: None, price: Price::Agreed, ..sold(1, 0) };
		assert_ok!(propose(BANK_KEY, lien, realisation.clone()));
		mocks::set_officer(&firm(0), STRANGER, MAX_AMOUNT);
		let by_officer = Call::agree_to_enforcement { lien, owner: firm(0), realisation: realisation.clone() };
		let beyond = sp_runtime::DispatchError::Other("beyond the mandate");
		assert_noop!(dispatch(STRANGER, by_officer), beyond);
		mocks::set_frozen(&firm(0));
		assert_noop!(agree(0, lien, realisation), sp_runtime::DispatchError::Other("frozen"));
		let objects = Call::object_to_enforcement { lien, owner: firm(0), reason: H256::repeat_byte(8) };
		assert_ok!(dispatch(STRANGER, objects));
	});
}

/// The court was silent on the first objection, and a junior bank states a claim that the owner has days to object to.
#[test]
fn a_fallen_objection_keeps_the_owner_from_objecting_to_new_shares() {
	test(|| {
		let (asset, lien) = defaulted_receivable(400_000);
		let junior = pledged_behind(asset);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		assert_ok!(object(0, lien));
		set_today(TODAY + 29);
		assert_ok!(Collateral::state_claim(signed(OTHER_BANK_KEY), junior, 500_000));
		assert_noop!(object(0, lien), Error::<Test>::AlreadyExists);
		set_today(TODAY + 31);
		assert_ok!(object(0, lien));
		assert_noop!(enforce(BANK_KEY, lien), Error::<Test>::ObjectionPending);
	});
}

/// What fell cannot be upheld any more.
#[test]
fn a_court_decides_on_an_objection_that_has_fallen() {
	test(|| {
		let (_, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, sold(900_000, 0)));
		assert_ok!(object(0, lien));
		set_today(TODAY + 31);
		let upholds = Call::decide_objection { lien, upheld: true, reason: H256::zero() };
		assert_noop!(dispatch(COURT, upholds), Error::<Test>::NothingPending);
		assert_ok!(enforce(BANK_KEY, lien));
	});
}

/// Before it secured anything, a second bank took a lien behind.
fn pledged_behind(asset: AssetId) -> LienId {
	let id = NextLien::<Test>::get();
	let first = Liens::<Test>::get(LienId(0)).unwrap();
	Liens::<Test>::insert(id, Lien { institution: OTHER_BANK, loan: None, state: LienState::Live, ..first });
	Ranking::<Test>::mutate(asset, |ranking| ranking.try_push(id).unwrap());
	NextLien::<Test>::put(id.next().unwrap());
	id
}

/// The bank kept the patent for its valuation. Whoever owned it agrees to the next owner's pledge in advance.
#[test]
fn a_former_owner_agrees_to_a_pledge() {
	test(|| {
		let (asset, lien) = defaulted_right(400_000);
		assert_ok!(propose(BANK_KEY, lien, Realisation { buyer: None, price: Price::Appraised, ..sold(1_000_000, 0) }));
		set_today(TODAY + 16);
		assert_ok!(enforce(BANK_KEY, lien));
		let agrees = Collateral::agree_to_pledge(signed(controller(1)), asset, firm(1), true);
		assert_noop!(agrees, Error::<Test>::NotOwner);
	});
}
