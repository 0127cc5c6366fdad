//! Reference rates that loans follow (LPR, HIBOR, prime), and what their agencies attest of them.

use crate::{record, AgencyId, Currency, Date, Rate, ReferenceRateId, Text};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Quotes of one reference that are kept: those of four years if it is published daily. The oldest make room.
pub const MOST_QUOTES: u32 = 1_024;

/// References that a network can have, retired ones too.
pub const MOST_REFERENCES: u32 = 256;

/// Days after its publication on which a quote can still be attested: a long holiday's.
pub const LATEST_DAYS: u32 = 7;

record! {
	/// A reference rate.
	#[serde(rename_all = "camelCase")]
	pub struct ReferenceRateSpec {
		/// As the trade calls it, such as LPR or HIBOR. 1 to 64 bytes.
		pub name: Text<64>,
		/// Of what loans are priced by it.
		pub currency: Currency,
		/// Of what term it is, in words: `1 year`, `over 5 years`, `3 months`, `none`. 1 to 32 bytes.
		pub tenor: Text<32>,
		/// Number of the agency that attests it.
		pub agency: AgencyId,
	}
}

record! {
	/// What a reference stood at, from the day of its publication on.
	#[derive(Copy)]
	pub struct ReferenceQuote {
		/// The day of its publication. Days since 1970-01-01.
		pub published: Date,
		/// The reference's own rate, without a spread. Hundred-millionths of the whole a year: 3.00 % is 3,000,000.
		pub rate: Rate,
	}
}

/// A reference rate as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ReferenceRateView {
	/// Its number.
	pub id: ReferenceRateId,
	/// What was entered.
	#[serde(flatten)]
	pub spec: ReferenceRateSpec,
	/// Whether no quotes come any more, and no new loan can follow it.
	pub retired: bool,
	/// What was published last. Null before the first quote.
	pub last: Option<ReferenceQuote>,
	/// How many quotes are kept, at most 1,024.
	pub quotes: u32,
}
