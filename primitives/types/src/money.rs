//! Integer money. Rates are basis points per year; nothing here knows a float.

use crate::words::words;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Minor units (fen, cents, avos). At most [`MAX_AMOUNT`], so that sums of thousands fit and JSON numbers stay exact.
pub type Amount = u64;

/// Ten trillion major units: the largest amount any call accepts.
pub const MAX_AMOUNT: Amount = 1_000_000_000_000_000;

/// Hundredths of a per cent: 10 000 is the whole.
pub type BasisPoints = u32;

/// The whole, in basis points.
pub const WHOLE: BasisPoints = 10_000;

/// ISO 4217 code of a currency with two decimal places.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
	/// Yuan of mainland China; the minor unit is the fen.
	Cny,
	/// Hong Kong dollar; the minor unit is the cent.
	Hkd,
	/// Pataca of Macao; the minor unit is the avo.
	Mop,
	/// United States dollar; the minor unit is the cent.
	Usd,
}

words!(Currency { Cny = "CNY", Hkd = "HKD", Mop = "MOP", Usd = "USD" });

impl core::fmt::Debug for Currency {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(self.name())
	}
}

/// `amount × share / 10 000`, rounded down, saturating at the type's end.
pub fn share_of(amount: Amount, share: BasisPoints) -> Amount {
	let part = u128::from(amount) * u128::from(share) / u128::from(WHOLE);
	Amount::try_from(part).unwrap_or(Amount::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_share_rounds_down_and_never_wraps() {
		assert_eq!(share_of(199, 5_000), 99);
		assert_eq!(share_of(MAX_AMOUNT, WHOLE), MAX_AMOUNT);
		assert_eq!(share_of(Amount::MAX, u32::MAX), Amount::MAX);
	}
}
