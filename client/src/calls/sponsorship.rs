//! Calls about who lets others use an allowance.

use crate::Call;
use subxt::utils::AccountId32;

super::calls! { "Sponsorship":
	/// Lets an account use one's own allowance, in the smallest units of the coin (any party).
	Sponsor = sponsor { account: AccountId32, budget: Budget }
	/// Ends a sponsorship (the sponsor or the account).
	End = end { account: AccountId32 }
	/// Undoes what an account wrongly set aside, at its sponsor's cost.
	Clear = clear { account: AccountId32, undo: Call }
}

/// Work that a sponsor lends, in the smallest units of the coin: a thousandth of a nanosecond of the chain's work each.
pub type Budget = u128;
