//! Calls of the SDK's system pallet.

use super::session::Bytes;
use subxt::utils::H256;

super::calls! { "System":
	/// Does nothing (anybody).
	Remark = remark { remark: Bytes }
	/// Does nothing but tell its hash by an event (anybody).
	RemarkWithEvent = remark_with_event { remark: Bytes }
	/// Lets anybody replace the runtime by the code of that hash (governance).
	AuthorizeUpgrade = authorize_upgrade { code_hash: H256 }
	/// Replaces the runtime by the code that was authorised (anybody).
	ApplyAuthorizedUpgrade = apply_authorized_upgrade { code: Bytes }
}
