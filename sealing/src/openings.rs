//! What an agency hands to an enterprise off the chain: for each sealed attestation its figure, the bin, and the blindings
//! that open the commitments on the chain.

use super::envelope::{Content, Envelope, Identity};
use crate::{
	error::{Error, Result},
	text::date_text,
	values::fingerprint,
};
use codec::Encode;
use lingnan_sealed::{rand_core::OsRng, Opening, Point};
use lingnan_types::{
	attestation::{self, AttestationSpec, AttestationView},
	indicator::IndicatorView,
	AgencyId, Date, IndicatorId, RegistrationNumber, Revision,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};
use subxt::utils::H256;

const FORMAT: &str = "lingnan-openings-1";
/// How openings files are called, so that a folder of them can be named.
pub const EXTENSION: &str = "openings";

/// One sealed attestation, opened. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Opened {
	pub indicator: IndicatorId,
	/// Last day of the period that the figure is about.
	pub period_end: Date,
	/// The figure, in the indicator's unit.
	pub value: i64,
	/// What the evidence on the chain was salted with.
	pub salt: H256,
	pub opening: Opening,
}

impl Opened {
	/// Seals a figure under fresh blindings and a fresh salt.
	pub fn seal(indicator: &IndicatorView, value: i64, period_end: Date) -> Result<Self> {
		let opening = Opening::seal(indicator.bin_of(value), indicator.bins(), &mut OsRng)
			.map_err(|e| Error::input(indicator.name.as_str(), e))?;
		Ok(Self { indicator: indicator.id, period_end, value, salt: random_hash(), opening })
	}

	/// The attestation as it goes to the chain: commitments, and a salted fingerprint of the figure.
	pub fn attestation(&self, enterprise: &RegistrationNumber) -> Result<AttestationSpec> {
		Ok(AttestationSpec {
			enterprise: enterprise.clone(),
			indicator: self.indicator,
			value: self.commitments()?,
			period_end: self.period_end,
			evidence: self.evidence(&enterprise.to_string()),
		})
	}

	/// The fingerprint by which the figure can be opened as well as its bin.
	pub fn evidence(&self, enterprise: &str) -> H256 {
		let Self { indicator, period_end, value, salt, .. } = self;
		Print { enterprise, indicator: *indicator, period_end: *period_end, value: *value, salt: *salt }.evidence()
	}

	/// The value of an attestation.
	pub fn commitments(&self) -> Result<attestation::Value> {
		let place = || format!("indicator {}", self.indicator);
		let points = self.opening.commitments().map_err(|e| Error::input(place(), e))?;
		let points: Vec<H256> = points.into_iter().map(H256).collect();
		let sealed = points.try_into().map_err(|_| Error::input(place(), "it has more bins than an attestation"))?;
		Ok(attestation::Value::Sealed(sealed))
	}
}

/// What the evidence of a sealed attestation is the fingerprint of. The salt keeps it from being guessed.
pub struct Print<'a> {
	pub enterprise: &'a str,
	pub indicator: IndicatorId,
	pub period_end: Date,
	pub value: i64,
	pub salt: H256,
}

impl Print<'_> {
	pub fn evidence(&self) -> H256 {
		let Self { enterprise, indicator, period_end, value, salt } = self;
		fingerprint(&(b"lingnan figure 1", enterprise, u64::from(*indicator), period_end, value, salt.0).encode())
	}
}

fn random_hash() -> H256 {
	let mut bytes = [0; 32];
	lingnan_sealed::rand_core::RngCore::fill_bytes(&mut OsRng, &mut bytes);
	H256(bytes)
}

/// All that one agency opens to one enterprise at one time.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Openings {
	format: String,
	pub genesis: H256,
	pub agency: AgencyId,
	pub enterprise: String,
	/// As the format calls them.
	#[serde(rename = "statements")]
	pub attestations: Vec<Opened>,
}

impl Openings {
	pub fn new(genesis: H256, agency: AgencyId, enterprise: &str, attestations: Vec<Opened>) -> Self {
		Self { format: FORMAT.into(), genesis, agency, enterprise: enterprise.into(), attestations }
	}
}

