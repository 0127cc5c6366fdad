use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, Paging};

const MISTAKEN: RevocationReason = RevocationReason::Mistaken;

fn revoke(who: u64, dataset: DatasetId) -> sp_runtime::DispatchResult {
	dispatch(who, Call::revoke_dataset { dataset, reason: MISTAKEN })
}

#[test]
fn what_came_from_it_stops_counting_at_once_without_a_sweep() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		for place in 0..3 {
			assert_ok!(materialise(&tree, &leaves, place));
		}
		let stored: Vec<_> = Latest::<Test>::iter().collect();
		assert_ok!(revoke(TAX, DatasetId(0)));
		System::assert_last_event(
			Event::DatasetRevoked { dataset: DatasetId(0), indicator: TAX_PAID, period_end: TODAY, reason: MISTAKEN }
				.into(),
		);
		assert_eq!(Latest::<Test>::iter().collect::<Vec<_>>(), stored, "no attestation was touched");
		for n in 0..3 {
			let view = &Attestations::attestations(&firm_number(n), Paging::FIRST).items[0];
			assert!(!view.counts, "{view:?}");
		}
		assert_eq!(live(TAX_PAID), None);
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::DatasetRevoked);
		let standing = Attestations::datasets(TAX_PAID, Paging::FIRST).items[0].standing;
		assert_eq!(standing, DatasetStanding::Revoked { reason: MISTAKEN, at: OPENING });
	});
}

#[test]
fn its_period_may_be_anchored_or_attested_afresh() {
	test(|| {
		let wrong = five(TAX_PAID, TODAY);
		let tree = anchor(&wrong);
		assert_ok!(materialise(&tree, &wrong, 0));
		assert_ok!(materialise(&tree, &wrong, 1));
		assert_ok!(revoke(TAX, DatasetId(0)));

		let right: Vec<_> = (0..3).map(|n| leaf(n, TAX_PAID, 7, TODAY)).collect();
		let tree = anchor(&right);
		assert_eq!(live(TAX_PAID), None);
		assert_ok!(materialise(&tree, &right, 0));
		assert_eq!(live(TAX_PAID), Some(7));
		assert_eq!(Attestations::attestations(&firm(), Paging::FIRST).items[0].revision, 2);

		let afresh = AttestationSpec { enterprise: firm_number(1), ..attestation(TAX_PAID, 8, TODAY) };
		assert_ok!(Attestations::attest(signed(TAX), afresh));
		assert!(Attestations::attestations(&firm_number(1), Paging::FIRST).items[0].counts);
	});
}

#[test]
fn an_older_period_does_not_come_back() {
	test(|| {
		let old = five(TAX_PAID, TODAY - 1);
		let tree = anchor(&old);
		assert_ok!(materialise(&tree, &old, 0));
		anchor(&five(TAX_PAID, TODAY));
		assert_ok!(revoke(TAX, DatasetId(1)));
		assert_eq!(live(TAX_PAID), None);
		assert_noop!(materialise(&tree, &old, 1), Error::<Test>::DatasetSuperseded);
		let older =
			Call::anchor_dataset { indicator: TAX_PAID, period_end: TODAY - 1, root: sp_core::H256::zero(), count: 1 };
		assert_noop!(dispatch(TAX, older), Error::<Test>::OutdatedPeriod);
		// A superseded one may still be called wrong, for the record.
		assert_ok!(revoke(TAX, DatasetId(0)));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(revoke(TAX, DatasetId(0)), Error::<Test>::NotFound);
		anchor(&five(TAX_PAID, TODAY));
		for who in [CUSTOMS, CONTROLLER, STRANGER] {
			assert_noop!(revoke(who, DatasetId(0)), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_ok!(revoke(TAX, DatasetId(0)));
		assert_noop!(revoke(TAX, DatasetId(0)), Error::<Test>::DatasetRevoked);
	});
}

#[test]
fn what_came_from_it_cannot_be_corrected() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY - 1);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		let correct = || Call::correct {
			enterprise: firm(),
			indicator: TAX_PAID,
			value: sealed(1),
			evidence: sp_core::H256::zero(),
		};
		anchor(&five(TAX_PAID, TODAY));
		assert_noop!(dispatch(TAX, correct()), Error::<Test>::DatasetSuperseded);
		assert_ok!(revoke(TAX, DatasetId(0)));
		assert_noop!(dispatch(TAX, correct()), Error::<Test>::DatasetRevoked);
	});
}

/// A corrected value is the agency's own: it outlives the dataset that had it wrong.
#[test]
fn a_correction_made_before_outlives_it() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		let evidence = sp_core::H256::zero();
		assert_ok!(Attestations::correct(signed(TAX), firm(), TAX_PAID, sealed(1), evidence));
		assert_ok!(revoke(TAX, DatasetId(0)));
		assert_eq!(live(TAX_PAID), Some(1));
	});
}
