//! Numbers by which records are known. Each is assigned by the pallet that owns the record and never reused.
//!
//! A number is a type of its own, so that a loan's is not taken for an asset's. On the wire, in the storage and in JSON each is
//! the bare number. There is no arithmetic: the only number that is made from another is the next one.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, num::ParseIntError, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A number of a record, for what is done alike with several kinds.
pub trait Numbered: Copy + Ord {
	/// The number that follows. None: this is the last one.
	fn following(self) -> Option<Self>;
}

/// Declares numbers of records: the name, and the number behind it.
macro_rules! ids {
	($($(#[$doc:meta])* $name:ident($number:ty);)+) => {
		$(
			$(#[$doc])*
			#[derive(
				Clone,
				Copy,
				PartialEq,
				Eq,
				PartialOrd,
				Ord,
				Hash,
				Debug,
				Default,
				Encode,
				Decode,
				DecodeWithMemTracking,
				MaxEncodedLen,
				TypeInfo,
				Serialize,
				Deserialize,
			)]
			#[scale_info(capture_docs = "always")]
			#[serde(transparent)]
			pub struct $name(pub $number);

			impl $name {
				/// The number that follows. None: this is the last one.
				pub const fn next(self) -> Option<Self> {
					match self.0.checked_add(1) {
						Some(number) => Some(Self(number)),
						None => None,
					}
				}
			}

			impl Numbered for $name {
				fn following(self) -> Option<Self> {
					self.next()
				}
			}

			impl fmt::Display for $name {
				fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
					fmt::Display::fmt(&self.0, f)
				}
			}

			impl FromStr for $name {
				type Err = ParseIntError;

				fn from_str(text: &str) -> Result<Self, Self::Err> {
					text.parse().map(Self)
				}
			}

			/// As the place in a list by the page, whatever is listed.
			impl From<$name> for u64 {
				fn from(id: $name) -> Self {
					id.0.into()
				}
			}

			/// From the place in a list by the page.
			impl TryFrom<u64> for $name {
				type Error = <$number as TryFrom<u64>>::Error;

				fn try_from(number: u64) -> Result<Self, Self::Error> {
					number.try_into().map(Self)
				}
			}
		)+

		/// Each, with the number behind it.
		#[cfg(test)]
		macro_rules! each_id {
			($each:ident) => { $($each!($name, $number);)+ };
		}
	};
}

ids! {
	/// The number of a public agency, from 0. Owned by `attestations`.
	AgencyId(u32);
	/// The number of an indicator that an agency attests, from 0. Owned by `attestations`.
	IndicatorId(u32);
	/// The number of a dataset that an agency anchored, from 0. Owned by `attestations`.
	DatasetId(u32);
	/// The number of a scorecard, from 0: each version is one of its own. Owned by `credit-scoring`.
	ScorecardId(u32);
	/// The number of a financial institution, from 0. Owned by `institutions`.
	InstitutionId(u32);
	/// The number of a product, from 0. Owned by `products`.
	ProductId(u32);
	/// The number of an application for a product, from 0. Owned by `financing`.
	ApplicationId(u64);
	/// The number of a loan, which is that of the application it came from. Owned by `financing`.
	LoanId(u64);
	/// The number of an asset that can secure a loan, from 0. Owned by `collateral`.
	AssetId(u64);
	/// The number of a lien on an asset, from 0. Owned by `collateral`.
	LienId(u64);
	/// The number of a consent, from 0. Owned by `consents`.
	ConsentId(u64);
	/// The number of a reference rate that loans follow, from 0. Owned by `reference-rates`.
	ReferenceRateId(u32);
	/// The number of a guarantor, from 0. Owned by `guarantees`.
	GuarantorId(u32);
	/// The number of a guarantee, from 0. Owned by `guarantees`.
	GuaranteeId(u64);
	/// The number of a credit line, from 0. Owned by `credit-lines`.
	LineId(u64);
	/// The number of a policy by which an institution decides at once, from 0: each version is one of its own. Owned by `policies`.
	PolicyId(u32);
}

