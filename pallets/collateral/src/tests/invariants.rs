use crate::{mock::*, *};
use lingnan_support::{mocks, AssetId, LienId, LoanId, Security};
use proptest::prelude::*;
use sp_core::H256;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Whatever happens in whatever order: the invariants hold. Two rights, and receivables of two firms over three
	/// documents that name one declaration, each with tokens under two versions of the key.
	#[test]
	fn no_order_of_calls_breaks_them(
		steps in prop::collection::vec((0u8..25, 0u64..4, 0u64..6, 0u32..2, 0u32..40), 1..80),
	) {
		externalities().execute_with(|| {
			open_key();
			Collateral::open_token_version(signed(CUSTOMS), issuer_key(2)).unwrap();
			ready_right();
			(0..6).map(LoanId).for_each(|loan| mocks::set_owed(loan, lingnan_support::Currency::Cny, 5));
			registered(RightSpec {
				kind: lingnan_support::AssetKind::Trademark,
				number: RightNumber::Registration("T-1".try_into().unwrap()),
				..right()
			});
			let mut today = TODAY;
			for (verb, asset, lien, n, days) in steps {
				let (asset, loan, lien) = (AssetId(asset), LoanId(lien), LienId(lien));
				let bank = if n == 0 { BANK } else { OTHER_BANK };
				let key = if n == 0 { BANK_KEY } else { OTHER_BANK_KEY };
				let call = match verb {
					0 => {
						let named = |document: u8| [tokens(document), later(document)][days as usize / 2 % 2].exact;
						let exact_token = (days % 2 == 0).then(|| named(1 + (days % 3) as u8));
						let receivable = ReceivableSpec { exact_token, ..receivable(n) };
						Some((controller(n), Call::register_receivable { receivable }))
					},
					1 => Some((controller(n), Call::cancel_receivable { asset })),
					2 | 3 => {
						let renews = (days % 3 == 0).then_some(lien);
						let secured_amount = [100_000, 400_000, 2_000_000][days as usize % 3];
						let lien = LienSpec { renews, secured_amount, ..pledge_to(bank) };
						Some((controller(n), Call::pledge { asset, pledgor: firm(n), lien }))
					},
					4 => Some((key, Call::release { lien })),
					5 if days % 3 == 0 => Some((key, Call::enforce { lien })),
					5 => {
						let buyer = (days % 2 == 0).then(|| firm(2));
						let (price, evidence) = (Price::Evidenced, H256::repeat_byte(7));
						let realisation = Realisation { buyer, proceeds: 90, costs: 1, price, evidence };
						Some((key, Call::propose_enforcement { lien, realisation }))
					},
					15 => {
						let document = 1 + (days % 3) as u8;
						let tokens = if days % 2 == 0 { tokens(document) } else { later(document) };
						Some((CUSTOMS, Call::confirm_receivable { asset, tokens }))
					},
					16 if days % 4 == 0 => Some((CUSTOMS, Call::withdraw_attestation { exact_token: tokens(1).exact })),
					16 => {
						let number = 1 + (days % 3) as u8;
						let (tokens, formerly) = match days % 4 {
							1 => (tokens(number), None),
							2 => (later(number), None),
							_ => (later(number), Some(tokens(number).exact)),
						};
						Some((CUSTOMS, Call::attest_document { document: DocumentSpec::of(&receivable(n), tokens), formerly }))
					},
					17 => Some((key, Call::state_claim { lien, amount: 3 })),
					18 if days % 2 == 0 => Some((CUSTOMS, Call::confirm_debt { asset, amount: u64::from(days) * 20_000 })),
					18 => Some((key, Call::set_collection_account { asset, reference: H256::zero() })),
					19 if days % 5 == 0 => {
						let number = format!("{}", days / 10).as_str().try_into().unwrap();
						Some((if days % 2 == 0 { controller(n) } else { CUSTOMS }, Call::withdraw_credit_note { asset, number }))
					},
					19 => {
						let (number, issued) = (format!("{}", days / 10).as_str().try_into().unwrap(), TODAY);
						let note = CreditNoteSpec { number, amount: u64::from(days) * 10_000, issued };
						Some((if days % 2 == 0 { controller(n) } else { CUSTOMS }, Call::note_credit { asset, note }))
					},
					20 => {
						let register = [Register::CreditReferenceCentre, Register::Other][days as usize % 2];
						let (number, at) = ("1".try_into().unwrap(), OPENING - u64::from(days) * DAY);
						let registration = OutsideRegistration { register, number, at };
						Some((key, Call::register_outside { lien, registration }))
					},
					21 => {
						let institution = if n == 0 { OTHER_BANK } else { BANK };
						Some((key, Call::admit_lender { lien, institution, admitted: days % 4 != 0 }))
					},
					22 => Some((key, Call::accept_rank { lien })),
					6 => Some((key, Call::subordinate { lien, below: lien.next().unwrap() })),
					7 => Some((STRANGER, Call::lapse { lien })),
					8 => Some((controller(1), Call::agree_to_pledge { asset, owner: firm(1), agreed: true })),
					9 => {
						let owners = vec![firm(n), firm(n + 1)].try_into().unwrap();
						Some((IP_OFFICE, Call::transfer_right { asset, owners }))
					},
					_ => None,
				};
				match (call, verb) {
					(Some((who, call)), _) => drop(dispatch(who, call)),
					(None, 10) => drop(reserve(asset, n, bank, loan)),
					(None, 13) => Collateral::bind(asset, loan),
					(None, 23) => {
						KeepRankOnRenewal::set(days % 2 == 0);
						let (from, claim) = (loan, claim(n, bank, LoanId(lien.0 + 6)));
						let _ = frame_support::storage::with_storage_layer(|| {
							Collateral::carry(asset, from, LoanId(lien.0 + 6), &claim)
						});
					},
					(None, 14) => match days % 2 {
						0 => <Collateral as Security>::release(asset, loan),
						_ => drop(Collateral::restore(asset, loan)),
					},
					(None, 12) if days % 8 == 0 => drop(Collateral::cured(asset, loan).is_ok()),
					(None, 11) => drop(if days % 2 == 0 {
						Collateral::discharge(asset, loan)
					} else {
						Collateral::default(asset, loan)
					}),
					(None, _) => {
						today += days;
						set_today(today);
					},
				}
				Collateral::do_try_state().unwrap();
			}
		});
	}
}
