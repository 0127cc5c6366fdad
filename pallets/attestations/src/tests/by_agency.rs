//! What an agency finds on its lists.

use crate::{mock::*, *};
use lingnan_support::{AgencyId, IndicatorId, Page, Paging, RegistrationNumber};
use sp_core::H256;

const TAX_OFFICE: AgencyId = AgencyId(0);
const CUSTOMS_OFFICE: AgencyId = AgencyId(1);
const REASON: H256 = H256::repeat_byte(9);

fn attest(n: u32, value: i64, period_end: u32) {
	let spec = AttestationSpec { enterprise: firm_number(n), ..attestation(TAX_PAID, value, period_end) };
	Attestations::attest(signed(TAX), spec).unwrap();
}

fn dispute(n: u32) {
	Attestations::dispute(signed(CONTROLLER), firm_number(n), TAX_PAID, REASON).unwrap();
}

fn stated(agency: AgencyId) -> Vec<(RegistrationNumber, IndicatorId)> {
	let page = Attestations::attestations_by(agency, Paging::FIRST);
	let mut all: Vec<_> = page.items.into_iter().map(|one| (one.enterprise, one.attestation.indicator)).collect();
	all.sort_unstable();
	all
}

fn disputed() -> Vec<RegistrationNumber> {
	let mut all: Vec<_> =
		Attestations::disputes_at(TAX_OFFICE, Paging::FIRST).items.into_iter().map(|one| one.enterprise).collect();
	all.sort_unstable();
	all
}

#[test]
fn an_agency_sees_what_it_stated_once_however_often_it_states_it_anew() {
	test(|| {
		attest(0, 1, TODAY - 2);
		attest(0, 2, TODAY - 1);
		attest(1, 3, TODAY);
		let mut expected = vec![(firm_number(0), TAX_PAID), (firm_number(1), TAX_PAID)];
		expected.sort_unstable();
		assert_eq!(stated(TAX_OFFICE), expected);
		let page = Attestations::attestations_by(TAX_OFFICE, Paging::FIRST);
		let of = |n| page.items.iter().find(|one| one.enterprise == firm_number(n)).unwrap();
		assert_eq!((of(0).attestation.value.clone(), of(0).attestation.revision), (sealed(2), 2));
		assert!(stated(CUSTOMS_OFFICE).is_empty());
	});
}

#[test]
fn a_leaf_that_was_brought_is_on_the_list_of_its_agency() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		assert!(stated(TAX_OFFICE).is_empty());
		materialise(&tree, &leaves, 1).unwrap();
		assert_eq!(stated(TAX_OFFICE), [(leaves[1].enterprise.clone(), TAX_PAID)]);
	});
}

#[test]
fn a_dispute_is_on_the_list_until_it_is_answered() {
	type End = fn();
	let ends: [End; 4] = [
		|| Attestations::uphold(signed(TAX), firm_number(0), TAX_PAID, REASON).unwrap(),
		|| Attestations::correct(signed(TAX), firm_number(0), TAX_PAID, sealed(5), REASON).unwrap(),
		|| Attestations::revoke(signed(TAX), firm_number(0), TAX_PAID, RevocationReason::Mistaken).unwrap(),
		|| attest(0, 5, TODAY),
	];
	for (place, end) in ends.into_iter().enumerate() {
		test(|| {
			attest(0, 1, TODAY - 1);
			attest(1, 1, TODAY - 1);
			dispute(0);
			dispute(1);
			let mut both = vec![firm_number(0), firm_number(1)];
			both.sort_unstable();
			assert_eq!(disputed(), both);
			end();
			assert_eq!(disputed(), [firm_number(1)]);
			// Agencies that state something need not look at the list: the next answer clears it.
			let stays = DisputesAt::<Test>::contains_key(TAX_OFFICE, (firm_number(0), TAX_PAID));
			assert_eq!(stays, place == 3);
		});
	}
}

#[test]
fn a_dispute_that_nobody_answered_stays_and_says_so() {
	test(|| {
		attest(0, 1, TODAY);
		dispute(0);
		let one = |missed| {
			let Page { items, next } = Attestations::disputes_at(TAX_OFFICE, Paging::FIRST);
			assert_eq!((items.len(), next), (1, None));
			assert_eq!((items[0].missed, items[0].deadline), (missed, OPENING + 15 * DAY));
		};
		set_now(OPENING + 15 * DAY);
		one(false);
		set_now(OPENING + 15 * DAY + 1);
		one(true);
		assert_eq!(Attestations::disputes_at(CUSTOMS_OFFICE, Paging::FIRST), Page::default());
	});
}
