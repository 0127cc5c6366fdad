//! Numbers that governance may tune, one origin for each: a motion of the agencies' council, enacted as Root.

use crate::*;
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};

#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Disputes of statements.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod attestations {
		/// Days in which the agency must uphold or correct a disputed statement.
		#[codec(index = 0)]
		pub static DisputeDays: u32 = 15;
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Attestations(dynamic_params::attestations::Parameters::DisputeDays(
			dynamic_params::attestations::DisputeDays,
			Some(15),
		))
	}
}
