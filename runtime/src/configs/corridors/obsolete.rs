//! Keeps out of blocks what would bring a corridor nothing: headers that are known, messages that were delivered,
//! confirmations that came. Two relayers at work for one corridor then cost the chain little more than one.

use super::{counterpart, At};
use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::TransactionSource, weights::Weight};
use pallet_bridge_grandpa::CallSubType as Finality;
use pallet_bridge_messages::CallSubType as Messages;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{DispatchInfoOf, Implication, TransactionExtension},
	transaction_validity::{TransactionValidityError, ValidTransaction},
};

macro_rules! every_corridor {
	($($(#[$doc:meta])* $name:ident { $($_other:tt)* })+) => {
		/// Whether a relayer's call brings one of the corridors something.
		fn ensure_new(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
			$(
				Finality::<Runtime, At<counterpart::$name>>::check_obsolete_submit_finality_proof(call)?;
				Messages::<Runtime, At<counterpart::$name>>::check_obsolete_call(call)?;
			)+
			Ok(())
		}
	};
}

lingnan_support::each_corridor!(every_corridor);

/// The SDK's own checks of the relayers' calls, in the pool and again before the call. They read what the call itself
/// reads.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct RefuseObsolete;

impl TransactionExtension<RuntimeCall> for RefuseObsolete {
	/// A name under which wallets know an extension that carries nothing.
	const IDENTIFIER: &'static str = "TransactionCallFilter";
	type Implicit = ();
	type Pre = ();
	type Val = ();

	fn weight(&self, _: &RuntimeCall) -> Weight {
		Weight::zero()
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
		_: (),
		_: &impl Implication,
		_: TransactionSource,
	) -> Result<(ValidTransaction, (), RuntimeOrigin), TransactionValidityError> {
		ensure_new(call)?;
		Ok((ValidTransaction::default(), (), origin))
	}

	fn prepare(
		self,
		_: (),
		_: &RuntimeOrigin,
		_: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
	) -> Result<(), TransactionValidityError> {
		Ok(())
	}
}