impl ApplicationId {
	/// The loan that it becomes.
	pub const fn loan(self) -> LoanId {
		LoanId(self.0)
	}
}

impl LoanId {
	/// The application that it came from.
	pub const fn application(self) -> ApplicationId {
		ApplicationId(self.0)
	}
}

/// Counts the attestations made about one enterprise and one indicator, from 1.
pub type Revision = u32;

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::{String, ToString};
	use codec::DecodeAll;
	use core::fmt::Debug;
	use serde_json::json;

	/// What every number of a record is to whoever reads bytes, JSON or text.
	fn is_the_number<Id, Number>(id: fn(Number) -> Id)
	where
		Id: Copy + Debug + PartialEq + Encode + DecodeAll + MaxEncodedLen + Serialize + TypeInfo + FromStr,
		Id: ToString + TryFrom<u64> + Into<u64> + for<'a> Deserialize<'a> + 'static,
		Number: Copy + Debug + PartialEq + Encode + MaxEncodedLen + Serialize + TypeInfo + ToString + Into<u64>,
		Number: TryFrom<u64> + 'static,
	{
		assert_eq!(Id::max_encoded_len(), Number::max_encoded_len());
		for wide in [0, 1, 7, 258, u64::from(u32::MAX), u64::MAX] {
			let Ok(number) = Number::try_from(wide) else {
				assert!(
					Id::try_from(wide).is_err() && wide.to_string().parse::<Id>().is_err(),
					"{wide} fits no record"
				);
				continue;
			};
			let one = id(number);
			assert_eq!(one.encode(), number.encode());
			assert_eq!(Id::decode_all(&mut &number.encode()[..]), Ok(one));
			assert_eq!(serde_json::to_value(one).unwrap(), json!(number));
			assert_eq!(serde_json::from_value::<Id>(json!(number)).unwrap(), one);
			assert_eq!((one.to_string(), one.to_string().parse().ok()), (number.to_string(), Some(one)));
			assert_eq!((Id::try_from(wide).ok(), one.into()), (Some(one), wide));
		}
		for text in ["", "x", "-1", "1.0", " 1"] {
			assert!(text.parse::<Id>().is_err(), "{text:?}");
		}
		// To a client that reads metadata: one number without a name, with words of its own.
		let info = Id::type_info();
		let scale_info::TypeDef::Composite(composite) = &info.type_def else { panic!("{info:?}") };
		let [field] = &composite.fields[..] else { panic!("{info:?}") };
		assert_eq!((field.name, field.ty), (None, scale_info::meta_type::<Number>()));
		assert!(info.docs.concat().contains("number of"), "{info:?}");
	}

	#[test]
	fn each_is_its_number_to_whoever_reads_it() {
		macro_rules! each {
			($name:ident, $number:ty) => {
				is_the_number::<$name, $number>($name);
			};
		}
		each_id!(each);
	}

	#[test]
	fn the_last_number_is_followed_by_none() {
		macro_rules! each {
			($name:ident, $number:ty) => {
				assert_eq!($name(0).next(), Some($name(1)));
				assert_eq!($name(<$number>::MAX - 1).next(), Some($name(<$number>::MAX)));
				assert_eq!($name(<$number>::MAX).next(), None, "{} begins again", stringify!($name));
			};
		}
		each_id!(each);
	}

	#[test]
	fn a_loan_has_the_number_of_its_application() {
		assert_eq!((ApplicationId(7).loan(), LoanId(7).application()), (LoanId(7), ApplicationId(7)));
	}

	#[test]
	fn as_the_key_of_a_map_in_json_each_is_its_number() {
		let map: alloc::collections::BTreeMap<LoanId, bool> = [(LoanId(3), true)].into();
		let text: String = serde_json::to_string(&map).unwrap();
		assert_eq!(text, r#"{"3":true}"#);
		assert_eq!(serde_json::from_str::<alloc::collections::BTreeMap<LoanId, bool>>(&text).unwrap(), map);
	}
}
