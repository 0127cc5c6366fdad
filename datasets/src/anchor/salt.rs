//! A dataset's key: all that is secret of its leaves is derived from it, so that nothing of it is stored and each can be made
//! again.

use super::{Definition, Key};
use crate::{
	error::{Error, Result},
	files,
	seal::Sealer,
};
use lingnan_anchored::Salt;
use lingnan_sealed::{BlindingSecret, Occasion};
use lingnan_types::Date;
use std::path::Path;
use subxt::utils::H256;

/// Tells one building from another: a period anchored a second time gets other salts and blindings, because those of the first
/// may have been shown.
pub type Nonce = [u8; 16];

/// What salts and blindings of one dataset come from. Anyone who serves proofs holds it, and none of the other datasets'.
pub struct DatasetKey([u8; 32]);

impl DatasetKey {
	/// Derived from the agency's secret.
	pub fn new(secret: &BlindingSecret, of: &Definition, period_end: Date, nonce: &Nonce) -> Result<Self> {
		let (genesis_hash, indicator) = (of.genesis.0, of.indicator.id.0);
		let occasion = Occasion { genesis_hash, enterprise: "", indicator, period_end, revision: 0 };
		secret.dataset(&occasion, nonce).map(Self).map_err(|why| Error::input("the dataset's key", why))
	}

	/// Of an open leaf: BLAKE2b-256, keyed, over the SCALE form of a registration number.
	pub fn salt(&self, key: &Key) -> Salt {
		let mut salt = Salt::default();
		let hash = blake2b_simd::Params::new().hash_length(32).key(&self.0).hash(key.scale());
		salt.copy_from_slice(hash.as_bytes());
		salt
	}

	/// What sealed leaves are made with.
	pub fn sealer(&self, genesis: H256) -> Sealer {
		Sealer::new(BlindingSecret::new(self.0), genesis)
	}

	/// Writes it to a new file that only its owner can read.
	pub fn write(&self, path: &Path) -> Result<()> {
		files::write_new(path, format!("{}\n", hex::encode(self.0)).as_bytes())
	}

	/// The key never appears in an error.
	pub fn read(path: &Path) -> Result<Self> {
		let advice = "it belongs to the dataset: build that again";
		let bad = |reason: String| Error::input(path.display(), format!("{reason}; {advice}"));
		let text = std::fs::read_to_string(path).map_err(|e| bad(e.to_string()))?;
		files::insist_private(path)?;
		let bytes = hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
		bytes.map(Self).ok_or_else(|| bad("a dataset's key has 64 hexadecimal digits".into()))
	}
}

pub fn nonce() -> Result<Nonce> {
	let mut bytes = Nonce::default();
	getrandom::fill(&mut bytes).map_err(|e| Error::input("the system's random numbers", e))?;
	Ok(bytes)
}

#[cfg(test)]
mod tests {
	use super::{super::definition::tests::public, *};
	use lingnan_types::IndicatorId;

	#[test]
	fn a_key_survives_its_file_and_is_never_written_over() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("salt.key");
		assert!(DatasetKey::read(&path).err().unwrap().to_string().contains("build that again"));
		DatasetKey([7; 32]).write(&path).unwrap();
		assert!(DatasetKey([8; 32]).write(&path).unwrap_err().to_string().contains("there already"));
		assert_eq!(DatasetKey::read(&path).unwrap().0, [7; 32]);
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
			std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
			assert!(DatasetKey::read(&path).err().unwrap().to_string().contains("chmod 600"));
			std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
		}
		std::fs::write(&path, "not a key at all").unwrap();
		assert!(!DatasetKey::read(&path).err().unwrap().to_string().contains("at all"));
	}

	#[test]
	fn salts_differ_by_everything() {
		let (one, other) = (BlindingSecret::new([1; 32]), BlindingSecret::new([2; 32]));
		let (a, b) = (Key::read("HK:12345678").unwrap(), Key::read("HK:12345679").unwrap());
		let of = |secret: &BlindingSecret, change: fn(&mut Definition), period, nonce| {
			let mut definition = public();
			change(&mut definition);
			DatasetKey::new(secret, &definition, period, &nonce).unwrap()
		};
		let salt = of(&one, |_| (), 18_261, [0; 16]).salt(&a);
		assert_eq!(salt, of(&one, |_| (), 18_261, [0; 16]).salt(&a));
		for differs in [
			of(&one, |_| (), 18_261, [0; 16]).salt(&b),
			of(&one, |d| d.indicator.id = IndicatorId(4), 18_261, [0; 16]).salt(&a),
			of(&one, |d| d.genesis = H256([9; 32]), 18_261, [0; 16]).salt(&a),
			of(&one, |_| (), 18_262, [0; 16]).salt(&a),
			of(&one, |_| (), 18_261, [1; 16]).salt(&a),
			of(&other, |_| (), 18_261, [0; 16]).salt(&a),
		] {
			assert_ne!(salt, differs);
		}
	}
}
