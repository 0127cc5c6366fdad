//! Several calls in one transaction.

use crate::Call;

super::calls! { "Utility":
	/// Each in its turn, up to the first that is refused.
	Batch = batch { calls: Vec<Call> }
	/// All or none.
	BatchAll = batch_all { calls: Vec<Call> }
	/// Each done or refused by itself.
	ForceBatch = force_batch { calls: Vec<Call> }
}
