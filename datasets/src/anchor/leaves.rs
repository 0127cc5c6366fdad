//! From a registration number and a figure to a leaf: open with a salt, or sealed.

use super::{record::Key, salt::DatasetKey, Definition};
use crate::{
	error::Result,
	seal::{Figure, Sealer},
};
use codec::Encode;
use lingnan_anchored::{leaf_hash, Hash, Leaf, Salt};
use lingnan_sealing::openings::Opened;
use lingnan_types::{attestation::Value, Date, IndicatorId};

/// What is stored of a leaf.
pub type Record = (Key, i64);

/// The revision for which blindings are derived: a leaf gets its own when it is brought.
const REVISION: u32 = 0;

/// What the leaves of a dataset have in common.
pub struct Leaves {
	indicator: IndicatorId,
	period_end: Date,
	key: DatasetKey,
	/// Of a figure.
	sealed: Option<(Definition, Sealer)>,
}

/// A registration number in its SCALE form already.
struct Raw<'a>(&'a [u8]);

impl Encode for Raw<'_> {
	fn size_hint(&self) -> usize {
		self.0.len()
	}
	fn using_encoded<R, F: FnOnce(&[u8]) -> R>(&self, f: F) -> R {
		f(self.0)
	}
}

impl Leaves {
	/// Sealed if a definition is given.
	pub fn new(indicator: IndicatorId, period_end: Date, key: DatasetKey, sealed: Option<Definition>) -> Self {
		let sealed = sealed.map(|definition| {
			let sealer = key.sealer(definition.genesis);
			(definition, sealer)
		});
		Self { indicator, period_end, key, sealed }
	}

	/// The hash of each leaf; sealed ones are made on all cores.
	pub fn hashes(&self, records: &[Record]) -> Result<Vec<Hash>> {
		let Some((definition, sealer)) = &self.sealed else {
			let open = |(key, value): &Record| self.hash(key, &Value::Open(*value), self.key.salt(key));
			return Ok(records.iter().map(open).collect());
		};
		let figures: Vec<_> = records.iter().map(|record| self.figure(definition, record)).collect();
		let sealed = sealer.seal(&figures)?;
		Ok(sealed.iter().zip(records).map(|(one, (key, _))| self.hash(key, &one.value, one.evidence.0)).collect())
	}

	/// As it is shown.
	pub fn show(&self, record: &Record) -> Result<Leaf<Key, Value>> {
		let Some((definition, sealer)) = &self.sealed else { return Ok(self.open_leaf(record)) };
		let sealed = sealer.seal_one(&self.figure(definition, record))?;
		Ok(self.leaf(&record.0, sealed.value, sealed.evidence.0))
	}

	/// What opens a sealed leaf; nothing of an open one.
	pub fn open(&self, record: &Record) -> Result<Option<Opened>> {
		let of = |(definition, sealer): &(Definition, Sealer)| sealer.open(&self.figure(definition, record));
		self.sealed.as_ref().map(of).transpose()
	}

	pub fn hash_of(&self, leaf: &Leaf<Key, Value>) -> Hash {
		self.hash(&leaf.enterprise, &leaf.value, leaf.salt)
	}

	fn hash(&self, key: &Key, value: &Value, salt: Salt) -> Hash {
		let Self { indicator, period_end, .. } = self;
		let enterprise = Raw(key.scale());
		leaf_hash(&Leaf { enterprise, indicator: indicator.0, period_end: *period_end, value, salt })
	}

	fn open_leaf(&self, (key, value): &Record) -> Leaf<Key, Value> {
		self.leaf(key, Value::Open(*value), self.key.salt(key))
	}

	/// The salt of a sealed leaf is the salted fingerprint of its figure: decision 193.
	fn leaf(&self, key: &Key, value: Value, salt: Salt) -> Leaf<Key, Value> {
		Leaf { enterprise: *key, indicator: self.indicator.0, period_end: self.period_end, value, salt }
	}

	fn figure<'d>(&self, definition: &'d Definition, (key, value): &Record) -> Figure<'d> {
		Figure {
			enterprise: key.to_string(),
			indicator: &definition.indicator,
			period_end: self.period_end,
			value: *value,
			revision: REVISION,
		}
	}
}
