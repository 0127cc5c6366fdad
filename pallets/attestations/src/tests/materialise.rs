use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_anchored::leaf_hash;
use lingnan_support::{mocks, start_of, AgencyId, InstitutionId, Paging, Purpose};
use sp_core::H256;

fn bring(who: u64, leaf: &LeafSpec, place: u32, path: Path, purpose: Option<Purpose>) -> sp_runtime::DispatchResult {
	dispatch(who, Call::materialise { leaf: leaf.clone(), place, path, purpose })
}

#[test]
fn a_leaf_becomes_an_attestation_like_any_other() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY - 1);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		assert_eq!(live(TAX_PAID), Some(100));
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((view.revision, view.dataset, view.counts), (1, Some(DatasetId(0)), true));
		assert_eq!(view.evidence, H256(leaf_hash(&leaves[0])));
		assert_eq!(view.expires, start_of(TODAY) + 30 * DAY);
		System::assert_last_event(
			Event::Materialised {
				enterprise: firm(),
				indicator: TAX_PAID,
				revision: 1,
				dataset: DatasetId(0),
				place: 0,
				institution: None,
			}
			.into(),
		);
		assert!(matches!(
			&System::events()[1].event,
			RuntimeEvent::Attestations(Event::Attested { revision: 1, value, .. }) if *value == sealed(100)
		));

		set_now(view.expires);
		assert_eq!(live(TAX_PAID), None, "it expires like any other");
	});
}

#[test]
fn an_institution_burns_one_use_of_a_consent() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		let purpose = Some(Purpose::Assessment);
		assert_noop!(bring(BANK, &leaves[0], 0, path(&tree, 0), purpose), Error::<Test>::NotAuthorized);
		mocks::set_institution(InstitutionId(7), BANK, true);
		let refused = sp_runtime::DispatchError::Other("no consent");
		assert_noop!(bring(BANK, &leaves[0], 0, path(&tree, 0), purpose), refused);
		mocks::set_consent(&firm(), InstitutionId(7), 2);
		assert_noop!(bring(BANK, &leaves[0], 0, path(&tree, 0), None), Error::<Test>::NotAuthorized);
		assert_ok!(bring(BANK, &leaves[0], 0, path(&tree, 0), purpose));
		assert_eq!(mocks::uses_left(&firm(), InstitutionId(7)), 1);
		let last = System::events().pop().unwrap().event;
		assert!(matches!(
			last,
			RuntimeEvent::Attestations(Event::Materialised { institution: Some(InstitutionId(7)), .. })
		));
	});
}

#[test]
fn only_the_controller_or_a_consent_brings_it() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		for who in [TAX, CUSTOMS, STRANGER, BANK] {
			assert_noop!(bring(who, &leaves[0], 0, path(&tree, 0), None), Error::<Test>::NotAuthorized);
			let purpose = Some(Purpose::Monitoring);
			assert_noop!(bring(who, &leaves[0], 0, path(&tree, 0), purpose), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn a_proof_that_proves_nothing_is_refused_by_name() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		let good = path(&tree, 0);
		let controller = |leaf: &LeafSpec, place, path| bring(CONTROLLER, leaf, place, path, None);
		assert_noop!(controller(&leaves[0], 1, good.clone()), Error::<Test>::NotInDataset);
		assert_noop!(controller(&leaves[0], 5, good.clone()), Error::<Test>::WrongPlace);
		assert_noop!(controller(&leaves[0], 4, good.clone()), Error::<Test>::WrongPathLength);
		let mut long = good.to_vec();
		long.push(H256::zero());
		assert_noop!(controller(&leaves[0], 0, long.try_into().unwrap()), Error::<Test>::WrongPathLength);
		assert_noop!(controller(&leaves[0], 0, Path::default()), Error::<Test>::WrongPathLength);
		assert_noop!(controller(&leaves[0], 0, path(&tree, 1)), Error::<Test>::NotInDataset);

		let forge = |change: fn(&mut LeafSpec)| {
			let mut leaf = leaves[0].clone();
			change(&mut leaf);
			controller(&leaf, 0, good.clone())
		};
		assert_noop!(forge(|leaf| leaf.value = sealed(101)), Error::<Test>::NotInDataset);
		assert_noop!(forge(|leaf| leaf.salt = [1; 32]), Error::<Test>::NotInDataset);
		assert_noop!(forge(|leaf| leaf.enterprise = firm_number(1)), Error::<Test>::NotInDataset);
		assert_noop!(forge(|leaf| leaf.indicator = EXPORTS.0), Error::<Test>::NotFound);
		assert_noop!(forge(|leaf| leaf.period_end -= 1), Error::<Test>::DatasetSuperseded);
		assert_noop!(forge(|leaf| leaf.period_end += 1), Error::<Test>::NotFound);
	});
}

