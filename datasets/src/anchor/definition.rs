//! An indicator as its chain defines it: what decides whether leaves are open or sealed, and into which bins figures fall.

use super::Manifest;
use crate::{
	client::{questions::attestation, Client},
	error::{Error, Result},
	files,
};
use lingnan_types::{indicator::IndicatorView, IndicatorId};
use serde::{Deserialize, Serialize};
use std::path::Path;
use subxt::utils::H256;

/// Everything that a building needs of a chain. As a file it serves machines that reach no node.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Definition {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	pub indicator: IndicatorView,
}

impl Definition {
	/// As the chain has it.
	pub async fn ask(client: &Client, id: IndicatorId) -> Result<Self> {
		let found = attestation::indicators(client).await?.into_iter().find(|one| one.id == id);
		let unknown = || Error::NotFound(format!("this chain has no indicator {id}: see `lingnan show indicators`"));
		Ok(Self { genesis: client.genesis_hash(), indicator: found.ok_or_else(unknown)? })
	}

	pub fn read(path: &Path) -> Result<Self> {
		files::read_json(path)
	}

	/// Writes a new file. Nothing in it is secret.
	pub fn write(&self, path: &Path) -> Result<()> {
		let text = serde_json::to_string_pretty(self).map_err(|e| Error::input(path.display(), e))?;
		files::write_new(path, format!("{text}\n").as_bytes())
	}

	/// Short enough for a sentence.
	pub fn name(&self) -> String {
		format!("indicator {} ({})", self.indicator.id, self.indicator.name.as_str())
	}

	/// Refuses what no dataset can be built of.
	pub fn ensure_buildable(&self) -> Result<()> {
		let bad = |reason: &str| Err(Error::input(self.name(), reason));
		if self.indicator.retired {
			return bad("it is retired: name the one that took its place");
		}
		match self.indicator.is_sealed() && !(2..=lingnan_sealed::MAX_BINS).contains(&self.indicator.bins()) {
			true => bad("it has 2 to 8 bins on a chain: take the definition from there"),
			false => Ok(()),
		}
	}

	/// Refuses a dataset that is not as this definition, the chain's own, wants it: nobody could bring a leaf of it.
	pub fn ensure_fits(&self, dataset: &Manifest) -> Result<()> {
		let reason = match (&dataset.sealed, self.indicator.is_sealed()) {
			_ if dataset.indicator != self.indicator.id => {
				return Err(Error::input(self.name(), format!("the dataset is of indicator {}", dataset.indicator)));
			},
			(None, true) => {
				"OpenLeaves: it is a figure, and the dataset's leaves are open: whoever brought one would show it to all. Build \
				 the dataset anew: its leaves are then sealed"
			},
			(Some(_), false) => {
				"SealedLeaves: it is public by law, and the dataset's leaves are sealed: build the dataset anew"
			},
			(Some(of), true) if of.genesis != self.genesis => {
				"AnotherChain: the dataset was sealed for another chain: build it anew with the definition of this one"
			},
			(Some(of), true) if of.indicator.edges != self.indicator.edges => {
				"OtherBins: the dataset was sealed by other edges of the bins: build it anew with the chain's definition"
			},
			_ => return Ok(()),
		};
		Err(Error::input(self.name(), reason))
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::seal::tests::{taxes, GENESIS};
	use lingnan_types::indicator::Class;

	/// Of a figure.
	pub fn figure() -> Definition {
		Definition { genesis: GENESIS, indicator: taxes() }
	}

	/// Of what is public by law.
	pub fn public() -> Definition {
		Definition { genesis: GENESIS, indicator: IndicatorView { class: Class::Register, ..taxes() } }
	}

	fn dataset(sealed: Option<Definition>) -> Manifest {
		let indicator = IndicatorId(3);
		Manifest {
			version: Manifest::VERSION,
			indicator,
			period_end: 1,
			count: 1,
			root: H256::zero(),
			nonce: [0; 16],
			sealed,
		}
	}

	#[test]
	fn open_leaves_of_a_figure_are_refused_by_name() {
		let refusal = |chain: Definition, sealed| {
			chain.ensure_fits(&dataset(sealed)).err().map(|e| e.to_string()).unwrap_or_default()
		};
		assert!(refusal(figure(), None).contains("OpenLeaves: "));
		assert!(refusal(public(), Some(figure())).contains("SealedLeaves: "));
		let of_another_chain = Definition { genesis: H256([8; 32]), ..figure() };
		assert!(refusal(figure(), Some(of_another_chain)).contains("AnotherChain: "));
		let mut moved = figure();
		moved.indicator.edges[0] += 1;
		assert!(refusal(figure(), Some(moved)).contains("OtherBins: "));
		let mut other = figure();
		other.indicator.id = IndicatorId(4);
		assert!(refusal(other, Some(figure())).contains("the dataset is of indicator 3"));
		assert_eq!((refusal(figure(), Some(figure())), refusal(public(), None)), (String::new(), String::new()));
	}

	#[test]
	fn a_definition_survives_its_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("definition.json");
		figure().write(&path).unwrap();
		assert_eq!(Definition::read(&path).unwrap(), figure());
		let mut retired = figure();
		retired.indicator.retired = true;
		assert!(retired.ensure_buildable().unwrap_err().to_string().contains("retired"));
		let mut empty = figure();
		empty.indicator.edges.clear();
		assert!(empty.ensure_buildable().unwrap_err().to_string().contains("2 to 8 bins"));
		figure().ensure_buildable().unwrap();
	}
}
