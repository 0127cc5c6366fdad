//! Boxed openings that agencies leave for firms. Each is encrypted to its firm's card: nobody here can read it. They lie on disk, a file
//! each, in a folder for each firm that is called by a hash of its number, and are forgotten when they are old.

use crate::refusal::{Name, Refusal};
use lingnan_client::{files, values::fingerprint, Error, Result};
use lingnan_types::{AgencyId, RegistrationNumber};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	fs,
	path::{Path, PathBuf},
	sync::{Mutex, MutexGuard, PoisonError},
	time::{SystemTime, UNIX_EPOCH},
};
use subxt::utils::H256;

/// Boxes that one query leaves.
pub const MOST_AT_ONCE: usize = 200;
/// Boxes that one query takes away.
pub const MOST_DROPPED: usize = 100;

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
	/// Bytes of one box.
	pub one: u64,
	/// Bytes that one agency leaves for one firm.
	pub of_pair: u64,
	/// Bytes that lie for one firm.
	pub of_firm: u64,
	/// Bytes in all. An agency has a quarter of them at most.
	pub total: u64,
	/// Seconds for which a box lies.
	pub age: u64,
}

impl Bounds {
	/// The usual ones, for so many bytes in all and so many days.
	pub const fn new(total: u64, days: u32) -> Self {
		Self { one: 64 << 10, of_pair: 256 << 10, of_firm: 2 << 20, total, age: days as u64 * 86_400 }
	}
}

/// A box for a firm, as an agency sends it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
	/// Registration number of the firm.
	pub r#for: RegistrationNumber,
	/// The encrypted file's text.
	pub r#box: String,
}

/// A box as it lies on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lying {
	agency: AgencyId,
	/// Unix time in seconds.
	at: u64,
	r#box: String,
}

/// What is known of a box without reading it again.
struct Known {
	agency: AgencyId,
	at: u64,
	hash: H256,
	bytes: u64,
	path: PathBuf,
}

#[derive(Default)]
struct Index {
	firms: HashMap<H256, Vec<Known>>,
	/// Bytes of each agency.
	agencies: BTreeMap<u32, u64>,
	total: u64,
	/// Names files in the order in which they came.
	next: u64,
}

/// All boxes of one gateway.
pub struct Boxes {
	folder: PathBuf,
	bounds: Bounds,
	index: Mutex<Index>,
}

fn folder_of(firm: &RegistrationNumber) -> H256 {
	fingerprint(format!("lingnan boxes {firm}").as_bytes())
}

/// By what a box is called.
pub fn hash_of(text: &str) -> H256 {
	fingerprint(text.as_bytes())
}

/// An encrypted file of openings, by what stands around its ciphertext. What is not encrypted is not taken.
fn is_box(text: &str) -> bool {
	let read: Option<Value> = serde_json::from_str(text).ok();
	read.is_some_and(|file| {
		let format = file["format"].as_str().is_some_and(|format| format.starts_with("lingnan-envelope-"));
		format && file["content"] == "openings" && file["sealed"].is_string()
	})
}

fn full(what: impl Into<String>) -> Refusal {
	Refusal::new(Name::Full, what)
}

fn unkept(error: impl std::fmt::Display) -> Refusal {
	// What is wrong with the disk is the operator's affair, and not the caller's to read.
	eprintln!("lingnan gateway: a box cannot be kept or read: {error}");
	Refusal::new(Name::Busy, "the boxes cannot be read or written: tell the member whose gateway it is")
}

pub fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

