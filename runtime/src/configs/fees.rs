//! What a transaction costs, and whom. A party that the registers know uses its allowance, or its sponsor's; everybody
//! else, and a party that offers a tip, pays for weight and length in coins. `docs/fees.md` explains it to users.
//!
//! Two of the transaction extensions are the SDK's with our own rule around them. They keep the SDK's names and bytes, so
//! that every wallet builds exactly what it builds for any other chain.

use super::allowances::{Found, Party, FIRMS_ASKED};
use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{GetDispatchInfo as _, Pays},
	parameter_types,
	traits::{
		fungible::Inspect as _,
		tokens::{Fortitude, Preservation},
		ConstU128, ConstU32, ConstU8, Contains as _,
	},
	weights::{ConstantMultiplier, Weight, WeightToFee as _},
};
use frame_system::{ensure_signed, CheckNonce};
use pallet_origin_restriction::WeightInfo as _;
use pallet_transaction_payment::{ChargeTransactionPayment, FeeDetails, FungibleAdapter, RuntimeDispatchInfo};
use scale_info::TypeInfo;
use sp_runtime::{
	generic::Preamble,
	traits::{
		AsSystemOriginSigner as _, DispatchInfoOf, Implication, One, PostDispatchInfoOf, TransactionExtension,
		ValidateResult,
	},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError, ValidTransaction,
	},
	DispatchResult, FixedU128,
};

/// Least balance of an account that holds coins.
pub const EXISTENTIAL_DEPOSIT: Balance = constants::MILLIUNIT;

/// Blocks for which a transaction may wait in the pool until its party's allowance has recovered.
pub const PATIENCE: u32 = constants::MINUTES;

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = ConstU32<16>;
	type MaxLocks = ConstU32<16>;
	type MaxReserves = ConstU32<16>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
}

parameter_types! {
	/// A block full of bytes costs about what one full of work does: 3.75 MiB to three quarters of a coin.
	pub const FeePerByte: Balance = 200_000;
	/// Fees do not follow demand: the parties' transactions go first in any case, and a stranger's must not become expensive
	/// for it.
	pub FlatMultiplier: FixedU128 = FixedU128::one();
}

/// A coin for a second of work (10^12 of weight).
pub struct WeightFee;
impl frame_support::weights::WeightToFee for WeightFee {
	type Balance = Balance;
	fn weight_to_fee(weight: &Weight) -> Balance {
		Balance::from(weight.ref_time())
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = pallet_transaction_payment::ConstFeeMultiplier<FlatMultiplier>;
	type LengthToFee = ConstantMultiplier<Balance, FeePerByte>;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
	type WeightToFee = WeightFee;
}

/// In which order the pool hands transactions to a block, from the highest bits down: who pays, how much of its allowance
/// the payer has used, the place in the account's queue, and among strangers the tip.
pub mod order {
	use super::*;

	/// Paid by the signer's own allowance, by a sponsor's, in coins. What waits for an allowance comes after all of them.
	pub const OWN: TransactionPriority = 3 << 61;
	pub const SPONSORED: TransactionPriority = 2 << 61;
	pub const COINS: TransactionPriority = 1 << 61;

	/// The most that a fee and a tip add: less than one place in a queue.
	pub const HIGHEST_TIP: TransactionPriority = (1 << 40) - 1;

	/// Places of an account's queue that are told apart.
	const PLACES: Nonce = 1 << 16;

	/// Sixteenths of an allowance.
	const PARTS: Balance = 16;

	/// The earlier in its account's queue, the higher: each account's first waiting transaction goes before anybody's
	/// second.
	pub fn by_place(place: Nonce) -> TransactionPriority {
		TransactionPriority::from(PLACES.saturating_sub(place)).saturating_mul(HIGHEST_TIP.saturating_add(1))
	}

