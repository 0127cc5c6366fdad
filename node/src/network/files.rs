//! The forms of a network's files. An unknown field, a repeated key or a value outside its type is refused here, where
//! the reader knows the path of the field; what several fields or files must agree on is checked in `check`.

use lingnan_support::{
	application::UseOfFunds,
	conditions::DueDays,
	guarantee::GuarantorKind,
	indicator::Class,
	institution::InstitutionKind,
	peer::PeerId,
	product::{CostRule, RepaymentMethod},
	AgencyRight, Amount, AssetKind, BasisPoints, Corridor, Currency, DataClass, DayCount, Direction, Division, Grade,
	Industry, Jurisdiction, Rate, ScorecardId, Text,
};
use pallet_timelock::Times;
use serde::{
	de::{Error as _, MapAccess, Visitor},
	Deserialize, Deserializer,
};
use sp_core::{crypto::Ss58Codec, ed25519, sr25519};
use sp_runtime::{traits::ConstU32, AccountId32, BoundedVec};
use std::{collections::BTreeMap, fmt};

/// A short name by which the files refer to each other: lower-case letters, digits and single hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Code(String);

impl Code {
	pub fn as_str(&self) -> &str {
		&self.0
	}
}

impl fmt::Display for Code {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl<'de> Deserialize<'de> for Code {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let text = String::deserialize(d)?;
		let word = |w: &str| !w.is_empty() && w.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
		if text.len() <= 64 && text.split('-').all(word) {
			Ok(Self(text))
		} else {
			Err(D::Error::custom(format!(
				"{text:?}: a code is at most 64 lower-case letters, digits and single hyphens between them"
			)))
		}
	}
}

/// A public key in SS58.
#[derive(Clone, Debug)]
pub struct Ss58<K>(pub K);

macro_rules! from_ss58 {
	($key:ty, $what:literal) => {
		impl<'de> Deserialize<'de> for Ss58<$key> {
			fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
				let text = String::deserialize(d)?;
				let key = <$key>::from_ss58check(&text);
				key.map(Self).map_err(|e| D::Error::custom(format!("{text:?} is no {} in SS58: {e}", $what)))
			}
		}
	};
}

from_ss58!(AccountId32, "account");
from_ss58!(sr25519::Public, "sr25519 key");
from_ss58!(ed25519::Public, "ed25519 key");

pub type Account = Ss58<AccountId32>;

