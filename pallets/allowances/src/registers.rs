//! What the runtime says: which parties there are, and what its registers know an account as.

use alloc::vec::Vec;

/// A party with an allowance. How large it is, the SDK's `RestrictedEntity` says.
pub trait Party<AccountId> {
	/// What clients call it, for example `agency`.
	fn name(&self) -> &'static str;

	/// Whether this account, which acts for the party, may do what only its own key may: use all of the allowance, and share
	/// it. An officer of a firm may not.
	fn is_led_by(&self, who: &AccountId) -> bool;

	/// How many accounts it may sponsor at a time.
	fn sponsored_at_most(&self) -> u32;

	/// Whether it may share nothing now.
	fn is_frozen(&self) -> bool;
}

/// The parties for which an account acts, and how many storage items were read at most to find them.
pub struct Found<Party> {
	pub parties: Vec<Party>,
	pub reads: u64,
}

/// The runtime's registers.
pub trait Registers<AccountId, Party, Call> {
	/// Storage items that are read at most to find an account's parties and what they have used.
	const LOOKUPS: u64;

	/// Storage items that are read at most to find who pays for a call that [`Registers::asks`] for it.
	const ANSWER_LOOKUPS: u64;

	/// For which parties an account acts, in the order in which their allowances are asked for room. None: a stranger.
	fn find(who: &AccountId) -> Found<Party>;

	/// Whether this is one of the calls for which somebody may pay: for all others nothing is read.
	fn asks(call: &Call) -> bool;

	/// The party that pays for this call because its signer must be able to make it and is no party. It pays only for a call
	/// that would succeed, and cannot be made again and again.
	fn pays_for(signer: &AccountId, call: &Call) -> Option<Party>;
}

/// Sets the stage for the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId, Call, UndoCall> {
	/// The `n`th account that acts for parties: for as many as are asked, and found after everybody else.
	fn party(n: u32) -> AccountId;
	/// The `n`th account that may sponsor.
	fn sponsor(n: u32) -> AccountId;
	/// A call of this account for which [`Registers::pays_for`] finds somebody, the one that takes most to judge.
	fn answer(who: &AccountId) -> Call;
	/// Has this sponsored account keep something on credit. The call gives it up.
	fn keep(who: &AccountId) -> UndoCall;
}
