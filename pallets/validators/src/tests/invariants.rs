use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Invite(u64),
	SetKeys(u64),
	PurgeKeys(u64),
	Join(u64),
	Leave(u64),
	Remove(u64),
	Report(u64, u64),
	Session(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 1u64..9;
	prop_oneof![
		who().prop_map(Step::Invite),
		who().prop_map(Step::SetKeys),
		who().prop_map(Step::PurgeKeys),
		who().prop_map(Step::Join),
		who().prop_map(Step::Leave),
		who().prop_map(Step::Remove),
		(who(), 1u64..9).prop_map(|(who, slot)| Step::Report(who, slot)),
		who().prop_map(Step::Session),
	]
}

/// Refusals are as good as acceptances here.
fn ignore(_: frame_support::dispatch::DispatchResult) {}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever happens in whatever order, somebody makes blocks and the invariants hold.
	#[test]
	fn no_order_of_calls_breaks_them(steps in prop::collection::vec(step(), 1..50)) {
		with_validators(&[1, 2, 3]).execute_with(|| {
			for step in steps {
				match step {
					Step::Invite(who) => ignore(Seated::invite(RuntimeOrigin::root(), who)),
					Step::SetKeys(who) => {
						ignore(Session::set_keys(signed(who), keys(who), possession(who, who)));
					},
					Step::PurgeKeys(who) => {
						// The last keys of those who keep their seat are left alone: without them the session pallet itself
						// runs dry.
						let seated = pallet_session::Validators::<Test>::get();
						let stays = |other: &&u64| Validators::<Test>::get().contains(other) && Seated::has_keys(other);
						let able = seated.iter().filter(|other| **other != who).filter(stays).count();
						if able > 0 {
							ignore(Session::purge_keys(signed(who)));
						}
					},
					Step::Join(who) => ignore(Seated::join(signed(who))),
					Step::Leave(who) => ignore(Seated::leave(signed(who))),
					Step::Remove(who) => ignore(Seated::remove(RuntimeOrigin::root(), who)),
					Step::Report(who, slot) => {
						let session = Session::current_index();
						ignore(Seated::report_double_block(nobody(), double_block(who, slot), session));
					},
					Step::Session(author) => next_session(&[author]),
				}
				Seated::do_try_state().unwrap();
			}
		});
	}
}

#[test]
fn the_invariants_bite() {
	let spoilt = |spoil: fn()| {
		with_validators(&[1, 2]).execute_with(|| {
			assert_ok!(Seated::do_try_state());
			spoil();
			assert!(Seated::do_try_state().is_err());
		});
	};
	spoilt(|| Validators::<Test>::kill());
	spoilt(|| Records::<Test>::remove(1));
	spoilt(|| Records::<Test>::insert(9, Record::default()));
	spoilt(|| Invited::<Test>::put(frame_support::BoundedVec::truncate_from(vec![1])));
	spoilt(|| Seats::<Test>::insert(9, Seats::<Test>::get(0)));
	spoilt(|| Seats::<Test>::remove(0));
}
