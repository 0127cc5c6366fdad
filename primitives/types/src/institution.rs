//! Institutions: who lends.

use crate::{record, InstitutionId, Jurisdiction, Text};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// What an institution is.
	#[derive(Copy)]
	pub enum InstitutionKind {
		/// A bank that the state owns.
		StateBank,
		/// A national joint-stock bank.
		JointStockBank,
		/// A city commercial bank.
		CityBank,
		/// A rural commercial bank.
		RuralBank,
		/// A village and township bank.
		VillageBank,
		/// A bank without branches.
		DigitalBank,
		/// A financing guarantee company.
		GuaranteeCompany,
		/// A small-loan company.
		SmallLoanCompany,
		/// An insurer.
		Insurer,
		/// A leasing company.
		LeasingCompany,
		/// A factoring company.
		FactoringCompany,
		/// A bank from elsewhere.
		ForeignBank,
	}
}

record! {
	/// What governance enters of an institution.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct InstitutionSpec<AccountId> {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Of which kind it is.
		pub kind: InstitutionKind,
		/// Where it belongs to.
		pub jurisdiction: Jurisdiction,
		/// The account that signs for it.
		pub key: AccountId,
	}
}

/// An institution as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct InstitutionView<AccountId> {
	/// Its number.
	pub id: InstitutionId,
	/// Its name, at most 128 bytes of UTF-8.
	pub name: Text<128>,
	/// Of which kind it is.
	pub kind: InstitutionKind,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// The account that signs for it.
	pub key: AccountId,
	/// Suspended by governance.
	pub suspended: bool,
	/// How many applications it did not decide in time.
	pub missed_deadlines: u32,
}
