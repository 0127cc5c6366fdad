use crate::*;
use lingnan_support::Members as _;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// The register is sound, and the council is those of it that may do business.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_members()
	}
}
