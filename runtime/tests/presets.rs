//! The presets build, and say what they are meant to.

use crate::common::*;
use lingnan_runtime::*;

#[test]
fn the_development_preset_builds() {
	development().execute_with(|| {
		assert_eq!(pallet_session::Validators::<Runtime>::get(), vec![alice()]);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 1);
		assert_eq!(Grandpa::grandpa_authorities().len(), 1);
		assert!(AgenciesCouncil::is_member(&alice()));
		assert_eq!(pallet_business_clock::ClockAdmin::<Runtime>::get(), Some(alice()));
	});
}

#[test]
fn names_and_presets_agree() {
	for name in genesis::preset_names() {
		assert!(genesis::preset(&name).is_some(), "{name}");
	}
	assert_eq!(genesis::preset(&"no such preset".into()), None);
}

#[test]
fn nobody_is_sudo() {
	assert!(!pallet_names().iter().any(|name| name.to_lowercase().contains("sudo")));
}

fn pallet_names() -> Vec<&'static str> {
	use frame_support::traits::PalletsInfoAccess;
	AllPalletsWithSystem::infos().into_iter().map(|pallet| pallet.name).collect()
}