	/// The less of an allowance is used, the higher.
	pub fn by_use(used: Balance, max: Balance) -> TransactionPriority {
		let part = used.saturating_mul(PARTS).checked_div(max).unwrap_or(PARTS).min(PARTS - 1);
		u64::try_from(PARTS - 1 - part).unwrap_or_default() << 57
	}
}

/// [`CheckNonce`], and turns: who floods the chain waits behind his own transactions.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking)]
pub struct FairNonce(CheckNonce<Runtime>);

impl From<Nonce> for FairNonce {
	fn from(nonce: Nonce) -> Self {
		Self(CheckNonce::from(nonce.into()))
	}
}

/// As clients see it.
impl TypeInfo for FairNonce {
	type Identity = CheckNonce<Runtime>;
	fn type_info() -> scale_info::Type {
		CheckNonce::<Runtime>::type_info()
	}
}

impl TransactionExtension<RuntimeCall> for FairNonce {
	const IDENTIFIER: &'static str = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Implicit;
	type Val = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Val;
	type Pre = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Pre;

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		implicit: Self::Implicit,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		let (mut validity, val, origin) = self.0.validate(origin, call, info, len, implicit, implication, source)?;
		if let Some(who) = origin.as_system_origin_signer() {
			validity.priority = order::by_place((*self.0 .0).saturating_sub(*System::account_nonce(who)));
		}
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		CheckNonce::<Runtime>::post_dispatch_details(pre, info, post, len, result)
	}
}

type Charge = ChargeTransactionPayment<Runtime>;

/// [`ChargeTransactionPayment`] for strangers; for parties, their allowance or their sponsor's first. Who offers a tip wants
/// to pay, and pays like a stranger.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking)]
pub struct AllowanceOrFee(Charge);

impl From<Balance> for AllowanceOrFee {
	fn from(tip: Balance) -> Self {
		Self(Charge::from(tip))
	}
}

/// As clients see it.
impl TypeInfo for AllowanceOrFee {
	type Identity = Charge;
	fn type_info() -> scale_info::Type {
		Charge::type_info()
	}
}

/// Whose allowance a transaction would use.
struct Payer {
	party: Party,
	how: How,
	/// Storage items that were read at most to find it.
	reads: u64,
}

/// Whether an allowance has room for a transaction.
enum Room {
	/// This party's: what it has used, and the most that it may have used.
	Of { payer: Payer, used: Balance, max: Balance },
	/// None has, and one will in a later block.
	Later,
	/// None has.
	Missing,
}

enum How {
	/// The signer acts for it.
	Own,
	/// It sponsors the signer: the signer, and the sponsor's key.
	Sponsored(AccountId, AccountId),
	/// It registered the enterprise whose control, or office, the signer answers to, or whose guardian it is.
	Answer,
}

impl Payer {
	/// The first that has room for so much.
	fn with_room(signer: &AccountId, call: &RuntimeCall, most: Balance) -> Room {
		let mut room = Room::Missing;
		// Asked one after another: who pays himself asks for no sponsor.
		let ways: [&dyn Fn() -> Vec<Self>; 3] =
			[&|| Self::own(signer), &|| Self::sponsors(signer, most), &|| Self::registrar(signer, call)];
		for payer in ways.iter().flat_map(|way| way()) {
			let (mut allowance, used) = payer.party.used();
			if payer.is_an_officers(signer) {
				allowance.max /= 2;
			}
			let after = used.saturating_add(most);
			if after <= allowance.max {
				return Room::Of { payer, used, max: allowance.max };
			}
			let recovers = allowance.recovery_per_block.saturating_mul(PATIENCE.into());
			if most <= allowance.max && after.saturating_sub(recovers) <= allowance.max {
				room = Room::Later;
			}
		}
		room
	}

	/// Whether an officer signs for a firm. Half of the firm's allowance is its controller's alone, who could otherwise be kept
	/// from ending the mandate, from a dispute or a veto, by whoever uses all of it.
	fn is_an_officers(&self, signer: &AccountId) -> bool {
		match (&self.how, &self.party) {
			(How::Own, Party::Enterprise(firm)) => {
				<EnterpriseRegistry as lingnan_support::Enterprises<AccountId>>::controller(firm).as_ref()
					!= Some(signer)
			},
			_ => false,
		}
	}

	/// The parties for which the signer acts.
	fn own(signer: &AccountId) -> Vec<Self> {
		let Found { parties, reads } = Party::find(signer);
		// What the firms before it have used was asked, too.
		parties.into_iter().zip(reads..).map(|(party, reads)| Self { party, how: How::Own, reads }).collect()
	}

	/// The signer's sponsor, if the budget suffices.
	fn sponsors(signer: &AccountId, amount: Balance) -> Vec<Self> {
		let Some(sponsor) = pallet_sponsorship::Pallet::<Runtime>::payer(signer, amount) else { return Vec::new() };
		let how = || How::Sponsored(signer.clone(), sponsor.clone());
		let parties = Party::find(&sponsor).parties.into_iter();
		parties.map(|party| Self { party, how: how(), reads: MOST_LOOKUPS }).collect()
	}

