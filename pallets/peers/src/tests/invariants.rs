use crate::mock::*;
use proptest::prelude::*;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever is called, in whatever order, the register stays in order, and nobody has more nodes than allowed.
	#[test]
	fn the_register_stays_sound(steps in prop::collection::vec((0u8..6, 0u8..12, prop::sample::select(vec![AGENCY_KEY, BANK_KEY, 99])), 1..60)) {
		bare().execute_with(|| {
			for (call, n, who) in steps {
				let _ = match call {
					0 | 1 => register(who, n),
					2 => Peers::withdraw(signed(who), peer(n)),
					3 => Peers::admit(root(), peer(n)),
					4 => Peers::remove(root(), peer(n)),
					_ => Peers::close(root()),
				};
				Peers::do_try_state().unwrap();
			}
			for host in [crate::Host::Agency(AGENCY), crate::Host::Institution(BANK)] {
				prop_assert!(Peers::peers().peers.iter().filter(|entered| entered.host == host).count() <= 2);
			}
			Ok(())
		})?;
	}
}
