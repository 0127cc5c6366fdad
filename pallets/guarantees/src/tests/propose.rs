use super::*;
use lingnan_support::{ApplicationId, GuaranteeId, GuarantorId, WHOLE};

fn propose(parts: Vec<GuaranteePart>) -> frame_support::dispatch::DispatchResult {
	Backing::propose(signed(BANK_KEY), spec(parts))
}

#[test]
fn a_lender_proposes_for_its_own_application() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 8_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		System::assert_last_event(Event::Proposed { guarantee: FIRST, spec: proposal.clone() }.into());
		let shown = view(FIRST);
		assert_eq!((shown.state, shown.terms), (GuaranteeState::Proposed, terms(&proposal)));
		assert_eq!((shown.lender_bears, shown.parts[0].bears, shown.parts[0].signed_on), (2_000, 8_000, None));
	});
}

#[test]
fn a_rival_guarantees_no_loan_of_another_bank() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		assert_noop!(Backing::propose(signed(RIVAL_KEY), proposal.clone()), Error::<Test>::NotAuthorized);
		assert_noop!(Backing::propose(signed(COMPANY_KEY), proposal.clone()), Error::<Test>::NotAuthorized);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(Backing::propose(signed(BANK_KEY), proposal), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn no_loan_is_guaranteed_once_it_runs_or_came_to_nothing() {
	test(|| {
		begin(100);
		assert_noop!(propose(vec![part(COMPANY, 5_000)]), Error::<Test>::LoanBegun);
		let other = GuaranteeSpec { application: ApplicationId(8), ..spec(vec![part(COMPANY, 5_000)]) };
		assert_noop!(Backing::propose(signed(BANK_KEY), other), Error::<Test>::NotFound);
	});
}

#[test]
fn guarantees_above_the_whole_are_refused() {
	test(|| {
		assert_noop!(propose(vec![part(COMPANY, 6_000), part(CITY, 4_001)]), Error::<Test>::BeyondWhole);
		assert_noop!(propose(vec![part(COMPANY, u32::MAX), part(CITY, u32::MAX)]), Error::<Test>::BeyondWhole);
	});
}

#[test]
fn two_guarantees_together_above_the_whole_are_refused() {
	test(|| {
		assert_ok!(propose(vec![part(COMPANY, 6_000)]));
		assert_noop!(propose(vec![part(CITY, 4_001)]), Error::<Test>::BeyondWhole);
		assert_ok!(propose(vec![part(CITY, 4_000)]));
		assert_eq!(Backing::guarantees_of(LOAN).len(), 2);
		// Once one is taken back there is room again.
		assert_ok!(Backing::withdraw(signed(BANK_KEY), FIRST));
		assert_ok!(propose(vec![part(COMPANY, WHOLE - 4_000)]));
	});
}

#[test]
fn a_suspended_or_unknown_guarantor_is_not_named() {
	test(|| {
		assert_ok!(Backing::suspend(RuntimeOrigin::root(), COMPANY));
		assert_noop!(propose(vec![part(COMPANY, 5_000)]), Error::<Test>::Suspended);
		assert_noop!(propose(vec![part(GuarantorId(9), 5_000)]), Error::<Test>::NotFound);
	});
}

#[test]
fn what_is_no_guarantee_is_refused_by_name() {
	test(|| {
		let behind = |guarantor, share, front| GuaranteePart { guarantor, share, backs: Some(front) };
		assert_noop!(propose(vec![]), Error::<Test>::EmptyPart);
		assert_noop!(propose(vec![part(COMPANY, 0)]), Error::<Test>::EmptyPart);
		assert_noop!(propose(vec![part(COMPANY, 1), part(COMPANY, 1)]), Error::<Test>::TwoParts);
		assert_noop!(propose(vec![part(COMPANY, 1), behind(AGAIN, 1, CITY)]), Error::<Test>::NothingBehind);
		assert_noop!(propose(vec![part(COMPANY, 1), behind(AGAIN, 2, COMPANY)]), Error::<Test>::BeyondPart);
		let by = |scheme, parts| Backing::propose(signed(BANK_KEY), GuaranteeSpec { scheme, ..spec(parts) });
		let too_much = by(SharingScheme::EightyTwenty, vec![part(COMPANY, 8_001)]);
		assert_eq!(too_much, Err(Error::<Test>::NotTheScheme.into()));
		let four = vec![part(COMPANY, 7_000), behind(AGAIN, 3_000, COMPANY), part(CITY, 1_000)];
		assert_ok!(by(SharingScheme::FourThreeTwoOne, four));
		assert_eq!(view(FIRST).parts.iter().map(|part| part.bears).collect::<Vec<_>>(), [4_000, 3_000, 1_000]);
	});
}

#[test]
fn a_loan_has_four_guarantees_at_most() {
	test(|| {
		for _ in 0..MOST_OF_LOAN {
			assert_ok!(propose(vec![part(COMPANY, 100)]));
		}
		assert_noop!(propose(vec![part(COMPANY, 100)]), Error::<Test>::LimitExceeded);
		assert_ok!(Backing::refuse(signed(COMPANY_KEY), GuaranteeId(2)));
		assert_ok!(propose(vec![part(COMPANY, 100)]));
		assert!(Guarantees::<Test>::contains_key(GuaranteeId(4)), "a number is not given again");
	});
}
