//! Calls about acts that wait, and about stops.

use crate::{governance::Track, Call};
use subxt::utils::H256;

super::calls! { "Timelock":
	/// Has a call wait for its time (two thirds of the agencies).
	Schedule = schedule { track: Track, act: Call }
	/// Takes an act back (two thirds of the agencies).
	Cancel = cancel { act: H256 }
	/// Stops an act before its time (half of the institutions).
	Veto = veto { act: H256 }
	/// Stops a call for some time (a third of the agencies).
	Stop<CallName> = stop { call: CallName }
	/// Lets a stop last longer (half of the agencies).
	Prolong<CallName> = prolong { call: CallName }
	/// Ends a stop (two thirds of the agencies).
	Lift<CallName> = lift { call: CallName }
}
