//! One struct for each call of this chain, named and typed as the chain's own arguments are.
//!
//! A struct is turned into a [`Call`](crate::Call) and encoded by the metadata of the chain that it is sent to (decision 9), so
//! that an argument of another chain's is refused by name and not misread. `tests/network/tests/units.rs` compares every struct with
//! the runtime: a call without a struct, or one with other arguments, fails it.
//!
//! What only the chain's own types hold, such as the keys of its parameters, is a type parameter: anything that is written as
//! JSON.

pub mod attestations;
pub mod business_clock;
pub mod calendars;
pub mod cards;
pub mod classification;
pub mod collateral;
pub mod consents;
pub mod council;
pub mod credit_lines;
pub mod credit_scoring;
pub mod cross_border;
pub mod enterprise_registry;
pub mod financing;
pub mod guarantees;
pub mod institutions;
pub mod light_client;
pub mod parameters;
pub mod peers;
pub mod policies;
pub mod products;
pub mod reference_rates;
pub mod session;
pub mod sponsorship;
pub mod system;
pub mod timelock;
pub mod utility;
pub mod validators;

/// A call that has a struct.
#[derive(Clone, Copy, Debug)]
pub struct Known {
	pub pallet: &'static str,
	pub call: &'static str,
	/// Each argument's name, and its type as it is written here.
	pub arguments: &'static [(&'static str, &'static str)],
	/// Those of the types that are parameters.
	pub records: &'static [&'static str],
}

/// All calls that have a struct.
pub fn known() -> impl Iterator<Item = &'static Known> {
	[
		attestations::KNOWN,
		business_clock::KNOWN,
		calendars::KNOWN,
		cards::KNOWN,
		classification::KNOWN,
		collateral::KNOWN,
		consents::KNOWN,
		council::KNOWN,
		credit_lines::KNOWN,
		credit_scoring::KNOWN,
		cross_border::KNOWN,
		enterprise_registry::KNOWN,
		financing::KNOWN,
		guarantees::KNOWN,
		institutions::KNOWN,
		light_client::KNOWN,
		parameters::KNOWN,
		peers::KNOWN,
		policies::KNOWN,
		products::KNOWN,
		reference_rates::KNOWN,
		session::KNOWN,
		sponsorship::KNOWN,
		system::KNOWN,
		timelock::KNOWN,
		utility::KNOWN,
		validators::KNOWN,
	]
	.into_iter()
	.flatten()
}

/// Declares the calls of one pallet: the struct's name, the call's, and its arguments with their types.
macro_rules! calls {
	($pallet:literal: $(
		$(#[$doc:meta])*
		$name:ident $(<$($record:ident $(= $default:ty)?),+>)? = $call:ident { $($field:ident: $type:ty),* $(,)? }
	)*) => {
		$crate::calls::structs!($pallet: $(
			$(#[$doc])*
			$name $(<$($record $(= $default)?),+>)? = $call { $($field: $type),* }
		)*);
		$(
			impl $(<$($record: serde::Serialize),+>)? From<$name $(<$($record),+>)?> for $crate::Call {
				fn from(call: $name $(<$($record),+>)?) -> Self {
					Self::typed($pallet, stringify!($call), &call)
				}
			}
		)*
	};
}

/// The same of a pallet that stands in the runtime more than once, under names that begin or end alike: each call is made for
/// one of them.
macro_rules! calls_of_each {
	($pallet:literal: $(
		$(#[$doc:meta])*
		$name:ident $(<$($record:ident $(= $default:ty)?),+>)? = $call:ident { $($field:ident: $type:ty),* $(,)? }
	)*) => {
		$crate::calls::structs!($pallet: $(
			$(#[$doc])*
			$name $(<$($record $(= $default)?),+>)? = $call { $($field: $type),* }
		)*);
		$(
			impl $(<$($record: serde::Serialize),+>)? $name $(<$($record),+>)? {
				/// The call of the pallet of that name.
				pub fn of(self, pallet: &str) -> $crate::Call {
					$crate::Call::typed(pallet, stringify!($call), &self)
				}
			}
		)*
	};
}

macro_rules! structs {
	($pallet:literal: $(
		$(#[$doc:meta])*
		$name:ident $(<$($record:ident $(= $default:ty)?),+>)? = $call:ident { $($field:ident: $type:ty),* $(,)? }
	)*) => {
		$(
			$(#[$doc])*
			#[derive(Clone, Debug, PartialEq, serde::Serialize)]
			pub struct $name $(<$($record $(= $default)?),+>)? {
				$(pub $field: $type),*
			}
		)*

		pub(super) const KNOWN: &[$crate::calls::Known] = &[$(
			$crate::calls::Known {
				pallet: $pallet,
				call: stringify!($call),
				arguments: &[$((stringify!($field), stringify!($type))),*],
				records: &[$($(stringify!($record)),+)?],
			}
		),*];
	};
}

pub(crate) use {calls, calls_of_each, structs};

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{keys, Call};
	use lingnan_types::{ConsentId, Currency};
	use serde_json::json;

	#[test]
	fn a_struct_is_the_call_that_its_names_say() {
		let number: lingnan_types::RegistrationNumber = "CN:91440300708461136T".parse().unwrap();
		let alice = keys::account(&keys::development("//Alice"));
		let offer = enterprise_registry::OfferControl { enterprise: number, to: alice.clone() };
		let args = json!({ "enterprise": "CN:91440300708461136T", "to": alice.to_string() });
		assert_eq!(Call::from(offer), Call::new("EnterpriseRegistry", "offer_control", args));
		let limit = financing::SetExposureLimit { limit: None, currency: Currency::Cny };
		let call = Call::new("Financing", "set_exposure_limit", json!({ "limit": null, "currency": "CNY" }));
		assert_eq!(Call::from(limit), call);
		assert_eq!(Call::from(validators::Join {}), Call::new("Validators", "join", json!({})));
	}

	#[test]
	fn a_call_inside_a_call_and_a_pallet_that_there_is_twice() {
		let pause = Call::from(consents::Pause { consent: ConsentId(7) });
		let proposal = json!({ "pallet": "Consents", "call": "pause", "args": { "consent": 7 } });
		let batch = Call::from(utility::BatchAll { calls: vec![pause.clone()] });
		assert_eq!(batch, Call::new("Utility", "batch_all", json!({ "calls": [proposal] })));
		let motion = council::Propose { threshold: 3, proposal: pause, length_bound: 10 }.of("AgenciesCouncil");
		let args = json!({ "threshold": 3, "proposal": proposal, "length_bound": 10 });
		assert_eq!(motion, Call::new("AgenciesCouncil", "propose", args));
	}

	#[test]
	fn no_call_is_declared_twice() {
		let mut names: Vec<_> = known().map(|one| (one.pallet, one.call)).collect();
		let all = names.len();
		names.sort_unstable();
		names.dedup();
		assert_eq!(names.len(), all);
	}
}
