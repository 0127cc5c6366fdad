use alloc::vec::Vec;
use frame_support::weights::Weight;

/// Why a seat is not given, or not given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoSeat {
	/// All seats are taken.
	Full,
	/// Nobody would be left.
	Last,
}

/// Told by `attestations` and `institutions` when a key begins or ceases to speak for a party in good standing; answered by
/// the council on which each of that register's parties has one seat.
pub trait Seats<AccountId> {
	/// Gives up the seat of `outgoing` and takes one for `incoming`, both at once. What is refused changes nothing.
	fn change(outgoing: Option<&AccountId>, incoming: Option<&AccountId>) -> Result<(), NoSeat>;
	/// The most that a change weighs.
	fn weight() -> Weight;
	/// Who sits, in any order; `None` where there is no council.
	fn seated() -> Option<Vec<AccountId>>;
}

/// A register without a council.
impl<AccountId> Seats<AccountId> for () {
	fn change(_: Option<&AccountId>, _: Option<&AccountId>) -> Result<(), NoSeat> {
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}

	fn seated() -> Option<Vec<AccountId>> {
		None
	}
}