/// What an enterprise holds of its own openings, by indicator.
pub struct Held {
	by_indicator: BTreeMap<IndicatorId, Vec<Opened>>,
}

impl Held {
	#[cfg(test)]
	pub fn of(opened: Vec<Opened>) -> Self {
		let mut by_indicator = BTreeMap::<IndicatorId, Vec<Opened>>::new();
		for one in opened {
			by_indicator.entry(one.indicator).or_default().push(one);
		}
		Self { by_indicator }
	}

	/// Reads openings files; a folder stands for all files in it that end in `.openings`.
	pub fn read(paths: &[PathBuf], identity: &Identity, genesis: H256, enterprise: &str) -> Result<Self> {
		let mut held = Self { by_indicator: BTreeMap::new() };
		for path in files(paths)? {
			let openings: Openings = Envelope::read(&path)?.open(Content::Openings, identity, &path)?;
			held.take(openings, genesis, enterprise).map_err(|reason| Error::input(path.display(), reason))?;
		}
		Ok(held)
	}

	fn take(&mut self, openings: Openings, genesis: H256, enterprise: &str) -> Result<(), String> {
		if openings.format != FORMAT {
			return Err(format!("its format is {:?}; this program reads {FORMAT:?}", openings.format));
		}
		if openings.genesis != genesis {
			return Err(String::from("these openings are of another chain: connect to that one with --url"));
		}
		if openings.enterprise != enterprise {
			return Err(format!("these are openings of {}, not of {enterprise}", openings.enterprise));
		}
		for opened in openings.attestations {
			self.by_indicator.entry(opened.indicator).or_default().push(opened);
		}
		Ok(())
	}

	/// What opens the commitments of an attestation on the chain.
	pub fn opening(&self, indicator: &IndicatorView, sealed: &Sealed) -> Result<&Opened> {
		let place = format!("{} (indicator {})", indicator.name.as_str(), indicator.id);
		let Some(known) = self.by_indicator.get(&indicator.id) else {
			return Err(Error::input(
				place,
				format!(
					"you hold no opening of it, and the chain has {sealed}: ask the agency for its openings file, and name it \
					 with --openings"
				),
			));
		};
		if let Some(found) = known.iter().find(|o| o.opening.check(&sealed.commitments).is_ok()) {
			return Ok(found);
		}
		let newest = known.iter().map(|o| o.period_end).max().unwrap_or_default();
		Err(Error::input(
			place,
			format!(
				"your openings are outdated: the newest is of the period up to {}, and the chain has {sealed}. Ask the agency \
				 for the file of that revision",
				date_text(newest)
			),
		))
	}
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
	let mut files = Vec::new();
	for path in paths {
		if !path.is_dir() {
			files.push(path.clone());
			continue;
		}
		let unreadable = |e| Error::input(path.display(), e);
		let inside = std::fs::read_dir(path).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
		let inside: Vec<PathBuf> = inside
			.into_iter()
			.map(|entry| entry.path())
			.filter(|path| path.extension().is_some_and(|end| end == EXTENSION))
			.collect();
		if inside.is_empty() {
			return Err(Error::input(path.display(), format!("no file in this folder ends in .{EXTENSION}")));
		}
		files.extend(inside);
	}
	files.sort();
	Ok(files)
}

/// A sealed attestation as it stands on the chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Sealed {
	pub commitments: Vec<Point>,
	pub revision: Revision,
	pub period_end: Date,
}

impl std::fmt::Display for Sealed {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		write!(f, "revision {} of the period up to {}", self.revision, date_text(self.period_end))
	}
}

impl Sealed {
	/// Nothing if the attestation's value stands open.
	pub fn of(attestation: &AttestationView) -> Option<Self> {
		let AttestationView { value, revision, period_end, .. } = attestation;
		let attestation::Value::Sealed(points) = value else { return None };
		let commitments = points.iter().map(|point| point.0).collect();
		Some(Self { commitments, revision: *revision, period_end: *period_end })
	}
}

#[cfg(test)]
pub mod tests {
	use super::{super::indicators::tests::taxes, *};
	use lingnan_types::attestation::Standing;
	use serde_json::json;
	use std::path::Path;

