//! What an agency hands to an enterprise off the chain: for each sealed attestation its figure, the bin, and the blindings
//! that open the commitments on the chain.

use super::envelope::{Content, Envelope, Identity, Recipient};
use crate::{
	error::{Error, Result},
	text::date_text,
};
use lingnan_reckoning::{
	openings::{NotOpened, NotSealed},
	reckoning::Holder,
};
use lingnan_types::{indicator::IndicatorView, AgencyId, IndicatorId};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};
use subxt::utils::H256;

pub use lingnan_reckoning::openings::{NotShown, Opened, Print, Sealed, Shown};

const FORMAT: &str = "lingnan-openings-1";
/// How openings files are called, so that a folder of them can be named.
pub const EXTENSION: &str = "openings";

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

	/// In an envelope that says for whom it is.
	pub fn seal(&self, to: &Recipient) -> Result<Envelope> {
		Ok(Envelope::seal(Content::Openings, to, self)?.of(&self.enterprise))
	}

	/// Out of an envelope, which must be of the enterprise that it says.
	pub fn open(envelope: &Envelope, identity: &Identity, place: &Path) -> Result<Self> {
		let openings: Self = envelope.open(Content::Openings, identity, place)?;
		match envelope.enterprise() {
			Some(said) if said != openings.enterprise => Err(Error::input(
				place.display(),
				format!("Changed: it says that it is of {said}, and these are openings of {}", openings.enterprise),
			)),
			_ => Ok(openings),
		}
	}

	/// Refuses what is of another version, chain or enterprise.
	pub fn ensure_about(&self, genesis: H256, enterprise: &str) -> Result<(), String> {
		if self.format != FORMAT {
			return Err(format!("its format is {:?}; this program reads {FORMAT:?}", self.format));
		}
		if self.genesis != genesis {
			return Err(String::from("these openings are of another chain: connect to that one with --url"));
		}
		if self.enterprise != enterprise {
			return Err(format!("these are openings of {}, not of {enterprise}", self.enterprise));
		}
		Ok(())
	}
}

/// What an enterprise holds of its own openings, by indicator.
#[derive(Default)]
pub struct Held {
	/// Whose they are.
	enterprise: String,
	by_indicator: BTreeMap<IndicatorId, Vec<Opened>>,
	skipped: Vec<String>,
}

impl Held {
	#[cfg(test)]
	pub fn of(opened: Vec<Opened>) -> Self {
		let mut by_indicator = BTreeMap::<IndicatorId, Vec<Opened>>::new();
		for one in opened {
			by_indicator.entry(one.indicator).or_default().push(one);
		}
		Self { enterprise: tests::FIRM.into(), by_indicator, ..Self::default() }
	}

	/// Reads openings files; a folder stands for all files in it that end in `.openings`. What lies in a folder and does not open is
	/// left out and named, for anybody may have put it there; a file that is named itself must open.
	pub fn read(paths: &[PathBuf], identity: &Identity, genesis: H256, enterprise: &str) -> Result<Self> {
		let mut held = Self { enterprise: enterprise.into(), ..Self::default() };
		let (mut taken, mut first) = (0, None);
		for (path, from_folder) in files(paths)? {
			let read = Envelope::read(&path).and_then(|envelope| Openings::open(&envelope, identity, &path)).and_then(
				|openings| {
					held.take(openings, genesis, enterprise).map_err(|reason| Error::input(path.display(), reason))
				},
			);
			match read {
				Ok(()) => taken += 1,
				Err(error) if from_folder => {
					held.skipped.push(error.to_string());
					first.get_or_insert(error);
				},
				Err(error) => return Err(error),
			}
		}
		match first {
			Some(error) if taken == 0 => Err(error),
			_ => Ok(held),
		}
	}

	/// Files of a folder that did not open, and why.
	pub fn skipped(&self) -> &[String] {
		&self.skipped
	}

	fn take(&mut self, openings: Openings, genesis: H256, enterprise: &str) -> Result<(), String> {
		openings.ensure_about(genesis, enterprise)?;
		for opened in openings.attestations {
			self.by_indicator.entry(opened.indicator).or_default().push(opened);
		}
		Ok(())
	}

	/// What opens an attestation on the chain: its commitments, and its evidence.
	pub fn opening(&self, indicator: &IndicatorView, sealed: &Sealed) -> Result<&Opened> {
		sealed.opened_by(self.held(indicator.id), &self.enterprise).map_err(|why| unopened(indicator, sealed, why))
	}
}