	/// Who is offered control of an enterprise is no party yet, and a guardian is none: the registrar pays for the one
	/// transaction that ends the offer, for a guardian's words with their bounds, and for the refusal of an office that nobody
	/// asked for. For no other, and for none that would fail: it could be sent again and again.
	fn registrar(signer: &AccountId, call: &RuntimeCall) -> Vec<Self> {
		let RuntimeCall::EnterpriseRegistry(answer) = call else { return Vec::new() };
		let stopped = !<Runtime as frame_system::Config>::BaseCallFilter::contains(call);
		let agency = EnterpriseRegistry::pays_for(signer, answer).filter(|_| !stopped);
		let payer = |agency| Self { party: Party::Agency(agency), how: How::Answer, reads: MOST_LOOKUPS };
		agency.into_iter().map(payer).collect()
	}
}

/// A use of an allowance: by whom, and the most that it may take.
pub struct Use {
	payer: Payer,
	most: Balance,
}

pub enum Val {
	Use(Use),
	/// There will be room in a later block. The pool keeps it; a block does not take it.
	Wait,
	Pay(<Charge as TransactionExtension<RuntimeCall>>::Val),
}

pub enum Pre {
	Use(Use),
	Pay(<Charge as TransactionExtension<RuntimeCall>>::Pre),
}

/// Storage items that are read at most to find out who pays: the signer's and what they used but for the last, the sponsor,
/// the sponsor's likewise, and an enterprise with its guardians, their words, recovery, who began it, veto and freeze, the
/// days of a recovery, the day, and what stops a call.
const MOST_LOOKUPS: u64 = 2 * (Party::LOOKUPS + FIRMS_ASKED as u64) + 1 + 14;

impl AllowanceOrFee {
	/// What a transaction uses, counted as `pallet-origin-restriction` does.
	fn usage(weight: Weight, len: usize) -> Balance {
		let length = Weight::from_parts(u64::try_from(len).unwrap_or(u64::MAX), 0);
		WeightFee::weight_to_fee(&weight)
			.saturating_add(<Runtime as pallet_transaction_payment::Config>::LengthToFee::weight_to_fee(&length))
	}

	/// Finding out who pays.
	fn lookups(items: u64) -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads(items)
	}
}

impl TransactionExtension<RuntimeCall> for AllowanceOrFee {
	const IDENTIFIER: &'static str = <Charge as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = ();
	type Val = Val;
	type Pre = Pre;

