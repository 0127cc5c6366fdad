//! What passes between two of the three chains. Nothing here has room for a value that an agency attested: no signed
//! number, no amount, no free text. The types are the first guard of that promise, and the tests below hold them to it.

use crate::{
	record, words::words, BasisPoints, Date, Division, Grade, IndicatorId, Industry, Jurisdiction, RegistrationNumber,
	ScorecardId, Timestamp,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeAll, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Bytes that a message can have, its version included.
pub const MAX_MESSAGE_BYTES: u32 = 256;

/// A message as it travels.
pub type WireMessage = BoundedVec<u8, ConstU32<MAX_MESSAGE_BYTES>>;

/// The corridors, each with the two places that it joins, the instance of the SDK's bridge pallets that it has in the runtime,
/// and the four letters by which the SDK knows the chain at its other end. Calls the named macro with all of them.
#[macro_export]
macro_rules! each_corridor {
	($make:ident) => {
		$make! {
			/// Between Guangdong and Hong Kong.
			GuangdongHongKong { Guangdong, HongKong, Instance1, b"gdhk" }
			/// Between Guangdong and Macao.
			GuangdongMacao { Guangdong, Macao, Instance2, b"gdmo" }
			/// Between Hong Kong and Macao.
			HongKongMacao { HongKong, Macao, Instance3, b"hkmo" }
		}
	};
}

macro_rules! declare {
	($($(#[$($doc:tt)*])* $name:ident { $one:ident, $other:ident, $($sdk:tt)* })+) => {
		record! {
			/// A way between two of the three places, by the name that it has at both ends.
			#[derive(Copy, PartialOrd, Ord)]
			#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
			pub enum Corridor {
				$($(#[$($doc)*])* $name,)+
			}
		}

		words!(Corridor { $($name),+ });

		impl Corridor {
			/// The two places that it joins.
			pub fn ends(self) -> (Jurisdiction, Jurisdiction) {
				match self {
					$(Self::$name => (Jurisdiction::$one, Jurisdiction::$other)),+
				}
			}
		}
	};
}

each_corridor!(declare);

impl Corridor {
	/// The place at the other end, seen from `home`; none if this corridor does not begin there.
	pub fn other_end(self, home: Jurisdiction) -> Option<Jurisdiction> {
		match self.ends() {
			(one, other) if one == home => Some(other),
			(other, one) if one == home => Some(other),
			_ => None,
		}
	}

	/// The corridors that begin or end at a place.
	pub fn of(home: Jurisdiction) -> Vec<Self> {
		Self::ALL.into_iter().filter(|corridor| corridor.other_end(home).is_some()).collect()
	}
}

record! {
	/// What a policy opens or closes as one.
	#[derive(Copy, PartialOrd, Ord)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum DataClass {
		/// Grades that travel, and their revocation.
		Passports,
		/// Checks of documents that a holder carries.
		Vouchers,
		/// Tokens of trade documents that are financed, or about to be.
		Duplicates,
	}
}

words!(DataClass { Passports, Vouchers, Duplicates });

record! {
	/// A grade that an enterprise can show at the other end. What it says besides the grade is in the public register.
	#[serde(rename_all = "camelCase")]
	pub struct Passport {
		/// Counts the passports that were sent through this corridor from this end, from 1. Its number.
		pub number: u64,
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// The account that controls the enterprise at home and acts for it abroad.
		pub holder: H256,
		/// Industry by GB/T 4754.
		pub industry: Industry,
		/// Mainland only.
		pub division: Option<Division>,
		/// The day on which it was founded. Days since 1970-01-01.
		pub founded: Date,
		/// The grade that was proved: the enterprise's is at least this.
		pub grade: Grade,
		/// Of the chain that sends it.
		pub scorecard: ScorecardId,
		/// Share of the scorecard's characteristics that had an attestation. In basis points.
		pub coverage: BasisPoints,
		/// When the rating was made. Unix time in seconds.
		pub rated_at: Timestamp,
		/// First second at which it no longer counts. Unix time in seconds.
		pub valid_until: Timestamp,
		/// Root over the attestations that the rating used.
		pub attestations: H256,
	}
}

record! {
	/// Leave to have one document checked. The document itself is carried by its holder.
	#[serde(rename_all = "camelCase")]
	pub struct Voucher {
		/// Counts the vouchers that were sent through this corridor from this end, from 1. Its number.
		pub number: u64,
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// By the sending chain's numbers.
		pub indicator: IndicatorId,
		/// First second at which it can no longer be checked. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

record! {
	/// What came of a voucher check.
	#[derive(Copy)]
	pub enum VoucherOutcome {
		/// The fingerprint is that of the agency's evidence.
		Match,
		/// It is another.
		Mismatch,
		/// The agency has since made a newer attestation, so the document is not the current one.
		Superseded,
		/// The attestation expired, was taken back, or is disputed.
		NotInForce,
		/// The voucher is unknown, expired or used up.
		NotAllowed,
	}
}

words!(VoucherOutcome { Match, Mismatch, Superseded, NotInForce, NotAllowed });

record! {
	/// What the other end knows of a document that is to be financed here.
	#[derive(Copy)]
	pub enum DuplicateAnswer {
		/// Nothing: it will not finance the document as long as the query stands.
		Clear,
		/// Somebody there is about to finance it, and asked first.
		Claimed,
		/// It is financed there.
		Financed,
	}
}

words!(DuplicateAnswer { Clear, Claimed, Financed });

record! {
	/// Everything that can pass a corridor.
	#[serde(rename_all_fields = "camelCase")]
	pub enum CorridorMessage {
		/// A grade that an enterprise can show at the other end.
		#[codec(index = 0)]
		Passport(Passport),
		/// The passport of this number, and every earlier one of the enterprise, counts no longer.
		#[codec(index = 1)]
		PassportRevoked {
			/// Number of the passport.
			number: u64,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
		},
		/// Leave to have one document checked.
		#[codec(index = 2)]
		Voucher(Voucher),
		/// The salted fingerprint of the document that the holder showed.
		#[codec(index = 3)]
		VoucherCheck {
			/// Number of the voucher, counted for each corridor from 1.
			voucher: u64,
			/// Number of the check, counted by the end that asks.
			check: u64,
			/// Salted hash of the document that the holder showed.
			fingerprint: H256,
		},
		/// What came of a check.
		#[codec(index = 4)]
		VoucherReceipt {
			/// Number of the voucher, counted for each corridor from 1.
			voucher: u64,
			/// Number of the check, counted by the end that asks.
			check: u64,
			/// What came of the check.
			outcome: VoucherOutcome,
		},
		/// Somebody here is about to finance a document. It is held for him at the other end until then.
		#[codec(index = 5)]
		DuplicateQuery {
			/// Exact token of the document.
			document: H256,
			/// When the document was claimed. Unix time in seconds.
			claimed_at: Timestamp,
			/// First second at which the claim no longer stands. Unix time in seconds.
			until: Timestamp,
		},
		/// What the other end knows of the document.
		#[codec(index = 6)]
		DuplicateReply {
			/// Exact token of the document.
			document: H256,
			/// When the document was claimed. Unix time in seconds.
			claimed_at: Timestamp,
			/// What the other end knows of the document.
			answer: DuplicateAnswer,
		},
		/// A document was financed here: by its exact token and by that of what stays the same when it is altered.
		#[codec(index = 7)]
		DuplicateNotice {
			/// Exact token of the document.
			document: H256,
			/// Token of what stays the same when the document is altered.
			similar: H256,
			/// When it was financed. Unix time in seconds.
			financed_at: Timestamp,
		},
	}
}

/// The first byte of every message says by which version of this file it is read.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum CorridorEnvelope {
	/// The first version.
	#[codec(index = 1)]
	V1(CorridorMessage),
}

impl CorridorEnvelope {
	pub fn open(self) -> CorridorMessage {
		match self {
			Self::V1(message) => message,
		}
	}
}

impl CorridorMessage {
	pub fn class(&self) -> DataClass {
		match self {
			Self::Passport(_) | Self::PassportRevoked { .. } => DataClass::Passports,
			Self::Voucher(_) | Self::VoucherCheck { .. } | Self::VoucherReceipt { .. } => DataClass::Vouchers,
			Self::DuplicateQuery { .. } | Self::DuplicateReply { .. } | Self::DuplicateNotice { .. } => {
				DataClass::Duplicates
			},
		}
	}

	/// As it travels.
	pub fn to_wire(&self) -> WireMessage {
		// The bound is above the longest message: a test below holds it there.
		WireMessage::truncate_from(CorridorEnvelope::V1(self.clone()).encode())
	}

	/// Reads what travelled. Another version, an unknown kind or a byte too many is refused.
	pub fn from_wire(mut bytes: &[u8]) -> Result<Self, codec::Error> {
		CorridorEnvelope::decode_all(&mut bytes).map(CorridorEnvelope::open)
	}
}

/// Default probabilities within a year, AAA first, never falling.
pub type Probabilities = [BasisPoints; 9];

/// A corridor as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CorridorView {
	/// The corridor.
	pub corridor: Corridor,
	/// The place at the other end.
	pub other_end: Jurisdiction,
	/// The lane takes messages.
	pub lane_open: bool,
	/// Nothing passes for the time being.
	pub halted: bool,
	/// What this side lets through.
	pub open: Vec<DataClass>,
	/// Scorecards of the other end, and the default probabilities that this side gives their grades.
	/// Number of the scorecard, and basis points, AAA first.
	pub recognised: Vec<(ScorecardId, Probabilities)>,
	/// Number of the last message that arrived from the other end.
	pub last_received: u64,
	/// Number of the last message of ours that was put on the lane.
	pub last_sent: u64,
	/// Number of the last message of ours that the other end is known to have.
	pub last_delivered: u64,
	/// Messages that could not leave yet. How many.
	pub waiting: u64,
}

/// One of each kind at its longest, for tests and benchmarks.
pub fn longest_messages() -> Vec<CorridorMessage> {
	let enterprise = RegistrationNumber::Mainland([b'9'; 18]);
	let token = H256::repeat_byte(0xfe);
	alloc::vec![
		CorridorMessage::Passport(Passport {
			number: u64::MAX,
			enterprise: enterprise.clone(),
			holder: token,
			industry: Industry(BoundedVec::truncate_from(b"C3911".to_vec())),
			division: Some(Division(440_300)),
			founded: Date::MAX,
			grade: Grade::Bbb,
			scorecard: ScorecardId(u32::MAX),
			coverage: BasisPoints::MAX,
			rated_at: u64::MAX,
			valid_until: u64::MAX,
			attestations: token,
		}),
		CorridorMessage::PassportRevoked { number: u64::MAX, enterprise: enterprise.clone() },
		CorridorMessage::Voucher(Voucher {
			number: u64::MAX,
			enterprise,
			indicator: IndicatorId(u32::MAX),
			valid_until: u64::MAX
		}),
		CorridorMessage::VoucherCheck { voucher: u64::MAX, check: u64::MAX, fingerprint: token },
		CorridorMessage::VoucherReceipt { voucher: u64::MAX, check: u64::MAX, outcome: VoucherOutcome::NotAllowed },
		CorridorMessage::DuplicateQuery { document: token, claimed_at: u64::MAX, until: u64::MAX },
		CorridorMessage::DuplicateReply { document: token, claimed_at: u64::MAX, answer: DuplicateAnswer::Financed },
		CorridorMessage::DuplicateNotice { document: token, similar: token, financed_at: u64::MAX },
	]
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use scale_info::{MetaType, Registry, TypeDef, TypeDefPrimitive};

	#[test]
	fn every_corridor_has_two_ends_and_every_place_two_corridors() {
		for home in [Jurisdiction::Guangdong, Jurisdiction::HongKong, Jurisdiction::Macao] {
			for corridor in Corridor::ALL {
				let begins_here = Corridor::of(home).contains(&corridor);
				assert_eq!(corridor.other_end(home).is_some(), begins_here, "{corridor:?} from {home:?}");
				assert_ne!(corridor.other_end(home), Some(home));
			}
		}
	}

	#[test]
	fn the_longest_message_fits_and_begins_with_its_version() {
		assert!(CorridorEnvelope::max_encoded_len() <= MAX_MESSAGE_BYTES as usize);
		for message in longest_messages() {
			let wire = message.to_wire();
			assert_eq!(wire.first(), Some(&1));
			assert_eq!(CorridorMessage::from_wire(&wire), Ok(message));
		}
	}

	#[test]
	fn another_version_an_unknown_kind_and_a_byte_too_many_are_refused() {
		let wire = longest_messages().remove(1).to_wire().into_inner();
		let altered = |place: usize, byte: u8| {
			let mut bytes = wire.clone();
			bytes[place] = byte;
			bytes
		};
		assert!(CorridorMessage::from_wire(&altered(0, 0)).is_err());
		assert!(CorridorMessage::from_wire(&altered(0, 2)).is_err());
		assert!(CorridorMessage::from_wire(&altered(1, 8)).is_err());
		assert!(CorridorMessage::from_wire(&[wire.as_slice(), &[0]].concat()).is_err());
		assert!(CorridorMessage::from_wire(&wire[..wire.len() - 1]).is_err());
	}

	/// Values are signed 64-bit numbers, amounts are fields named as such, text is [`crate::Text`]: a message reaches
	/// none of them, and every number in it is one that this test knows by name.
	#[test]
	fn no_message_has_room_for_an_attested_value() {
		const NUMBERS: [&str; 14] = [
			"number",
			"founded",
			"scorecard",
			"coverage",
			"rated_at",
			"valid_until",
			"indicator",
			"voucher",
			"check",
			"claimed_at",
			"until",
			"financed_at",
			"division",
			// Inside `Division` and `Industry`, which have unnamed fields.
			"(none)",
		];
		let mut registry = Registry::new();
		registry.register_type(&MetaType::new::<CorridorMessage>());
		let types: scale_info::PortableRegistry = registry.into();
		for known in &types.types {
			let path = known.ty.path.to_string();
			assert!(!path.contains("Text") && !path.contains("Value") && !path.contains("Money"), "{path}");
			if let TypeDef::Primitive(primitive) = &known.ty.type_def {
				use TypeDefPrimitive::*;
				assert!(matches!(primitive, U8 | U32 | U64), "{primitive:?} can travel");
			}
			let fields: Vec<_> = match &known.ty.type_def {
				TypeDef::Composite(composite) => composite.fields.clone(),
				TypeDef::Variant(variant) => variant.variants.iter().flat_map(|v| v.fields.clone()).collect(),
				_ => Vec::new(),
			};
			for field in fields {
				let inner = &types.resolve(field.ty.id).unwrap().type_def;
				if matches!(inner, TypeDef::Primitive(_)) {
					let name = field.name.clone().unwrap_or_else(|| "(none)".into());
					assert!(NUMBERS.contains(&name.as_str()), "{path}.{name} is a number that nobody explained");
				}
			}
		}
	}

	proptest! {
		#[test]
		fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
			if let Ok(message) = CorridorMessage::from_wire(&bytes) {
				prop_assert_eq!(message.to_wire().into_inner(), bytes);
			}
		}
	}
}