/// Openings of many enterprises.
#[derive(Default)]
pub struct Portfolio {
	held: BTreeMap<String, Held>,
	/// Of a firm without openings.
	none: Held,
	skipped: Vec<String>,
}

impl Portfolio {
	/// Reads openings files, each by the one of the keys that opens it; a folder stands for all files in it that end in `.openings`.
	/// What lies in a folder and does not open is left out and named; a file that is named itself must open.
	pub fn read(paths: &[PathBuf], identities: &[Identity], genesis: H256) -> Result<Self> {
		let mut all = Self::default();
		for (path, from_folder) in files(paths)? {
			match all.take(&path, identities, genesis) {
				Ok(()) => (),
				Err(error) if from_folder => all.skipped.push(error.to_string()),
				Err(error) => return Err(error),
			}
		}
		Ok(all)
	}

	fn take(&mut self, path: &Path, identities: &[Identity], genesis: H256) -> Result<()> {
		let envelope = Envelope::read(path)?;
		let mut first = None;
		for identity in identities {
			match Openings::open(&envelope, identity, path) {
				Ok(openings) => {
					let enterprise = openings.enterprise.clone();
					let about = openings.ensure_about(genesis, &enterprise);
					about.map_err(|reason| Error::input(path.display(), reason))?;
					let fresh = || Held { enterprise: enterprise.clone(), ..Held::default() };
					let held = self.held.entry(enterprise.clone()).or_insert_with(fresh);
					return held
						.take(openings, genesis, &enterprise)
						.map_err(|reason| Error::input(path.display(), reason));
				},
				Err(error) => first = first.or(Some(error)),
			}
		}
		Err(first.unwrap_or_else(|| Error::input(path.display(), "name the key that opens it with --identity")))
	}

	/// Whose openings there are.
	pub fn firms(&self) -> impl Iterator<Item = &str> {
		self.held.keys().map(String::as_str)
	}

	pub fn of(&self, enterprise: &str) -> &Held {
		self.held.get(enterprise).unwrap_or(&self.none)
	}

	/// Files of a folder that did not open, and why.
	pub fn skipped(&self) -> &[String] {
		&self.skipped
	}
}

/// What to do about a missing opening.
pub(crate) fn unopened(indicator: &IndicatorView, sealed: &Sealed, why: NotOpened) -> Error {
	let reason = match why {
		NotOpened::NotHeld => format!(
			"you hold no opening of it, and the chain has {sealed}: ask the agency for it (`lingnan openings ask`), and \
			 name its file with --openings and your key with --identity"
		),
		NotOpened::OtherFigure => format!(
			"your openings have the range of what the chain has ({sealed}) and another figure than the agency fingerprinted: \
			 ask the agency for that revision (`lingnan openings ask`)"
		),
		NotOpened::Outdated(newest) => format!(
			"your openings are outdated: the newest is of the period up to {}, and the chain has {sealed}. Ask the agency \
			 for that revision (`lingnan openings ask`)",
			date_text(newest)
		),
	};
	Error::input(format!("{} (indicator {})", indicator.name.as_str(), indicator.id), reason)
}