/// What a network is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkType {
	Development,
	Local,
	Live,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NetworkFile {
	pub name: Text<64>,
	pub id: Code,
	#[serde(rename = "type")]
	pub kind: NetworkType,
	pub jurisdiction: Jurisdiction,
	pub well_known_keys: bool,
	pub rehearsal: bool,
	pub clock_admin: Option<Account>,
	pub session_blocks: Option<u32>,
	/// Milliseconds between blocks; left out, as many as the runtime has.
	pub block_milliseconds: Option<u64>,
	/// How long governance takes here, in blocks; left out, as long as the runtime has it.
	pub governance: Option<Times>,
	pub validators: Vec<ValidatorForm>,
	pub appraisers: Vec<AppraiserForm>,
	/// Left out, nobody stands behind loans.
	#[serde(default)]
	pub guarantors: Vec<GuarantorForm>,
	pub compensation: Vec<CompensationForm>,
	pub endowed: Vec<EndowedForm>,
	#[serde(default)]
	pub corridors: Vec<CorridorForm>,
	/// Left out, the network is open.
	pub peers: Option<PeersForm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeersForm {
	pub in_force: bool,
	pub registered: Vec<PeerId>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ValidatorForm {
	pub name: Text<64>,
	pub account: Option<Account>,
	pub aura: Option<Ss58<sr25519::Public>>,
	pub grandpa: Option<Ss58<ed25519::Public>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppraiserForm {
	pub code: Code,
	pub name: Text<128>,
	pub account: Option<Account>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GuarantorForm {
	pub code: Code,
	pub name: Text<128>,
	pub kind: GuarantorKind,
	pub jurisdiction: Jurisdiction,
	pub account: Option<Account>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompensationForm {
	pub currency: Currency,
	pub share: BasisPoints,
	pub budget: Amount,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndowedForm {
	pub name: Option<Text<64>>,
	pub account: Option<Account>,
	/// In the coin's smallest unit.
	pub amount: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CorridorForm {
	pub corridor: Corridor,
	#[serde(default)]
	pub open: Vec<DataClass>,
	pub recognised: Vec<RecognisedForm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecognisedForm {
	/// By the other end's numbers.
	pub scorecard: ScorecardId,
	pub default_probabilities: [BasisPoints; 9],
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgencyForm {
	pub code: Code,
	pub name: Text<128>,
	pub jurisdiction: Jurisdiction,
	pub rights: BoundedVec<AgencyRight, ConstU32<8>>,
	pub account: Option<Account>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IndicatorForm {
	pub code: Code,
	pub name: Text<64>,
	pub unit: Text<32>,
	pub owner: Code,
	pub edges: BoundedVec<i64, ConstU32<7>>,
	pub direction: Direction,
	pub validity_days: u32,
	pub class: Class,
	pub personal: bool,
	/// Of a register's: the law or the register by which it is public.
	pub source: Option<Text<256>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstitutionForm {
	pub code: Code,
	pub name: Text<128>,
	pub kind: InstitutionKind,
	pub jurisdiction: Jurisdiction,
	pub account: Option<Account>,
}

/// What the portal calls something that has an English name on the chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "to be read is all that is asked of it here; the portal shows it")]
pub struct NameForm {
	#[serde(rename = "zh-Hans")]
	pub zh_hans: Text<256>,
	#[serde(rename = "zh-Hant")]
	pub zh_hant: Text<256>,
	pub pt: Text<256>,
}

/// By the English name. A name that stands twice would hide one of its two translations.
#[derive(Clone, Debug)]
pub struct NamesFile(pub BTreeMap<String, NameForm>);

impl<'de> Deserialize<'de> for NamesFile {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		struct Once;

		impl<'de> Visitor<'de> for Once {
			type Value = NamesFile;

			fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
				f.write_str("English names, each with its translations")
			}

			fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NamesFile, A::Error> {
				let mut names = BTreeMap::new();
				while let Some(name) = map.next_key::<String>()? {
					let form = map.next_value()?;
					if names.insert(name.clone(), form).is_some() {
						return Err(A::Error::custom(format!("{name:?} stands here twice")));
					}
				}
				Ok(NamesFile(names))
			}
		}

		d.deserialize_map(Once)
	}
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductForm {
	pub code: Code,
	pub institution: Code,
	pub name: Text<128>,
	pub currency: Currency,
	pub min_amount: Amount,
	pub max_amount: Amount,
	pub min_tenor: u16,
	pub max_tenor: u16,
	pub min_rate: BasisPoints,
	pub max_rate: BasisPoints,
	/// Code of the reference rate that its loans follow; none: their rates are fixed.
	pub reference: Option<Code>,
	pub day_count: DayCount,
	pub due_days: BoundedVec<DueDays, ConstU32<4>>,
	pub surcharge: BasisPoints,
	pub costs: BoundedVec<CostRule, ConstU32<16>>,
	pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
	pub uses: BoundedVec<UseOfFunds, ConstU32<8>>,
	/// Drawn, repaid and drawn again under a credit line.
	pub revolving: bool,
	/// Settles an older loan without money moving.
	pub renewable: bool,
	pub worst_grade: Grade,
	pub minimum_coverage: BasisPoints,
	pub industries: BoundedVec<Industry, ConstU32<16>>,
	pub divisions: BoundedVec<Division, ConstU32<16>>,
	pub jurisdictions: BoundedVec<Jurisdiction, ConstU32<3>>,
	pub minimum_age_months: u16,
	pub unsecured: bool,
	pub security: BoundedVec<AssetKind, ConstU32<7>>,
	pub worst_loan_to_value: BasisPoints,
	pub trade_records: bool,
	/// Takes trade documents that no agency confirmed.
	#[serde(default)]
	pub unconfirmed: bool,
	pub decision_days: u16,
}

/// A reference rate that loans follow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReferenceRateForm {
	pub code: Code,
	pub name: Text<64>,
	pub currency: Currency,
	pub tenor: Text<32>,
	/// The agency that attests it.
	pub agency: Code,
	/// Who publishes it.
	#[expect(dead_code, reason = "people read it in the file, and its form is checked by reading it")]
	pub source: Text<256>,
	/// Quotes that a rehearsal starts with. None of them was published.
	#[serde(default)]
	pub examples: Vec<QuoteForm>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuoteForm {
	/// As `2026-01-20`.
	pub published: String,
	/// Hundred-millionths of the whole a year: 3.00 % is 3,000,000.
	pub rate: Rate,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScorecardForm {
	pub name: Text<64>,
	pub base: i32,
	pub characteristics: BoundedVec<CharacteristicForm, ConstU32<64>>,
	pub cut_offs: [u16; 9],
	pub default_probabilities: [BasisPoints; 9],
	pub minimum_coverage: BasisPoints,
	pub validity_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CharacteristicForm {
	pub indicator: Code,
	pub points: BoundedVec<i16, ConstU32<8>>,
	pub missing: i16,
	pub reference: i16,
}