impl Boxes {
	/// Those that lie in a folder, which is made if it is not there.
	pub fn open(folder: &Path, bounds: Bounds) -> Result<Self> {
		let bad = |path: &Path, e: &dyn std::fmt::Display| Error::input(path.display(), e);
		files::ensure_folder(folder)?;
		let mut index = Index::default();
		let list = |path: &Path| -> Result<Vec<PathBuf>> {
			let entries = fs::read_dir(path).map_err(|e| bad(path, &e))?;
			let entries: std::io::Result<Vec<_>> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
			entries.map_err(|e| bad(path, &e))
		};
		let mut firms = Vec::new();
		for firm in list(folder)? {
			let digits = firm.file_name().and_then(|name| hex::decode(name.to_str()?).ok());
			let name = digits.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(H256);
			firms.push((
				name.ok_or_else(|| bad(&firm, &"this is no folder of boxes: name another with --boxes"))?,
				firm,
			));
		}
		// Not before it is known to be one: somebody else's folder stays as it is.
		private(folder).map_err(|e| bad(folder, &e))?;
		for (name, firm) in firms {
			for path in list(&firm)? {
				// Half written when the machine stopped: its agency was never told that it is kept.
				if path.extension().is_some_and(|end| end == "half") {
					fs::remove_file(&path).map_err(|e| bad(&path, &e))?;
					continue;
				}
				let text = fs::read_to_string(&path).map_err(|e| bad(&path, &e))?;
				let Lying { agency, at, r#box } = files::parse_json(path.display(), &text)?;
				let serial = path.file_stem().and_then(|stem| stem.to_str()?.parse::<u64>().ok()).unwrap_or_default();
				index.next = index.next.max(serial.saturating_add(1));
				let (hash, bytes) = (hash_of(&r#box), r#box.len() as u64);
				index.add(name, Known { agency, at, hash, bytes, path });
			}
		}
		for boxes in index.firms.values_mut() {
			boxes.sort_by(|a, b| a.path.cmp(&b.path));
		}
		Ok(Self { folder: folder.into(), bounds, index: Mutex::new(index) })
	}

	fn index(&self) -> MutexGuard<'_, Index> {
		self.index.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Keeps what an agency leaves, all of it or nothing. What lies there already is not kept twice.
	pub fn put(&self, agency: AgencyId, sent: Vec<Sent>, now: u64) -> Result<Value, Refusal> {
		if sent.is_empty() || sent.len() > MOST_AT_ONCE {
			return Err(Refusal::new(Name::Malformed, format!("a query leaves 1 to {MOST_AT_ONCE} boxes")));
		}
		let mut index = self.index();
		self.forget(&mut index, now);
		let mut fresh = Vec::new();
		let mut seen = HashSet::new();
		for one in &sent {
			if one.r#box.len() as u64 > self.bounds.one {
				let message = format!("a box has at most {} bytes", self.bounds.one);
				return Err(Refusal::new(Name::TooLarge, message));
			}
			if !is_box(&one.r#box) {
				return Err(Refusal::new(
					Name::NotABox,
					"this is no encrypted file of openings: seal it for the firm's card",
				));
			}
			let (firm, hash) = (folder_of(&one.r#for), hash_of(&one.r#box));
			let lies = index.of(firm).iter().any(|known| known.hash == hash && known.agency == agency);
			if !lies && seen.insert((firm, hash)) {
				fresh.push((firm, hash, one));
			}
		}
		self.ensure_room(&index, agency, &fresh)?;
		let mut written = Vec::with_capacity(fresh.len());
		for (firm, hash, one) in &fresh {
			let serial = index.next;
			index.next = serial.saturating_add(1);
			match self.write(*firm, serial, &Lying { agency, at: now, r#box: one.r#box.clone() }) {
				Ok(path) => {
					written.push((*firm, Known { agency, at: now, hash: *hash, bytes: one.r#box.len() as u64, path }));
				},
				Err(error) => {
					for (_, known) in &written {
						let _ = fs::remove_file(&known.path);
					}
					return Err(unkept(error));
				},
			}
		}
		let kept = written.len();
		for (firm, known) in written {
			index.add(firm, known);
		}
		Ok(json!({ "kept": kept, "already": sent.len() - kept, "until": now.saturating_add(self.bounds.age) }))
	}

	/// Refuses what is more than an agency may leave for a firm, a firm may have, an agency may have, or there is.
	fn ensure_room(&self, index: &Index, agency: AgencyId, fresh: &[(H256, H256, &Sent)]) -> Result<(), Refusal> {
		let mut coming: HashMap<H256, u64> = HashMap::new();
		for (firm, _, one) in fresh {
			*coming.entry(*firm).or_default() += one.r#box.len() as u64;
		}
		let all: u64 = coming.values().sum();
		for (firm, bytes) in coming {
			let lying =
				|of: &dyn Fn(&&Known) -> bool| index.of(firm).iter().filter(of).map(|known| known.bytes).sum::<u64>();
			if lying(&|known| known.agency == agency) + bytes > self.bounds.of_pair {
				return Err(full(
					"what the agency left for one of these firms fills its room: the firm has not fetched it",
				));
			}
			if lying(&|_| true) + bytes > self.bounds.of_firm {
				return Err(full("what lies for one of these firms fills its room: the firm has not fetched it"));
			}
		}
		let held = index.agencies.get(&agency.0).copied().unwrap_or_default();
		if held + all > self.bounds.total / 4 {
			return Err(full(
				"what the agency left fills its quarter of this gateway's room: wait until firms fetch it",
			));
		}
		if index.total + all > self.bounds.total {
			return Err(full("this gateway's room is full: wait until firms fetch what lies for them"));
		}
		Ok(())
	}

	fn write(&self, firm: H256, serial: u64, lying: &Lying) -> Result<PathBuf> {
		let folder = self.folder.join(hex::encode(firm.0));
		files::ensure_folder(&folder)?;
		let text = serde_json::to_vec(lying).map_err(|e| Error::input("a box", e))?;
		let (half, whole) = (folder.join(format!("{serial:020}.half")), folder.join(format!("{serial:020}.box")));
		let written = files::write_new(&half, &text).and_then(|()| {
			fs::rename(&half, &whole).map_err(|e| Error::input(whole.display(), e))?;
			// Its agency is told that it is kept: its name must be on the disk, too, and its folder's.
			settle(&folder).and_then(|()| settle(&self.folder)).map_err(|e| Error::input(folder.display(), e))
		});
		if written.is_err() {
			// What was not kept takes no room.
			let _ = fs::remove_file(&half);
			let _ = fs::remove_file(&whole);
		}
		written.map(|()| whole)
	}

	/// All that lies for a firm, oldest first.
	pub fn fetch(&self, firm: &RegistrationNumber, now: u64) -> Result<Value, Refusal> {
		let mut index = self.index();
		self.forget(&mut index, now);
		let mut boxes = Vec::new();
		for known in index.of(folder_of(firm)) {
			let text = fs::read_to_string(&known.path).map_err(unkept)?;
			let Lying { agency, at, r#box } = serde_json::from_str(&text).map_err(unkept)?;
			boxes.push(json!({ "agency": agency, "at": at, "hash": known.hash, "box": r#box }));
		}
		Ok(json!({ "boxes": boxes }))
	}

	/// Takes boxes of a firm away, which it has. What is not there is not missed.
	pub fn take_away(&self, firm: &RegistrationNumber, hashes: &[H256], now: u64) -> Result<Value, Refusal> {
		if hashes.is_empty() || hashes.len() > MOST_DROPPED {
			return Err(Refusal::new(Name::Malformed, format!("a query takes 1 to {MOST_DROPPED} boxes away")));
		}
		let mut index = self.index();
		self.forget(&mut index, now);
		let dropped = index.remove_where(folder_of(firm), |known| hashes.contains(&known.hash));
		Ok(json!({ "dropped": dropped }))
	}

	/// Forgets what is old.
	pub fn forget_old(&self, now: u64) {
		self.forget(&mut self.index(), now);
	}

	fn forget(&self, index: &mut Index, now: u64) {
		let old = |known: &Known| known.at.saturating_add(self.bounds.age) <= now;
		let firms: Vec<H256> =
			index.firms.iter().filter(|(_, boxes)| boxes.iter().any(old)).map(|(firm, _)| *firm).collect();
		for firm in firms {
			index.remove_where(firm, old);
		}
	}
}

impl Index {
	fn of(&self, firm: H256) -> &[Known] {
		self.firms.get(&firm).map(Vec::as_slice).unwrap_or_default()
	}

	fn add(&mut self, firm: H256, known: Known) {
		*self.agencies.entry(known.agency.0).or_default() += known.bytes;
		self.total += known.bytes;
		self.firms.entry(firm).or_default().push(known);
	}

	/// Answers how many went.
	fn remove_where(&mut self, firm: H256, goes: impl Fn(&Known) -> bool) -> usize {
		let Some(boxes) = self.firms.get_mut(&firm) else { return 0 };
		let (gone, left): (Vec<_>, Vec<_>) = std::mem::take(boxes).into_iter().partition(|known| goes(known));
		*boxes = left;
		let empty = boxes.is_empty();
		for known in &gone {
			// One that cannot be removed comes back with the next start, and is removed then.
			if let Err(error) = fs::remove_file(&known.path) {
				eprintln!("lingnan gateway: {}: {error}", known.path.display());
			}
			if let Some(held) = self.agencies.get_mut(&known.agency.0) {
				*held = held.saturating_sub(known.bytes);
			}
			self.total = self.total.saturating_sub(known.bytes);
		}
		if empty {
			self.firms.remove(&firm);
			if let Some(folder) = gone.first().and_then(|known| known.path.parent()) {
				let _ = fs::remove_dir(folder);
			}
		}
		gone.len()
	}
}

/// A folder that its owner alone can look into.
fn private(folder: &Path) -> std::io::Result<()> {
	#[cfg(unix)]
	fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
	Ok(())
}

/// Has the names in a folder on the disk.
fn settle(folder: &Path) -> std::io::Result<()> {
	#[cfg(unix)]
	fs::File::open(folder)?.sync_all()?;
	Ok(())
}
