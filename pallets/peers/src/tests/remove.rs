use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn two_thirds_remove_any_node_at_once() {
	test(|| {
		assert_ok!(register(BANK_KEY, 1));
		assert_ok!(Peers::admit(root(), peer(2)));
		System::assert_last_event(Event::Entered { peer: peer(2), host: Host::Governance }.into());
		assert_noop!(Peers::remove(signed(AGENCY_KEY), peer(1)), BadOrigin);
		assert_ok!(Peers::remove(signed(TWO_THIRDS), peer(1)));
		System::assert_last_event(Event::TakenOut { peer: peer(1), host: Host::Institution(BANK) }.into());
		assert_ok!(Peers::remove(root(), peer(2)));
		assert_noop!(Peers::remove(root(), peer(2)), Error::<Test>::NotFound);
	});
}