#[test]
fn the_rules_of_attestations_hold() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY - 1);
		let unknown = leaf(9, TAX_PAID, 1, TODAY - 1);
		let all = [leaves.clone(), vec![unknown]].concat();
		let tree = anchor(&all);
		// Nobody controls a firm that is not on the register.
		assert_noop!(materialise(&tree, &all, 5), Error::<Test>::NotAuthorized);

		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_noop!(materialise(&tree, &all, 0), Error::<Test>::Suspended);
		assert!(!Attestations::datasets(TAX_PAID, Paging::FIRST).items[0].usable);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(0)));

		assert_ok!(materialise(&tree, &all, 0));
		assert_noop!(materialise(&tree, &all, 0), Error::<Test>::OutdatedPeriod);
		// A newer attestation of the agency itself is never overwritten.
		let newer = AttestationSpec { enterprise: firm_number(1), ..attestation(TAX_PAID, 5, TODAY) };
		assert_ok!(Attestations::attest(signed(TAX), newer));
		assert_noop!(materialise(&tree, &all, 1), Error::<Test>::OutdatedPeriod);

		set_now(start_of(TODAY) + 30 * DAY);
		assert_noop!(materialise(&tree, &all, 2), Error::<Test>::Expired);
		assert!(!Attestations::datasets(TAX_PAID, Paging::FIRST).items[0].usable);
	});
}

#[test]
fn nothing_is_materialised_by_a_retired_indicator() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		assert_ok!(Attestations::retire_indicator(root(), TAX_PAID));
		assert_eq!(live(TAX_PAID), None);
		assert_noop!(materialise(&tree, &leaves, 1), Error::<Test>::Retired);
	});
}

/// The tree takes them as they are, the attestation's own rules judge them.
#[test]
fn a_figure_never_enters_in_clear_and_a_register_never_sealed() {
	test(|| {
		let clear = vec![LeafSpec { value: Value::Open(5), ..leaf(0, TAX_PAID, 0, TODAY) }];
		let tree = anchor(&clear);
		assert_noop!(materialise(&tree, &clear, 0), Error::<Test>::SealedIndicator);
		let leaves = vec![LeafSpec { value: sealed(5), ..leaf(0, PENALTIES, 0, TODAY) }, leaf(1, PENALTIES, 5, TODAY)];
		let tree = anchor(&leaves);
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::OpenIndicator);
		assert_ok!(materialise(&tree, &leaves, 1));
	});
}

#[test]
fn a_leaf_carries_what_the_attestation_stores() {
	test(|| {
		let with = |commitments: Vec<H256>| {
			let value = Value::Sealed(commitments.try_into().unwrap());
			LeafSpec { value, ..leaf(0, TAX_PAID, 0, TODAY) }
		};
		let stored = || sealed(2).commitments().to_vec();
		// One too few; one for the last bin too; no points.
		let leaves = vec![
			with(stored()[..2].to_vec()),
			with([stored(), stored()[..1].to_vec()].concat()),
			with(vec![H256::repeat_byte(255); 3]),
			with(stored()),
		];
		let tree = anchor(&leaves);
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::WrongBins);
		assert_noop!(materialise(&tree, &leaves, 1), Error::<Test>::WrongBins);
		assert_noop!(materialise(&tree, &leaves, 2), Error::<Test>::MalformedCommitment);
		assert_ok!(materialise(&tree, &leaves, 3));
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((&view.value, view.shown), (&sealed(2), false));
		// It is shown like any other, at the revision that it got here.
		assert_ok!(show(TAX_PAID));
		assert!(shown(TAX_PAID));
	});
}

/// What a sealed leaf costs beyond an open one is weighed.
#[test]
fn the_weight_grows_with_the_path_and_the_commitments() {
	test(|| {
		use frame_support::dispatch::GetDispatchInfo;
		let weigh = |value, steps: usize| {
			let path = vec![H256::zero(); steps].try_into().unwrap();
			let leaf = LeafSpec { value, ..leaf(0, TAX_PAID, 0, TODAY) };
			Call::<Test>::materialise { leaf, place: 0, path, purpose: None }.get_dispatch_info().call_weight
		};
		assert_eq!(weigh(Value::Open(1), 24), <()>::materialise(24));
		assert_ne!(weigh(Value::Open(1), 24), weigh(Value::Open(1), 23));
		assert_eq!(weigh(sealed(1), 24), <()>::materialise(24).saturating_add(<()>::commitments(3)));
	});
}

/// Otherwise anybody who kept the proof could bring back what the agency took away.
#[test]
fn a_revoked_attestation_does_not_come_back_from_the_same_dataset() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::WrongEnterprise));
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::OutdatedDataset);

		// It does from a dataset that the agency anchored knowing of it.
		set_now(OPENING + 10);
		assert_ok!(Attestations::revoke_dataset(signed(TAX), DatasetId(0), RevocationReason::Mistaken));
		let right = vec![leaf(0, TAX_PAID, 7, TODAY)];
		let tree = anchor(&right);
		assert_ok!(materialise(&tree, &right, 0));
		assert_eq!(live(TAX_PAID), Some(7));
	});
}

#[test]
fn a_lapsed_dispute_does_not_come_back_from_the_same_dataset() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, H256::zero()));
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::OutdatedPeriod);
		set_now(OPENING + 16 * DAY);
		assert_noop!(materialise(&tree, &leaves, 0), Error::<Test>::OutdatedDataset);
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(live(TAX_PAID), Some(2));
	});
}
