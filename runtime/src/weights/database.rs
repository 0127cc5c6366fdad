//! What a storage item costs besides the call's own work, measured with `scripts/benchmark-speed` on a register of 40,000
//! firms: decision 301.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MICROS, RuntimeDbWeight},
};

parameter_types! {
	pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 12 * WEIGHT_REF_TIME_PER_MICROS,
		write: 50 * WEIGHT_REF_TIME_PER_MICROS,
	};
}
