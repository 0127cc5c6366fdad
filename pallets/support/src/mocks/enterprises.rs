//! Enterprises, their controllers and their officers.

use super::with;
use crate::*;
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	registered: BTreeMap<RegistrationNumber, (EnterpriseProfile, Option<u64>)>,
	officers: BTreeMap<(RegistrationNumber, u64), Amount>,
	frozen: BTreeSet<RegistrationNumber>,
}

/// A ten-year-old Shenzhen electronics firm, active, with this controller.
pub fn set_enterprise(number: &RegistrationNumber, controller: Option<u64>) {
	let profile = EnterpriseProfile {
		status: EnterpriseStatus::Active,
		jurisdiction: Jurisdiction::Guangdong,
		industry: "C3911".parse().unwrap_or_else(|e| panic!("{e}")),
		division: Some(Division(440_300)),
		founded: 16_000,
		registered_capital: 100_000_000,
		capital_currency: Currency::Cny,
	};
	set_enterprise_profile(number, profile, controller);
}

pub fn set_enterprise_profile(number: &RegistrationNumber, profile: EnterpriseProfile, controller: Option<u64>) {
	with(|t| t.enterprises.registered.insert(number.clone(), (profile, controller)));
}

pub fn set_enterprise_status(number: &RegistrationNumber, status: EnterpriseStatus) {
	with(|t| {
		if let Some((profile, _)) = t.enterprises.registered.get_mut(number) {
			profile.status = status;
		}
	});
}

/// An account that acts for an enterprise up to an amount.
pub fn set_officer(enterprise: &RegistrationNumber, officer: u64, limit: Amount) {
	with(|t| t.enterprises.officers.insert((enterprise.clone(), officer), limit));
}

/// Nobody binds the enterprise from now on.
pub fn set_frozen(enterprise: &RegistrationNumber) {
	with(|t| t.enterprises.frozen.insert(enterprise.clone()));
}

pub struct MockEnterprises;

impl Enterprises<u64> for MockEnterprises {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		with(|t| t.enterprises.registered.get(enterprise).map(|(profile, _)| profile.clone()))
	}
	fn controller(enterprise: &RegistrationNumber) -> Option<u64> {
		with(|t| t.enterprises.registered.get(enterprise).and_then(|(_, controller)| *controller))
	}
	fn may(who: &u64, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		if Self::controller(enterprise).as_ref() != Some(who) {
			let Some(limit) = with(|t| t.enterprises.officers.get(&(enterprise.clone(), *who)).copied()) else {
				return Ok(false);
			};
			let within = match act {
				Act::Daily | Act::Consent => true,
				Act::Apply(_, amount) | Act::Accept(_, amount) | Act::Pledge(_, amount) | Act::Confirm(_, amount) => {
					amount <= limit
				},
			};
			if !within {
				return Err(DispatchError::Other("beyond the mandate"));
			}
		}
		if act != Act::Daily && with(|t| t.enterprises.frozen.contains(enterprise)) {
			return Err(DispatchError::Other("frozen"));
		}
		Ok(true)
	}
}