	fn weight(&self, call: &RuntimeCall) -> Weight {
		let restrict = <Runtime as pallet_origin_restriction::Config>::WeightInfo::restrict_origin_tx_ext();
		let charge = self.0.weight(call).max(restrict);
		charge.saturating_add(Self::lookups(MOST_LOOKUPS))
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		_: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Val, RuntimeCall> {
		let signer = ensure_signed(origin.clone()).ok().filter(|_| self.0.tip() == 0);
		let most = Self::usage(info.total_weight(), len);
		let waits = match signer.as_ref().map(|signer| Payer::with_room(signer, call, most)) {
			Some(Room::Of { payer, used, max }) => {
				let class = if matches!(payer.how, How::Own) { order::OWN } else { order::SPONSORED };
				let priority = class.saturating_add(order::by_use(used, max));
				// What a registrar pays for is judged against the state of now: only one of an account waits in the pool, or a
				// stranger would fill it for nothing.
				let provides = match payer.how {
					How::Answer => [(b"answer", &signer).encode()].into(),
					_ => Default::default(),
				};
				let validity = ValidTransaction { priority, provides, ..Default::default() };
				return Ok((validity, Val::Use(Use { payer, most }), origin));
			},
			Some(Room::Later) => true,
			Some(Room::Missing) | None => false,
		};
		match self.0.validate(origin.clone(), call, info, len, (), implication, source) {
			Ok((mut validity, val, origin)) => {
				validity.priority = order::COINS.saturating_add(validity.priority.min(order::HIGHEST_TIP));
				Ok((validity, Val::Pay(val), origin))
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
		val: Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Pre, TransactionValidityError> {
		match val {
			Val::Use(used) => {
				used.payer.party.take(used.most);
				if let How::Sponsored(account, _) = &used.payer.how {
					pallet_sponsorship::Pallet::<Runtime>::spend(account, used.most);
				}
				Ok(Pre::Use(used))
			},
			Val::Wait => Err(InvalidTransaction::ExhaustsResources.into()),
			Val::Pay(val) => Ok(Pre::Pay(self.0.prepare(val, origin, call, info, len)?)),
		}
	}

	/// Gives back what the transaction did not take. A call may make its signer a party, or no longer be one: what holds is
	/// what held at the start.
	fn post_dispatch_details(
		pre: Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Pre::Pay(pre) => Charge::post_dispatch_details(pre, info, post, len, result),
			Pre::Use(Use { payer, most }) => {
				let spared = Self::lookups(MOST_LOOKUPS.saturating_sub(payer.reads));
				let weight = post.calc_actual_weight(info).saturating_sub(spared);
				let taken = if post.pays_fee == Pays::No { 0 } else { Self::usage(weight, len) };
				let unused = most.saturating_sub(taken);
				payer.party.give_back(unused);
				if let How::Sponsored(account, sponsor) = &payer.how {
					pallet_sponsorship::Pallet::<Runtime>::give_back(account, sponsor, unused);
				}
				Ok(spared)
			},
		}
	}
}

/// Whether a signed transaction would take no coins if it were sent now: an allowance has room for it, or will have soon and
/// its signer has no coins to pay with.
fn is_free(extrinsic: &UncheckedExtrinsic, len: u32, info: &DispatchInfoOf<RuntimeCall>) -> bool {
	let Preamble::Signed(MultiAddress::Id(signer), _, extensions) = &extrinsic.preamble else { return false };
	let tip = extensions.8 .0.tip();
	let most = AllowanceOrFee::usage(info.total_weight(), usize::try_from(len).unwrap_or(usize::MAX));
	let too_poor = || {
		let fee = TransactionPayment::compute_fee(len, info, tip);
		Balances::reducible_balance(signer, Preservation::Preserve, Fortitude::Polite) < fee
	};
	tip == 0
		&& match Payer::with_room(signer, &extrinsic.function, most) {
			Room::Of { .. } => true,
			Room::Later => too_poor(),
			Room::Missing => false,
		}
}

/// What a transaction will cost its signer in coins, as far as it can be known beforehand.
pub fn query_info(extrinsic: UncheckedExtrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
	let free = is_free(&extrinsic, len, &extrinsic.get_dispatch_info());
	let info = TransactionPayment::query_info(extrinsic, len);
	if free {
		RuntimeDispatchInfo { partial_fee: 0, ..info }
	} else {
		info
	}
}

/// The same by its parts.
pub fn query_fee_details(extrinsic: UncheckedExtrinsic, len: u32) -> FeeDetails<Balance> {
	let free = is_free(&extrinsic, len, &extrinsic.get_dispatch_info());
	let details = TransactionPayment::query_fee_details(extrinsic, len);
	if free {
		FeeDetails { inclusion_fee: None, ..details }
	} else {
		details
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_second_of_work_costs_a_coin() {
		assert_eq!(WeightFee::weight_to_fee(&Weight::from_parts(1_000_000_000_000, 0)), constants::UNIT);
		assert_eq!(EXISTENTIAL_DEPOSIT, 1_000_000_000);
		assert_eq!(AllowanceOrFee::usage(Weight::from_parts(5, 9), 2), 5 + 400_000);
	}

	#[test]
	fn a_block_of_bytes_costs_about_a_block_of_work() {
		use frame_support::dispatch::DispatchClass;
		let length = *configs::system::RuntimeBlockLength::get().max.get(DispatchClass::Normal);
		let weights = configs::system::RuntimeBlockWeights::get();
		let work = weights.get(DispatchClass::Normal).max_total.expect("there is a limit").ref_time();
		let bytes = Balance::from(length) * FeePerByte::get();
		assert!((Balance::from(work)..Balance::from(work) * 11 / 10).contains(&bytes), "{work} and {bytes}");
	}

	/// Payer, use, place, tip: none can make up for the one before.
	#[test]
	fn the_order_is_that_of_its_parts() {
		use order::*;
		let fullest = by_use(1, 1);
		assert_eq!(fullest, 0);
		assert_eq!(by_use(5, 0), 0);
		assert!(by_place(0) > by_place(1) + HIGHEST_TIP);
		assert_eq!(by_place(Nonce::MAX), 0);
		assert!(by_use(0, 16) > by_use(1, 16) + by_place(0) + HIGHEST_TIP);
		for (higher, lower) in [(OWN, SPONSORED), (SPONSORED, COINS), (COINS, 0)] {
			assert!(higher > lower + by_use(0, 1) + by_place(0) + HIGHEST_TIP);
		}
		assert!(OWN.checked_add(by_use(0, 1) + by_place(0)).is_some());
	}
}
