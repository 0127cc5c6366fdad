use super::Context;
use crate::{
	error::{Error, Result},
	files,
	keys::{self, Key, Password},
	output::Output,
};
use clap::Args;
use lingnan_gateway::{boxes::Sent, client::Asked};
use lingnan_sealing::{
	envelope::{Envelope, Identity},
	openings::{Openings, EXTENSION},
};
use lingnan_types::{AgencyId, CardHolder, RegistrationNumber};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Push {
	/// Openings files that `lingnan attestation seal` or `import` wrote, or folders of them
	#[arg(required = true)]
	openings: Vec<PathBuf>,
	/// The gateway, https://…
	#[arg(long)]
	gateway: String,
	/// Number of your agency; with a node, its name too
	#[arg(long)]
	agency: String,
	/// The firm that they are for; as the files say if not given
	#[arg(long)]
	enterprise: Option<RegistrationNumber>,
}

#[derive(Debug, Args)]
pub struct Fetch {
	number: RegistrationNumber,
	/// The gateway, https://…
	#[arg(long)]
	gateway: String,
	/// Folder for the files
	#[arg(long)]
	out: PathBuf,
	/// File of your encryption key: each file is tried, and what it does not open is left at the gateway
	#[arg(long)]
	identity: Option<PathBuf>,
	/// Leave them there, too
	#[arg(long)]
	keep: bool,
}

fn signer(key: Option<&str>, password: &Password) -> Result<Key> {
	let key = key.ok_or_else(|| Error::usage("who signs? Give --key"))?;
	Ok(keys::given(key, password)?.key)
}

/// Files as they are named, and those that lie in a folder.
fn listed(given: &[PathBuf]) -> Result<Vec<PathBuf>> {
	let mut files = Vec::new();
	for path in given {
		if !path.is_dir() {
			files.push(path.clone());
			continue;
		}
		let entries = std::fs::read_dir(path).map_err(|e| Error::input(path.display(), e))?;
		let inside = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
		files.extend(inside.filter(|file| file.extension().is_some_and(|end| end == EXTENSION)));
	}
	files.sort();
	match files.is_empty() {
		true => Err(Error::usage(format!("no file there ends in .{EXTENSION}"))),
		false => Ok(files),
	}
}

/// For whom a file is: as it says in clear. Its name does not tell: there a hyphen may stand for a blank, a stroke or a point, and
/// what is sent to another firm's number is lost to its own.
fn firm_of(path: &Path) -> Result<RegistrationNumber> {
	let envelope = Envelope::read(path)?;
	let number = envelope.enterprise().and_then(|number| number.parse().ok());
	number.ok_or_else(|| {
		Error::input(path.display(), "it does not say for which firm it is: give --enterprise, and its files alone")
	})
}

impl Push {
	/// The agency is looked up where it is not given by its number.
	pub async fn run(&self, c: &Context) -> Result<()> {
		let agency = c.number_of::<AgencyId>(&self.agency).await?;
		self.push(agency, c.output, c.key.as_deref(), &c.password).await
	}

	/// The agency, if it is given by its number: then no node is needed, and who asks a gateway may have none.
	pub fn numbered(&self) -> Option<AgencyId> {
		self.agency.trim().parse().ok()
	}

