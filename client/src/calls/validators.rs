//! Calls about who makes blocks.

use subxt::utils::AccountId32;

super::calls! { "Validators":
	/// Offers a seat (governance).
	Invite = invite { who: AccountId32 }
	/// Takes the seat that one was invited to (operator).
	Join = join {}
	/// Gives one's seat back (operator).
	Leave = leave {}
	/// Takes a seat away (governance).
	Remove = remove { who: AccountId32 }
	/// Shows that a validator made two blocks at once (anybody).
	ReportDoubleBlock<Proof> = report_double_block { proof: Proof, session: u32 }
	/// Takes lost validators' seats and has the others vote on finality (governance).
	RestoreFinality = restore_finality { lost: Vec<AccountId32>, last_final: u32, set: u64 }
}
