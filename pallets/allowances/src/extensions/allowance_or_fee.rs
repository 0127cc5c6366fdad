use crate::{
	order,
	payers::{How, Payer, Room},
	Budget, Config, Pallet,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{Pays, PostDispatchInfo},
	weights::Weight,
	DebugNoBound,
};
use frame_system::ensure_signed;
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		DispatchInfoOf, DispatchOriginOf, Implication, PostDispatchInfoOf, TransactionExtension, ValidateResult, Zero,
	},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction},
	DispatchResult, SaturatedConversion,
};

type Charge<T> = ChargeTransactionPayment<T>;

/// [`ChargeTransactionPayment`] for strangers; for parties, their allowance or their sponsor's first. Who offers a tip wants
/// to pay, and pays like a stranger.
#[derive(Clone, PartialEq, Eq, DebugNoBound, Encode, Decode, DecodeWithMemTracking)]
pub struct AllowanceOrFee<T: Config>(Charge<T>);

impl<T: Config> From<Budget> for AllowanceOrFee<T> {
	fn from(tip: Budget) -> Self {
		Self(Charge::from(tip.saturated_into()))
	}
}

impl<T: Config> AllowanceOrFee<T> {
	/// What the signer offers beyond the fee. In the coin's smallest units.
	pub fn tip(&self) -> Budget {
		self.0.tip().saturated_into()
	}
}

/// As clients see it.
impl<T: Config> TypeInfo for AllowanceOrFee<T> {
	type Identity = Charge<T>;
	fn type_info() -> scale_info::Type {
		Charge::<T>::type_info()
	}
}

/// A use of an allowance: by whom, and the most that it may take.
pub struct Use<T: Config> {
	payer: Payer<T>,
	most: Budget,
}

pub enum Val<T: Config> {
	Use(Use<T>),
	/// There will be room in a later block. The pool keeps it; a block does not take it.
	Wait,
	/// In coins. So many lookups were not needed.
	Pay {
		charge: pallet_transaction_payment::Val<T>,
		unread: u64,
	},
}

pub enum Pre<T: Config> {
	Use(Use<T>),
	Pay { charge: pallet_transaction_payment::Pre<T>, unread: u64 },
}

impl<T: Config> TransactionExtension<T::RuntimeCall> for AllowanceOrFee<T> {
	const IDENTIFIER: &'static str = <Charge<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER;
	type Implicit = ();
	type Val = Val<T>;
	type Pre = Pre<T>;

	/// Whoever pays: nobody knows yet.
	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		Pallet::<T>::most_weight()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Val<T>, T::RuntimeCall> {
		let signer = ensure_signed(origin.clone()).ok().filter(|_| self.0.tip().is_zero());
		let most = Pallet::<T>::usage(info.total_weight(), len);
		let (waits, unread) = match signer.as_ref().map(|signer| Payer::<T>::with_room(signer, call, most)) {
			Some(Room::Of { payer, used, max }) => {
				let class = if matches!(payer.how, How::Own) { order::OWN } else { order::SPONSORED };
				let priority = class.saturating_add(order::by_use(used, max));
				// What is paid for an answer is judged against the state of now: only one of an account waits in the pool, or a
				// stranger would fill it for nothing.
				let provides = match payer.how {
					How::Answer => [(b"answer", &signer).encode()].into(),
					_ => Default::default(),
				};
				let validity = ValidTransaction { priority, provides, ..Default::default() };
				return Ok((validity, Val::Use(Use { payer, most }), origin));
			},
			Some(Room::Missing { soon, unread }) => (soon, unread),
			None => (false, Payer::<T>::LOOKUPS),
		};
		match self.0.validate(origin.clone(), call, info, len, (), implication, source) {
			Ok((mut validity, val, origin)) => {
				validity.priority = order::COINS.saturating_add(validity.priority.min(order::HIGHEST_TIP));
				Ok((validity, Val::Pay { charge: val, unread }, origin))
			},
			Err(_) if waits && source == TransactionSource::InBlock => {
				Err(InvalidTransaction::ExhaustsResources.into())
			},
			Err(_) if waits => Ok((ValidTransaction::default(), Val::Wait, origin)),
			Err(error) => Err(error),
		}
	}

	fn prepare(
		self,
		val: Val<T>,
		origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Pre<T>, TransactionValidityError> {
		match val {
			Val::Use(used) => {
				Pallet::<T>::take(&used.payer.party, used.most);
				if let How::Sponsored { account, .. } = &used.payer.how {
					Pallet::<T>::spend(account, used.most);
				}
				Ok(Pre::Use(used))
			},
			Val::Wait => Err(InvalidTransaction::ExhaustsResources.into()),
			Val::Pay { charge, unread } => {
				Ok(Pre::Pay { charge: self.0.prepare(charge, origin, call, info, len)?, unread })
			},
		}
	}

	/// Gives back what the transaction did not take. A call may make its signer a party, or no longer be one: what holds is
	/// what held at the start.
	fn post_dispatch_details(
		pre: Pre<T>,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Pre::Pay { charge, unread } => {
				let spared = Pallet::<T>::most_weight().saturating_sub(Payer::<T>::coins_weight(unread));
				let weight = post.calc_actual_weight(info).saturating_sub(spared);
				let post = PostDispatchInfo { actual_weight: Some(weight), pays_fee: post.pays_fee };
				Charge::<T>::post_dispatch_details(charge, info, &post, len, result)
					.map(|unspent| unspent.saturating_add(spared))
			},
			Pre::Use(Use { payer, most }) => {
				let spared = Pallet::<T>::most_weight().saturating_sub(payer.weight());
				let weight = post.calc_actual_weight(info).saturating_sub(spared);
				let taken = if post.pays_fee == Pays::No { 0 } else { Pallet::<T>::usage(weight, len) };
				let unused = most.saturating_sub(taken);
				Pallet::<T>::restore(&payer.party, unused);
				if let How::Sponsored { account, sponsor } = &payer.how {
					Pallet::<T>::give_back(account, sponsor, unused);
				}
				Ok(spared)
			},
		}
	}
}
