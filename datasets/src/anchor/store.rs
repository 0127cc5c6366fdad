//! A finished dataset on disk, and proofs out of it.
//!
//! `leaves`: records of one length in the order of their keys: key, value. `tree`: the hashes of each level above the blocks
//! of 64 leaves, lowest level first. What is below a block is sealed and hashed again when it is asked for.

use super::{
	leaves::{Leaves, Record},
	record::{Key, KEY, VALUE},
	salt::{DatasetKey, Nonce},
	sort::private,
	Definition,
};
use crate::error::{Error, Result};
use lingnan_anchored::{neighbours, node_hash, raise, root_hash, Anchor, Hash, Leaf, Tree};
use lingnan_sealing::{
	envelope::{Content, Envelope, Recipient},
	openings::{Opened, Openings},
};
use lingnan_types::{attestation::Value, IndicatorId};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value as Json};
use std::{
	cmp::Ordering,
	fs::File,
	io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Leaves in a block.
pub const BLOCK: u32 = 64;
/// Leaves that are made together, some blocks, so that all cores have work.
const TOGETHER: usize = 64 * BLOCK as usize;
/// Of a leaf's record.
const RECORD: usize = KEY + VALUE;
/// Of the files.
const VERSION: u32 = 2;

/// What a dataset is, in `dataset.json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
	pub version: u32,
	pub indicator: IndicatorId,
	/// Days since 1970.
	pub period_end: u32,
	pub count: u32,
	pub root: H256,
	/// With the agency's secret it gives the dataset's key, and from the same table the same root again.
	#[serde(with = "hex_nonce")]
	pub nonce: Nonce,
	/// Of a figure: by what its values were sealed. The leaves of other datasets are open.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub sealed: Option<Definition>,
}

pub(super) mod hex_nonce {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub fn serialize<S: Serializer>(nonce: &super::Nonce, s: S) -> Result<S::Ok, S::Error> {
		s.serialize_str(&hex::encode(nonce))
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<super::Nonce, D::Error> {
		let text = String::deserialize(d)?;
		let bytes = hex::decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
		bytes.ok_or_else(|| D::Error::custom("a nonce has 32 hexadecimal digits"))
	}
}

/// The names of a dataset's files.
pub struct Files<'a>(pub &'a Path);

impl Files<'_> {
	pub fn manifest(&self) -> PathBuf {
		self.0.join("dataset.json")
	}
	pub fn key(&self) -> PathBuf {
		self.0.join("salt.key")
	}
	pub fn leaves(&self) -> PathBuf {
		self.0.join("leaves")
	}
	pub fn tree(&self) -> PathBuf {
		self.0.join("tree")
	}
}

/// Writes leaves in their order and the tree over them, with some blocks in memory.
pub struct Writer {
	make: Leaves,
	leaves: BufWriter<File>,
	tree: BufWriter<File>,
	waiting: Vec<Record>,
	block: Vec<Hash>,
	blocks: u64,
	pub count: u32,
}

impl Writer {
	pub fn create(files: &Files, make: Leaves) -> Result<Self> {
		let create = |path: PathBuf| {
			let file = private(&path).map_err(|e| Error::input(path.display(), e));
			file.map(|file| BufWriter::with_capacity(1 << 17, file))
		};
		let (leaves, tree) = (create(files.leaves())?, create(files.tree())?);
		let (waiting, block) = (Vec::with_capacity(TOGETHER), Vec::with_capacity(BLOCK as usize));
		Ok(Self { make, leaves, tree, waiting, block, blocks: 0, count: 0 })
	}

	pub fn push(&mut self, record: Record) -> Result<()> {
		self.waiting.push(record);
		self.count += 1;
		match self.waiting.len() == TOGETHER {
			true => self.make(),
			false => Ok(()),
		}
	}

	/// Makes the leaves that wait.
	fn make(&mut self) -> Result<()> {
		let broken = |e| Error::input("the dataset's files", e);
		for hash in self.make.hashes(&self.waiting)? {
			self.block.push(hash);
			if self.block.len() == BLOCK as usize {
				self.close_block().map_err(broken)?;
			}
		}
		for (key, value) in std::mem::take(&mut self.waiting) {
			self.leaves.write_all(&key.0).and_then(|()| self.leaves.write_all(&value.to_le_bytes())).map_err(broken)?;
		}
		Ok(())
	}