/// Each with whether it is only what lies in a folder.
fn files(paths: &[PathBuf]) -> Result<Vec<(PathBuf, bool)>> {
	let mut files = Vec::new();
	for path in paths {
		if !path.is_dir() {
			files.push((path.clone(), false));
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
		files.extend(inside.into_iter().map(|path| (path, true)));
	}
	files.sort();
	Ok(files)
}

impl Holder for Held {
	fn enterprise(&self) -> &str {
		&self.enterprise
	}

	fn held(&self, indicator: IndicatorId) -> &[Opened] {
		self.by_indicator.get(&indicator).map(Vec::as_slice).unwrap_or_default()
	}
}

/// A figure that cannot be sealed, as a command says it.
pub fn not_sealed(why: NotSealed) -> Error {
	Error::input(why.indicator, why.why)
}

#[cfg(test)]
pub mod tests {
	use super::{super::indicators::tests::taxes, *};
	use crate::secret::SealingSecret;
	use lingnan_types::{
		attestation::{AttestationView, Standing},
		Date, RegistrationNumber, Revision,
	};
	use serde_json::json;

	pub const CHAIN: H256 = H256([7; 32]);

	/// Of [`FIRM`], for its first attestation, under a secret of its own.
	pub fn sealed(indicator: &IndicatorView, value: i64, period_end: Date) -> Opened {
		let secret = SealingSecret::new().blindings();
		Opened::seal(&secret, CHAIN, FIRM, indicator, value, period_end, 1).unwrap()
	}

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
			shown: false,
		}
	}

	pub const FIRM: &str = "CN:91440300708461136T";

	fn on_chain(opened: &Opened, revision: Revision) -> Sealed {
		Sealed::of(&stands(opened, revision)).unwrap()
	}

	fn refusal<T>(answer: Result<T>) -> String {
		answer.err().map(|e| e.to_string()).unwrap_or_default()
	}

	#[test]
	fn a_sealed_attestation_shows_commitments_and_a_salted_fingerprint_and_no_figure() {
		let opened = sealed(&taxes(), 7_318_264_905_173, 20_000);
		let sent = json!(opened.attestation(&FIRM.parse().unwrap()).unwrap());
		assert_eq!(sent["value"]["Sealed"].as_array().unwrap().len(), 2, "three bins, of which the last is not stored");
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
	}

	#[test]
	fn the_same_revision_is_sealed_the_same_twice_so_that_lost_openings_come_back() {
		let secret = SealingSecret::new().blindings();
		let seal = |revision| Opened::seal(&secret, CHAIN, FIRM, &taxes(), 50, 20_000, revision).unwrap();
		let first = seal(3);
		let on_chain = on_chain(&first, 3);
		assert!(seal(3) == first);
		assert_eq!(seal(3).opening.check(&on_chain.commitments), Ok(()));
		assert_eq!(first.evidence(FIRM), seal(3).evidence(FIRM));
		let number: RegistrationNumber = FIRM.parse().unwrap();
		assert!(Opened::seal(&secret, CHAIN, &number, &taxes(), 50, 20_000, 3).unwrap() == first);
	}

	/// The attack: blindings that two attestations share open both by subtraction of their commitments.
	#[test]
	fn a_correction_shares_nothing_with_what_it_corrects() {
		let secret = SealingSecret::new().blindings();
		let seal = |chain, firm: &str, value, period_end, revision| {
			Opened::seal(&secret, chain, firm, &taxes(), value, period_end, revision).unwrap()
		};
		let first = seal(CHAIN, FIRM, 50, 20_000, 1);
		for (what, other) in [
			("the same figure once more", seal(CHAIN, FIRM, 50, 20_000, 2)),
			("a figure of another range", seal(CHAIN, FIRM, 5, 20_000, 2)),
			("another figure of the same range under the same revision", seal(CHAIN, FIRM, 51, 20_000, 1)),
			("another range under the same revision", seal(CHAIN, FIRM, 5, 20_000, 1)),
			("another period", seal(CHAIN, FIRM, 50, 20_001, 1)),
			("another firm", seal(CHAIN, "CN:91420000737944946L", 50, 20_000, 1)),
			("another chain", seal(H256([8; 32]), FIRM, 50, 20_000, 1)),
		] {
			assert_ne!(other.salt, first.salt, "{what}");
			// Figures of one range under one revision have the same commitments: which is said by the range alone.
			let same_range = what.starts_with("another figure of the same range");
			assert_eq!(other.opening == first.opening, same_range, "{what}");
			let shared = other.opening.blindings.iter().filter(|one| first.opening.blindings.contains(one));
			assert_eq!(shared.count() > 0, same_range, "{what}");
		}
		let another = SealingSecret::new().blindings();
		let another = Opened::seal(&another, CHAIN, FIRM, &taxes(), 50, 20_000, 1).unwrap();
		assert!(another.salt != first.salt && another.opening != first.opening);
	}

	/// What was brought from an anchored dataset has its leaf's hash as evidence; the figure can be shown all the same.
	#[test]
	fn the_figure_of_a_materialised_attestation_is_proved_by_its_leaf() {
		let opened = sealed(&taxes(), 50, 20_000);
		let mut there = stands(&opened, 1);
		let print = |value| Print {
			enterprise: FIRM,
			indicator: taxes().id,
			period_end: opened.period_end,
			value,
			salt: opened.salt,
		};
		assert!(print(50).is_of(&there) && !print(51).is_of(&there));
		let leaf = lingnan_anchored::Leaf {
			enterprise: FIRM.parse::<RegistrationNumber>().unwrap(),
			indicator: taxes().id.0,
			period_end: opened.period_end,
			value: there.value.clone(),
			salt: opened.evidence(FIRM).0,
		};
		there.evidence = H256(lingnan_anchored::leaf_hash(&leaf));
		assert!(print(50).is_of(&there) && !print(51).is_of(&there));
		let other = Print { enterprise: "CN:91420000737944946L", ..print(50) };
		assert!(!other.is_of(&there));
	}

	/// A sending that was killed and sealed again: both have the same commitments, and one stands.
	#[test]
	fn of_two_figures_of_one_range_the_one_whose_evidence_stands_is_chosen() {
		let secret = SealingSecret::new().blindings();
		let seal = |value| Opened::seal(&secret, CHAIN, FIRM, &taxes(), value, 20_000, 1).unwrap();
		let (killed, stand) = (seal(50), seal(51));
		let there = on_chain(&stand, 1);
		assert!(killed.opening.check(&there.commitments).is_ok());
		for known in [vec![killed.clone(), stand.clone()], vec![stand.clone(), killed.clone()]] {
			assert!(Held::of(known).opening(&taxes(), &there).unwrap() == &stand);
		}
		let says = refusal(Held::of(vec![killed.clone()]).opening(&taxes(), &there));
		assert!(says.contains("another figure") && says.contains("lingnan openings ask"), "{says}");
		// Where the evidence is not known the range is all that is proved.
		assert!(Held::of(vec![killed]).opening(&taxes(), &Sealed { evidence: None, ..there }).is_ok());
	}

	#[test]
	fn the_opening_of_the_revision_on_the_chain_is_found_among_all() {
		let folder = tempfile::tempdir().unwrap();
		let (identity, genesis) = (Identity::new(), CHAIN);
		let (old, new) = (sealed(&taxes(), 5, 20_000), sealed(&taxes(), 50, 20_030));
		for (name, opened) in [("a.openings", &old), ("b.openings", &new)] {
			let openings = Openings::new(genesis, AgencyId(1), FIRM, vec![opened.clone()]);
			openings.seal(&identity.recipient()).unwrap().write(&folder.path().join(name)).unwrap();
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
		// One that anybody left there blocks nothing, unless it is named itself.
		let left = folder.path().join("c.openings");
		Envelope::seal(Content::Openings, &Identity::new().recipient(), &json!(1)).unwrap().write(&left).unwrap();
		std::fs::write(folder.path().join("d.openings"), "{").unwrap();
		let held = read(folder.path(), genesis, FIRM).unwrap();
		assert!(held.opening(&taxes(), &on_chain(&new, 2)).unwrap() == &new);
		assert!(matches!(held.skipped(), [c, d] if c.contains("c.openings: OtherKey") && d.contains("d.openings")));
		assert!(refusal(read(&left, genesis, FIRM)).contains("OtherKey"));
		// Whose name stands in clear on the file is checked by what is in it.
		let relabelled = folder.path().join("e.openings");
		let openings = Openings::new(genesis, AgencyId(1), FIRM, vec![new.clone()]).seal(&identity.recipient());
		openings.unwrap().of("MO:1").write(&relabelled).unwrap();
		assert!(refusal(read(&relabelled, genesis, FIRM)).contains("it says that it is of MO:1"));
		let empty = tempfile::tempdir().unwrap();
		assert!(refusal(read(empty.path(), genesis, FIRM)).contains(".openings"));
	}

	#[test]
	fn a_folder_of_many_firms_is_read_once_and_each_holds_its_own() {
		let folder = tempfile::tempdir().unwrap();
		let (one, other, stranger) = (Identity::new(), Identity::new(), Identity::new());
		let opened = sealed(&taxes(), 50, 20_000);
		let write = |name: &str, firm: &str, genesis, to: &Identity| {
			let openings = Openings::new(genesis, AgencyId(1), firm, vec![opened.clone()]);
			openings.seal(&to.recipient()).unwrap().write(&folder.path().join(name)).unwrap();
		};
		write("a.openings", FIRM, CHAIN, &one);
		write("b.openings", "MO:1", CHAIN, &other);
		write("c.openings", "MO:2", CHAIN, &stranger);
		write("d.openings", "MO:3", H256([8; 32]), &one);
		let all = Portfolio::read(&[folder.path().to_path_buf()], &[one, other], CHAIN).unwrap();
		assert_eq!(all.firms().collect::<Vec<_>>(), [FIRM, "MO:1"]);
		assert!(
			matches!(all.skipped(), [c, d] if c.contains("OtherKey") && d.contains("another chain")),
			"{:?}",
			all.skipped()
		);
		assert!(all.of(FIRM).opening(&taxes(), &on_chain(&opened, 1)).is_ok());
		// Sealed for another firm: the evidence says so.
		assert!(all.of("MO:1").opening(&taxes(), &on_chain(&opened, 1)).is_err());
		assert!(
			refusal(all.of("MO:2").opening(&taxes(), &on_chain(&opened, 1)).cloned()).contains("you hold no opening")
		);
	}
}
