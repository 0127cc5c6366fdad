//! Keys of an enterprise on their way to be replaced.

use crate::{record, AgencyId, Timestamp};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// Who began to replace a key, the weakest first: who stands higher takes the place of who stands lower.
	#[derive(Copy)]
	pub enum Starter {
		/// So many of the enterprise's guardians as it takes.
		Guardians,
		/// The agency that keeps the enterprise's record.
		Registrar(AgencyId),
		/// A court. The sitting controller cannot veto it.
		Court(AgencyId),
	}
}

impl Starter {
	/// The higher, the stronger.
	pub fn rank(self) -> u8 {
		match self {
			Self::Guardians => 0,
			Self::Registrar(_) => 1,
			Self::Court(_) => 2,
		}
	}
}

record! {
	/// A lost or stolen key on its way to be replaced.
	#[serde(rename_all = "camelCase")]
	pub struct Recovery<AccountId> {
		/// The account that is to control the enterprise.
		pub to: AccountId,
		/// Who began it.
		pub by: Starter,
		/// Hash of the documents on which it rests; zeros if guardians named none.
		pub evidence: H256,
		/// When it began. Unix time in seconds.
		pub started_at: Timestamp,
		/// From when on the account can accept control. Unix time in seconds.
		pub ready_at: Timestamp,
	}
}