	/// As the chain shows it.
	pub fn stands(opened: &Opened, revision: Revision) -> AttestationView {
		let sent = opened.attestation(&FIRM.parse().unwrap()).unwrap();
		let IndicatorView { id, name, unit, owner, .. } = taxes();
		AttestationView {
			indicator: id,
			name,
			unit,
			agency: owner,
			agency_suspended: false,
			value: sent.value,
			bin: None,
			period_end: sent.period_end,
			expires: 0,
			made_at: 0,
			evidence: sent.evidence,
			revision,
			standing: Standing::InForce,
			dataset: None,
			counts: true,
		}
	}

	const FIRM: &str = "CN:91440300708461136T";

	fn on_chain(opened: &Opened, revision: Revision) -> Sealed {
		Sealed::of(&stands(opened, revision)).unwrap()
	}

	fn refusal<T>(answer: Result<T>) -> String {
		answer.err().map(|e| e.to_string()).unwrap_or_default()
	}

	#[test]
	fn a_sealed_attestation_shows_commitments_and_a_salted_fingerprint_and_no_figure() {
		let opened = Opened::seal(&taxes(), 7_318_264_905_173, 20_000).unwrap();
		let sent = json!(opened.attestation(&FIRM.parse().unwrap()).unwrap());
		assert_eq!(sent["value"]["Sealed"].as_array().unwrap().len(), 3);
		assert!(!sent.to_string().contains("7318264905173"));
		let print = |firm: &str, change: &dyn Fn(&mut Opened)| {
			let mut other = opened.clone();
			change(&mut other);
			json!(other.evidence(firm))
		};
		assert_eq!(sent["evidence"], print(FIRM, &|_| ()));
		for other in [
			print("CN:91420000737944946L", &|_| ()),
			print(FIRM, &|one| one.indicator = IndicatorId(5)),
			print(FIRM, &|one| one.period_end = 20_001),
			print(FIRM, &|one| one.value += 1),
			print(FIRM, &|one| one.salt = H256::zero()),
		] {
			assert_ne!(sent["evidence"], other);
		}
		let again = Opened::seal(&taxes(), 7_318_264_905_173, 20_000).unwrap();
		assert!(again.salt != opened.salt && again.opening != opened.opening, "fresh blindings and a fresh salt");
	}

	#[test]
	fn the_opening_of_the_revision_on_the_chain_is_found_among_all() {
		let folder = tempfile::tempdir().unwrap();
		let (identity, genesis) = (Identity::new(), H256([7; 32]));
		let (old, new) = (Opened::seal(&taxes(), 5, 20_000).unwrap(), Opened::seal(&taxes(), 50, 20_030).unwrap());
		for (name, opened) in [("a.openings", &old), ("b.openings", &new)] {
			let openings = Openings::new(genesis, AgencyId(1), FIRM, vec![opened.clone()]);
			let envelope = Envelope::seal(Content::Openings, &identity.recipient(), &openings).unwrap();
			envelope.write(&folder.path().join(name)).unwrap();
		}
		let read = |path: &Path, genesis, firm| Held::read(&[path.to_path_buf()], &identity, genesis, firm);
		let held = read(folder.path(), genesis, FIRM).unwrap();
		assert!(held.opening(&taxes(), &on_chain(&new, 2)).unwrap() == &new);

		let first = read(&folder.path().join("a.openings"), genesis, FIRM).unwrap();
		let says = refusal(first.opening(&taxes(), &on_chain(&new, 2)));
		assert!(says.contains("outdated") && says.contains("revision 2") && says.contains("2024-11-03"), "{says}");
		let other = IndicatorView { id: IndicatorId(5), name: "Exports".parse().unwrap(), ..taxes() };
		let says = refusal(first.opening(&other, &on_chain(&new, 2)));
		assert!(says.contains("Exports") && says.contains("you hold no opening"), "{says}");

		assert!(refusal(read(folder.path(), H256([8; 32]), FIRM)).contains("another chain"));
		assert!(refusal(read(folder.path(), genesis, "MO:1")).contains("not of MO:1"));
		let empty = tempfile::tempdir().unwrap();
		assert!(refusal(read(empty.path(), genesis, FIRM)).contains(".openings"));
	}
}