	pub async fn push(&self, agency: AgencyId, output: Output, key: Option<&str>, password: &Password) -> Result<()> {
		let mut boxes = Vec::new();
		for path in listed(&self.openings)? {
			let firm = match &self.enterprise {
				Some(firm) => firm.clone(),
				None => firm_of(&path)?,
			};
			let text = std::fs::read_to_string(&path).map_err(|e| Error::input(path.display(), e))?;
			boxes.push(Sent { r#for: firm, r#box: text });
		}
		let key = signer(key, password)?;
		let (kept, already) = Asked::new(&self.gateway, CardHolder::Agency(agency), &key).put(boxes).await?;
		output.answer(&json!({ "kept": kept, "already": already }), |_| {
			let waiting = match kept {
				1 => "1 file waits for its firm".into(),
				_ => format!("{kept} files wait for their firms"),
			};
			format!("{waiting} at {}, {already} lay there already", self.gateway)
		});
		Ok(())
	}
}

impl Fetch {
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.run_alone(c.output, c.key.as_deref(), &c.password).await
	}

	/// Needs no node: who asks a gateway may have none.
	pub async fn run_alone(&self, output: Output, key: Option<&str>, password: &Password) -> Result<()> {
		let identity = self.identity.as_deref().map(Identity::read).transpose()?;
		let key = signer(key, password)?;
		let asked = Asked::new(&self.gateway, CardHolder::Enterprise(self.number.clone()), &key);
		let boxes = asked.fetch(&self.number).await?;
		files::ensure_folder(&self.out)?;
		let (mut names, mut good, mut unopened) = (Vec::new(), Vec::new(), Vec::new());
		for one in boxes {
			let hash = hex::encode(&lingnan_gateway::boxes::hash_of(&one.r#box).0[..8]);
			let path = self.out.join(format!("agency-{}-{hash}.{EXTENSION}", one.agency));
			// The same file from an earlier time holds the same: it is called by what is in it.
			if !path.exists() {
				files::write_new(&path, one.r#box.as_bytes())?;
			}
			match identity.as_ref().map_or(Ok(()), |identity| opens(&path, identity, &self.number)) {
				Ok(()) => good.push(one),
				Err(error) => {
					eprintln!("lingnan: warning: it stays at the gateway: {error}");
					unopened.push(path.clone());
				},
			}
			names.push(path);
		}
		// Only what lies here, and opens if that could be tried, is taken away there.
		if !self.keep && !good.is_empty() {
			asked.take_away(&self.number, &good).await?;
		}
		output.answer(&json!({ "files": names, "unopened": unopened }), |_| {
			let told = format!("{} files of openings are in {}", names.len(), self.out.display());
			match unopened.len() {
				0 => told,
				count => format!("{told}; {count} of them do not open with this key, and stay at the gateway"),
			}
		});
		Ok(())
	}
}

/// Whether a file is one of openings of this firm, for this key.
fn opens(path: &Path, identity: &Identity, firm: &RegistrationNumber) -> Result<()> {
	let openings = Openings::open(&Envelope::read(path)?, identity, path)?;
	match openings.enterprise == firm.to_string() {
		true => Ok(()),
		false => {
			Err(Error::input(path.display(), format!("these are openings of {}, not of {firm}", openings.enterprise)))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_sealing::envelope::Content;

	const MACAO: &str = "MO:SO 12345.6";

	#[test]
	fn a_box_for_another_key_or_of_another_firm_is_not_taken_away() {
		let folder = tempfile::tempdir().unwrap();
		let (ours, other) = (Identity::new(), Identity::new());
		let firm: RegistrationNumber = "CN:91440300708461136T".parse().unwrap();
		let place = |name: &str, to: &Identity, about: &str| {
			let path = folder.path().join(name);
			let openings = Openings::new(Default::default(), AgencyId(1), about, vec![]);
			Envelope::seal(Content::Openings, &to.recipient(), &openings).unwrap().write(&path).unwrap();
			path
		};
		assert!(opens(&place("a", &ours, &firm.to_string()), &ours, &firm).is_ok());
		let said = |path: PathBuf| opens(&path, &ours, &firm).unwrap_err().to_string();
		assert!(said(place("b", &other, &firm.to_string())).contains("OtherKey"));
		assert!(said(place("c", &ours, "CN:91420000737944946L")).contains("openings of CN:91420000737944946L"));
		std::fs::write(folder.path().join("d"), "{}").unwrap();
		assert!(said(folder.path().join("d")).contains("not an encrypted file"));
	}

	/// Registration numbers of Macao have blanks, and points, which no file's name keeps.
	#[test]
	fn a_file_says_for_whom_it_is_whatever_its_name_makes_of_the_number() {
		let folder = tempfile::tempdir().unwrap();
		for number in ["CN:91440300708461136T", MACAO] {
			let openings = Openings::new(Default::default(), AgencyId(1), number, vec![]);
			let path = lingnan_sealing::sealing::free_name(folder.path(), &openings);
			openings.seal(&Identity::new().recipient()).unwrap().write(&path).unwrap();
			assert_eq!(firm_of(&path).unwrap().to_string(), number, "{}", path.display());
		}
		// It says nothing, but for its name.
		let path = folder.path().join("CN-91440300708461136T-agency-1-2020-01-01-9.openings");
		let openings = Openings::new(Default::default(), AgencyId(1), "CN:91440300708461136T", vec![]);
		Envelope::seal(Content::Openings, &Identity::new().recipient(), &openings).unwrap().write(&path).unwrap();
		let refused = firm_of(&path).unwrap_err().to_string();
		assert!(refused.contains("give --enterprise"), "{refused}");
	}
}
