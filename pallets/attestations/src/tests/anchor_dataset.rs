use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{start_of, AgencyId, IndicatorId, Paging};
use sp_core::H256;

const ROOT: H256 = H256::repeat_byte(9);

fn anchor_as(who: u64, indicator: IndicatorId, period_end: u32, count: u32) -> sp_runtime::DispatchResult {
	dispatch(who, Call::anchor_dataset { indicator, period_end, root: ROOT, count })
}

#[test]
fn the_owner_anchors_and_everybody_reads_it() {
	test(|| {
		assert_ok!(anchor_as(TAX, TAX_PAID, TODAY - 1, 11_000_000));
		System::assert_last_event(
			Event::DatasetAnchored {
				dataset: DatasetId(0),
				indicator: TAX_PAID,
				period_end: TODAY - 1,
				root: ROOT,
				count: 11_000_000,
				supersedes: None,
			}
			.into(),
		);
		let [view] = &Attestations::datasets(TAX_PAID, Paging::FIRST).items[..] else { panic!("one dataset") };
		assert_eq!((view.id, view.agency, view.root, view.count), (DatasetId(0), AgencyId(0), ROOT, 11_000_000));
		assert_eq!((view.anchored_at, view.expires), (OPENING, start_of(TODAY) + 30 * DAY));
		assert_eq!((view.standing, view.usable), (DatasetStanding::InForce, true));
		assert_eq!(Attestations::datasets(EXPORTS, Paging::FIRST).items, []);
		assert_eq!(Attestations::datasets(IndicatorId(9), Paging::FIRST).items, []);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		for who in [STRANGER, CONTROLLER, CUSTOMS] {
			assert_noop!(anchor_as(who, TAX_PAID, TODAY, 1), Error::<Test>::NotAuthorized);
		}
		assert_noop!(anchor_as(TAX, IndicatorId(9), TODAY, 1), Error::<Test>::NotFound);
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY, 0), Error::<Test>::EmptyDataset);
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY + 1, 1), Error::<Test>::FuturePeriod);
		assert_noop!(anchor_as(TAX, TAX_PAID, u32::MAX, 1), Error::<Test>::FuturePeriod);
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY - 31, 1), Error::<Test>::Expired);
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(0)));
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY, 1), Error::<Test>::Suspended);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(0)));
		assert_ok!(Attestations::retire_indicator(root(), TAX_PAID));
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY, 1), Error::<Test>::Retired);
	});
}

#[test]
fn a_public_register_is_anchored_alike() {
	test(|| {
		assert_ok!(anchor_as(TAX, PENALTIES, TODAY, 1));
	});
}

#[test]
fn a_period_is_anchored_once_and_an_older_never_again() {
	test(|| {
		assert_ok!(anchor_as(TAX, TAX_PAID, TODAY - 2, 1));
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY - 2, 1), Error::<Test>::AlreadyAnchored);
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY - 3, 1), Error::<Test>::OutdatedPeriod);
		assert_ok!(anchor_as(TAX, TAX_PAID, TODAY - 1, 1));
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY - 2, 1), Error::<Test>::OutdatedPeriod);
		let standings: Vec<_> =
			Attestations::datasets(TAX_PAID, Paging::FIRST).items.iter().map(|view| view.standing).collect();
		assert_eq!(standings, [DatasetStanding::Superseded { by: DatasetId(1) }, DatasetStanding::InForce]);
	});
}

#[test]
fn a_later_period_leaves_nobody_with_a_better_past() {
	test(|| {
		let (old, new) = (five(TAX_PAID, TODAY - 2), five(TAX_PAID, TODAY - 1));
		let tree = anchor(&old);
		assert_ok!(materialise(&tree, &old, 0));
		assert_eq!(live(TAX_PAID), Some(100));

		let newer = anchor(&new);
		assert_eq!(live(TAX_PAID), None);
		let view = &Attestations::attestations(&firm(), Paging::FIRST).items[0];
		assert_eq!((view.dataset, view.counts, &view.standing), (Some(DatasetId(0)), false, &Standing::InForce));
		assert_noop!(materialise(&tree, &old, 1), Error::<Test>::DatasetSuperseded);
		assert_ok!(materialise(&newer, &new, 0));
		assert_eq!(live(TAX_PAID), Some(100));
	});
}

/// What the agency stated by itself is not its dataset's to take away.
#[test]
fn attestations_of_the_agency_itself_are_left_alone() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY - 2)));
		let leaves = five(TAX_PAID, TODAY - 1);
		anchor(&leaves);
		assert_eq!(live(TAX_PAID), Some(5));
	});
}

#[test]
fn an_agency_anchors_and_takes_back_without_end() {
	test(|| {
		for id in (0..MAX_ANCHORED_A_DAY).map(DatasetId) {
			assert_ok!(anchor_as(TAX, TAX_PAID, TODAY - 1, 1));
			assert_ok!(Attestations::revoke_dataset(signed(TAX), id, RevocationReason::Mistaken));
		}
		assert_noop!(anchor_as(TAX, TAX_PAID, TODAY - 1, 1), Error::<Test>::TooManyToday);
		// Another indicator is counted apart, and another day.
		assert_ok!(anchor_as(TAX, PENALTIES, TODAY - 1, 1));
		set_now(OPENING + DAY);
		assert_ok!(anchor_as(TAX, TAX_PAID, TODAY - 1, 1));
		let page = |after| Attestations::datasets(TAX_PAID, Paging { after, limit: Some(8) });
		let first = page(None);
		assert_eq!((first.items.len(), page(first.next).items.len()), (8, 3));
	});
}