	fn close_block(&mut self) -> std::io::Result<()> {
		let mut level = std::mem::take(&mut self.block);
		while level.len() > 1 {
			level = raise(&level);
		}
		self.blocks += 1;
		level.iter().try_for_each(|hash| self.tree.write_all(hash))
	}

	/// Writes the levels above the blocks and answers the root.
	pub fn finish(mut self, files: &Files) -> Result<Hash> {
		self.make()?;
		self.raise(files).map_err(|e| Error::input(files.0.display(), e))
	}

	fn raise(mut self, files: &Files) -> std::io::Result<Hash> {
		if !self.block.is_empty() {
			self.close_block()?;
		}
		self.leaves.into_inner()?.sync_all()?;
		let mut out = self.tree;
		out.flush()?;
		let (mut below, mut width, mut top) = (BufReader::new(File::open(files.tree())?), self.blocks, Hash::default());
		while width > 1 {
			for _ in 0..width / 2 {
				let (mut left, mut right) = (Hash::default(), Hash::default());
				below.read_exact(&mut left)?;
				below.read_exact(&mut right)?;
				out.write_all(&node_hash(&left, &right))?;
			}
			if width % 2 == 1 {
				let mut last = Hash::default();
				below.read_exact(&mut last)?;
				out.write_all(&last)?;
			}
			out.flush()?;
			width = width.div_ceil(2);
		}
		below.seek(SeekFrom::End(-32))?;
		below.read_exact(&mut top)?;
		out.into_inner()?.sync_all()?;
		Ok(root_hash(self.count, &top))
	}
}

/// A dataset that is asked for proofs. Reads a few blocks of its files for each.
pub struct Store {
	pub manifest: Manifest,
	make: Leaves,
	folder: PathBuf,
	leaves: File,
	tree: File,
}

impl Store {
	pub fn open(folder: &Path) -> Result<Self> {
		let files = Files(folder);
		let manifest = Manifest::read(folder)?;
		let key = DatasetKey::read(&files.key())?;
		let open = |path: PathBuf| File::open(&path).map_err(|e| Error::input(path.display(), e));
		let make = Leaves::new(manifest.indicator, manifest.period_end, key, manifest.sealed.clone());
		let store =
			Self { manifest, make, folder: folder.into(), leaves: open(files.leaves())?, tree: open(files.tree())? };
		let length = store.leaves.metadata().map_err(|e| store.broken(e))?.len();
		match length == u64::from(store.manifest.count) * RECORD as u64 {
			true => Ok(store),
			false => Err(store.broken("leaves is longer or shorter than dataset.json says")),
		}
	}

	/// The leaf about an enterprise with its proof; `None` if the dataset has none.
	pub fn prove(&self, key: &Key) -> Result<Option<Proof>> {
		let Some((place, record)) = self.find(key)? else { return Ok(None) };
		let path = self.path(place)?;
		let leaf = self.make.show(&record)?;
		let Manifest { count, root, .. } = self.manifest;
		Anchor { root: root.0, count }
			.verify(place, self.make.hash_of(&leaf), &path)
			.map_err(|_| self.broken("leaves, tree, salt.key and dataset.json do not belong together"))?;
		Ok(Some(Proof { leaf, place, path, root, count }))
	}

	/// What opens the leaf about an enterprise; `None` if the dataset has none, or an open one.
	pub fn opened(&self, key: &Key) -> Result<Option<Opened>> {
		match self.find(key)? {
			Some((_, record)) => self.make.open(&record),
			None => Ok(None),
		}
	}

	/// The same as openings that a recipient alone can read.
	pub fn envelope(&self, key: &Key, to: &Recipient) -> Result<Option<Envelope>> {
		let (Some(opened), Some(of)) = (self.opened(key)?, &self.manifest.sealed) else { return Ok(None) };
		let openings = Openings::new(of.genesis, of.indicator.owner, &key.to_string(), vec![opened]);
		Envelope::seal(Content::Openings, to, &openings).map(Some)
	}

	/// The key at a place, for measurements.
	pub fn key_at(&self, place: u32) -> Result<Key> {
		self.record(place).map(|(key, _)| key)
	}

