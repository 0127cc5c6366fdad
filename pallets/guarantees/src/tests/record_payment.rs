use super::*;
use lingnan_lending::guarantee::{split, Advance};
use lingnan_support::{loan::LoanState, GuaranteeId};

/// LENDING, section 7: 200,000.00, half of it, 60,000.00 recovered at costs of 4,000.00.
#[test]
fn an_advance_with_its_share_of_recoveries_ends_at_seventy_two_thousand() {
	test(|| {
		half_called(PaymentModel::Advance);
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		System::assert_last_event(Event::Paid { guarantee: FIRST, guarantor: COMPANY }.into());
		assert_eq!((mocks::guaranteed(), owed()), (vec![(LOAN, FIRST, 10_000_000)], 20_000_000), "the firm owes all");
		let shown = view(FIRST);
		assert_eq!(shown.state, GuaranteeState::Paid);
		assert_eq!((shown.parts[0].of_recoveries, shown.lender_of_recoveries), (5_000, 5_000));

		// What is recovered, less what it cost, is shared.
		let recovered = 6_000_000 - 400_000;
		recover(recovered);
		let (back, lender) = split(recovered, &[shown.parts[0].of_recoveries]);
		assert_eq!(10_000_000 - back[0], 7_200_000, "the guarantor bears");
		assert_eq!(20_000_000 - 10_000_000 - lender, 7_200_000, "and the lender");
		let mut advance = Advance::new(20_000_000, 5_000);
		advance.recover(6_000_000, 400_000);
		assert_eq!(advance.borne(), 7_200_000);
	});
}

#[test]
fn the_net_loss_ends_at_seventy_two_thousand_too() {
	test(|| {
		half_called(PaymentModel::NetLoss);
		recover(6_000_000 - 400_000);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		assert_eq!(mocks::guaranteed(), [(LOAN, FIRST, 7_200_000)]);
	});
}

#[test]
fn four_three_two_one_pay_their_shares_one_after_another() {
	test(|| {
		let scheme = SharingScheme::FourThreeTwoOne;
		let parts = vec![part(COMPANY, 4_000), part(AGAIN, 3_000), part(CITY, 1_000)];
		sign_all(GuaranteeSpec { scheme, ..spec(parts) });
		begin(20_000_000);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		for (guarantor, amount) in [(CITY, 2_000_000), (COMPANY, 8_000_000), (AGAIN, 6_000_000)] {
			let shown = view(FIRST).parts.into_iter().find(|part| part.guarantor == guarantor).unwrap();
			assert_eq!(shown.to_pay, amount, "whatever others have paid");
			assert_eq!(state(FIRST), GuaranteeState::Called);
			assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, guarantor));
			assert_eq!(mocks::guaranteed().last(), Some(&(LOAN, FIRST, amount)));
		}
		let shown = view(FIRST);
		assert_eq!((shown.state, shown.lender_bears, shown.lender_of_recoveries), (GuaranteeState::Paid, 2_000, 2_000));
	});
}

#[test]
fn two_guarantees_of_the_whole_leave_the_lender_nothing_to_recover() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 6_000)]));
		sign_all(spec(vec![part(CITY, 4_000)]));
		begin(20_000_000);
		call_loan();
		for (id, guarantor) in [(FIRST, COMPANY), (GuaranteeId(1), CITY)] {
			assert_ok!(Backing::call(signed(BANK_KEY), id));
			assert_ok!(Backing::record_payment(signed(BANK_KEY), id, guarantor));
		}
		assert_eq!(mocks::guaranteed().iter().map(|(_, _, amount)| amount).sum::<u64>(), 20_000_000);
		assert_eq!(view(FIRST).lender_of_recoveries, 0);
	});
}

/// Attack: one guarantor pays; the other waits until so much is recovered that the first's payment alone is more than what is left.
#[test]
fn a_guarantor_waits_for_recoveries_and_leaves_its_part_to_the_lender() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 6_000), part(CITY, 4_000)]));
		begin(10_000_000);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		recover(5_000_000);
		assert_eq!(view(FIRST).parts[1].to_pay, 2_000_000);
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, CITY));
		assert_eq!(mocks::guaranteed(), [(LOAN, FIRST, 6_000_000), (LOAN, FIRST, 2_000_000)]);
	});
}

#[test]
fn what_is_covered_is_principal_or_the_whole_debt() {
	for (covers, paid) in [(Covered::Principal, 10_000_000), (Covered::Debt, 10_250_000)] {
		test(|| {
			sign_all(GuaranteeSpec { covers, ..spec(vec![part(COMPANY, 5_000)]) });
			begin(20_000_000);
			change(|facts| facts.payoff = 20_500_000);
			call_loan();
			assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
			assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
			assert_eq!(mocks::guaranteed(), [(LOAN, FIRST, paid)]);
		});
	}
}

#[test]
fn the_lender_alone_records_and_once() {
	test(|| {
		half_called(PaymentModel::Advance);
		for who in [RIVAL_KEY, COMPANY_KEY, STRANGER] {
			assert_noop!(Backing::record_payment(signed(who), FIRST, COMPANY), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, CITY), Error::<Test>::NotFound);
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY), Error::<Test>::AlreadyDone);
	});
}

#[test]
fn nothing_is_paid_before_the_call_nor_after_the_discharge() {
	test(|| {
		half_called(PaymentModel::NetLoss);
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY), Error::<Test>::NotCalled);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		change(|facts| facts.outstanding_principal = 0);
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY), Error::<Test>::NothingOwed);
		change(|facts| facts.state = LoanState::Closed);
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY), Error::<Test>::Discharged);
	});
}

/// Nothing that the chain keeps of a guarantee is an amount: the account alone has what was paid.
#[test]
fn no_event_and_no_record_repeats_an_amount() {
	test(|| {
		const PLANTED: u64 = 0x1234_5678_9a;
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(2 * PLANTED);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		assert_eq!(mocks::guaranteed(), [(LOAN, FIRST, PLANTED)]);
		let planted = PLANTED.to_le_bytes();
		let holds = |bytes: &[u8]| bytes.windows(5).any(|window| window == &planted[..5]);
		assert!(holds(&codec::Encode::encode(&PLANTED)));
		assert!(!holds(&codec::Encode::encode(&Guarantees::<Test>::get(FIRST))));
		assert!(!holds(&codec::Encode::encode(&System::events())));
	});
}
