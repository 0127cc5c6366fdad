use crate::{order, Config};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{dispatch::DispatchInfo, weights::Weight, DebugNoBound};
use frame_system::CheckNonce;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication, PostDispatchInfoOf,
		Saturating, TransactionExtension, ValidateResult,
	},
	transaction_validity::{TransactionSource, TransactionValidityError},
	DispatchResult, SaturatedConversion,
};

/// [`CheckNonce`], and turns: who floods the chain waits behind his own transactions.
#[derive(Clone, PartialEq, Eq, DebugNoBound, Encode, Decode, DecodeWithMemTracking)]
pub struct FairNonce<T: Config>(CheckNonce<T>);

impl<T: Config> From<u32> for FairNonce<T> {
	fn from(nonce: u32) -> Self {
		Self(CheckNonce::from(nonce.into()))
	}
}

/// As clients see it.
impl<T: Config> TypeInfo for FairNonce<T> {
	type Identity = CheckNonce<T>;
	fn type_info() -> scale_info::Type {
		CheckNonce::<T>::type_info()
	}
}

impl<T: Config> TransactionExtension<T::RuntimeCall> for FairNonce<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo>,
	DispatchOriginOf<T::RuntimeCall>: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = <CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER;
	type Implicit = <CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::Implicit;
	type Val = <CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::Val;
	type Pre = <CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::Pre;

	/// The account is read and written by [`CheckNonce`], which is measured: its place in the queue is read from there.
	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		implicit: Self::Implicit,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let (mut validity, val, origin) = self.0.validate(origin, call, info, len, implicit, implication, source)?;
		if let Some(who) = origin.as_system_origin_signer() {
			let place = self.0 .0.saturating_sub(frame_system::Pallet::<T>::account_nonce(who));
			validity.priority = order::by_place(place.saturated_into());
		}
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		<CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::post_dispatch_details(pre, info, post, len, result)
	}
}