	/// By halves: the leaves are in the order of their keys.
	fn find(&self, key: &Key) -> Result<Option<(u32, Record)>> {
		let (mut low, mut high) = (0, self.manifest.count);
		while low < high {
			let middle = low + (high - low) / 2;
			let record = self.record(middle)?;
			match record.0.cmp(key) {
				Ordering::Less => low = middle + 1,
				Ordering::Greater => high = middle,
				Ordering::Equal => return Ok(Some((middle, record))),
			}
		}
		Ok(None)
	}

	fn record(&self, place: u32) -> Result<Record> {
		let mut record = [0; RECORD];
		self.read(&self.leaves, &mut record, u64::from(place) * RECORD as u64)?;
		let (mut key, mut value) = (Key([0; KEY]), [0; VALUE]);
		key.0.copy_from_slice(&record[..KEY]);
		value.copy_from_slice(&record[KEY..]);
		Ok((key, i64::from_le_bytes(value)))
	}

	fn path(&self, place: u32) -> Result<Vec<Hash>> {
		let (block, count) = (place / BLOCK, self.manifest.count);
		let members = block * BLOCK..count.min(block.saturating_mul(BLOCK).saturating_add(BLOCK));
		let members = members.map(|place| self.record(place)).collect::<Result<Vec<_>>>()?;
		let inner = Tree::new(self.make.hashes(&members)?);
		let mut path = inner.path(place % BLOCK).unwrap_or_default();
		let blocks = count.div_ceil(BLOCK);
		for beside in neighbours(blocks, block) {
			let mut hash = Hash::default();
			let before: u64 = (0..beside.level).map(|level| width(blocks, level)).sum();
			self.read(&self.tree, &mut hash, (before + u64::from(beside.place)) * 32)?;
			path.push(hash);
		}
		Ok(path)
	}

	fn read(&self, file: &File, bytes: &mut [u8], at: u64) -> Result<()> {
		use std::os::unix::fs::FileExt;
		file.read_exact_at(bytes, at).map_err(|e| self.broken(e))
	}

	fn broken(&self, reason: impl std::fmt::Display) -> Error {
		Error::input(self.folder.display(), format!("{reason}; build the dataset again"))
	}
}

/// Hashes on a level above `blocks` blocks.
fn width(blocks: u32, level: u32) -> u64 {
	u64::from(blocks).div_ceil(1 << level)
}

impl Manifest {
	/// Of the format.
	pub const VERSION: u32 = VERSION;

	pub fn read(folder: &Path) -> Result<Self> {
		let path = Files(folder).manifest();
		let text = std::fs::read_to_string(&path)
			.map_err(|e| Error::input(path.display(), format!("{e}; is the building of this dataset finished?")))?;
		let manifest: Self = serde_json::from_str(&text).map_err(|e| Error::input(path.display(), e))?;
		match manifest.version == VERSION {
			true => Ok(manifest),
			false => Err(Error::input(
				path.display(),
				format!(
					"its version is {}, and this program reads {VERSION}: build the dataset again",
					manifest.version
				),
			)),
		}
	}
}

/// A leaf and what shows that it is in a dataset: the value itself, of a figure its commitments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
	pub leaf: Leaf<Key, Value>,
	pub place: u32,
	pub path: Vec<Hash>,
	pub root: H256,
	pub count: u32,
}

impl Proof {
	/// As it is written to a file and sent. `leaf`, `place` and `path` are the arguments of `Attestations.materialise`;
	/// `openings`, of a sealed leaf, is what `.openings` files hold.
	pub fn to_json(&self, openings: Option<&Envelope>) -> Json {
		let Leaf { enterprise, indicator, period_end, value, salt } = &self.leaf;
		let mut proof = json!({
			"leaf": {
				"enterprise": enterprise.to_string(), "indicator": indicator, "periodEnd": period_end,
				"value": value, "salt": H256(*salt),
			},
			"place": self.place,
			"path": self.path.iter().map(|hash| H256(*hash)).collect::<Vec<_>>(),
			"root": self.root,
			"count": self.count,
		});
		if let Some(openings) = openings {
			proof["openings"] = json!(openings);
		}
		proof
	}
}
