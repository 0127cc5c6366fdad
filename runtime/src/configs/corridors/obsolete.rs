//! Keeps out of blocks what would bring a corridor nothing: headers that are known, messages that were delivered,
//! confirmations that came. Two relayers at work for one corridor then cost the chain little more than one.

use super::{counterpart, At};
use crate::*;
use pallet_bridge_grandpa::CallSubType as Finality;
use pallet_bridge_messages::CallSubType as Messages;
use sp_runtime::transaction_validity::TransactionValidityError;

macro_rules! every_corridor {
	($($(#[$doc:meta])* $name:ident { $($_other:tt)* })+) => {
		/// Whether a relayer's call brings one of the corridors something: the SDK's own checks, in the pool and again
		/// before the call. They read what the call itself reads.
		pub fn ensure_new(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
			$(
				Finality::<Runtime, At<counterpart::$name>>::check_obsolete_submit_finality_proof(call)?;
				Messages::<Runtime, At<counterpart::$name>>::check_obsolete_call(call)?;
			)+
			Ok(())
		}
	};
}

lingnan_support::each_corridor!(every_corridor);
