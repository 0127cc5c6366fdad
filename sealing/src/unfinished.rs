//! A disclosure on its way: it lies in a file of its own, on the disk, before a use of the consent is burned for it, so that no use is
//! lost if the program ends or the disk is full. Who asks for the same again goes on with it.

use super::{
	disclosure::{Disclosure, Shown},
	envelope::{Envelope, Recipient},
};
use crate::{
	client::{
		questions::{consent, Ask},
		Block,
	},
	error::{Error, Result},
	files,
};
use lingnan_types::{CardVersion, ConsentId, IndicatorId, InstitutionId};
use serde::{Deserialize, Serialize};
use std::{
	fs::File,
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// What is disclosed to whom: two disclosures of the same terms open the same.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Terms {
	pub genesis: H256,
	pub enterprise: String,
	pub institution: InstitutionId,
	pub consent: ConsentId,
	pub indicators: Vec<IndicatorId>,
	/// The figures too, and not only their ranges.
	pub figures: bool,
}

impl Terms {
	pub fn of(disclosure: &Disclosure, shown: Shown) -> Self {
		let statement = &disclosure.statement;
		Self {
			genesis: statement.genesis,
			enterprise: statement.enterprise.clone(),
			institution: statement.institution,
			consent: statement.consent,
			indicators: statement.items.iter().map(|item| item.indicator).collect(),
			figures: shown == Shown::Figure,
		}
	}
}

/// A disclosure that is made, and not yet handed over.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unfinished {
	pub terms: Terms,
	/// The final block at which it was made.
	pub block: Block,
	/// By what it is recorded on the chain.
	pub hash: H256,
	/// Whose key opens it.
	pub to: Recipient,
	/// Version of the card that names the key; 0: of none.
	pub card: CardVersion,
	envelope: Envelope,
}

impl Unfinished {
	pub fn new(disclosure: &Disclosure, shown: Shown, to: Recipient, envelope: Envelope) -> Result<Self> {
		let (terms, block) = (Terms::of(disclosure, shown), disclosure.statement.block);
		Ok(Self { terms, block, hash: disclosure.hash()?, card: to.card(), to, envelope })
	}

	/// Where it lies until the file itself is written: beside it, with `.part` behind its name.
	pub fn place(out: &Path) -> PathBuf {
		let mut name = out.as_os_str().to_os_string();
		name.push(".part");
		name.into()
	}

	/// That of an earlier time, if there is one.
	pub fn read(part: &Path) -> Result<Option<Self>> {
		if !part.exists() {
			return Ok(None);
		}
		let text = std::fs::read_to_string(part).map_err(|e| Error::input(part.display(), e))?;
		let cut = "it was cut short, before anything was recorded for it: delete it, and ask again";
		serde_json::from_str(&text).map(Some).map_err(|_| Error::input(part.display(), cut))
	}

	/// Refuses to go on with what opens something else.
	pub fn ensure_of(&self, terms: &Terms, part: &Path) -> Result<()> {
		match self.terms == *terms {
			true => Ok(()),
			false => Err(Error::input(
				part.display(),
				"a disclosure on other terms (consent, institution, indicators or figures) was not finished there: finish it with \
				 the same words as then, or name another file with --out",
			)),
		}
	}

	/// Writes it to a new file, which is on the disk when this returns.
	pub fn write(&self, part: &Path) -> Result<()> {
		let text = serde_json::to_vec(self).map_err(|e| Error::input(part.display(), e))?;
		files::write_new(part, &text)?;
		let folder = part.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
		File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| Error::input(folder.display(), e))
	}

	/// Whether a use of the consent was burned for it, at the best block.
	pub async fn is_recorded(&self, ask: impl Into<Ask<'_>>) -> Result<bool> {
		let receipts = consent::receipts(ask, self.terms.consent).await?;
		Ok(receipts.iter().any(|receipt| receipt.disclosure == Some(self.hash)))
	}

	/// Writes the file that is handed over, and only then takes this one away. What fails can be tried again.
	pub fn finish(&self, part: &Path, out: &Path) -> Result<()> {
		self.envelope.write(out)?;
		std::fs::remove_file(part).map_err(|e| Error::input(part.display(), e))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::envelope::{Content, Identity};
	use serde_json::json;

	fn unfinished() -> (Identity, Unfinished) {
		let bank = Identity::new();
		let to = bank.recipient();
		let envelope = Envelope::seal(Content::Disclosure, &to, &json!(7)).unwrap();
		let terms = Terms {
			genesis: H256([7; 32]),
			enterprise: "CN:91440300708461136T".into(),
			institution: InstitutionId(2),
			consent: ConsentId(7),
			indicators: vec![IndicatorId(4)],
			figures: true,
		};
		let block = Block { number: 9, hash: H256([9; 32]) };
		(bank, Unfinished { terms, block, hash: H256([1; 32]), card: to.card(), to, envelope })
	}

	/// The use of the consent is burned, and the file cannot be written: the next time it is, and it is the same disclosure.
	#[test]
	fn a_burned_use_is_not_lost_when_the_file_cannot_be_written() {
		let folder = tempfile::tempdir().unwrap();
		let out = folder.path().join("to-bank");
		let part = Unfinished::place(&out);
		assert!(part.to_str().unwrap().ends_with("to-bank.part"));
		assert!(Unfinished::read(&part).unwrap().is_none());
		let (bank, made) = unfinished();
		made.write(&part).unwrap();
		// Something is in the way.
		std::fs::write(&out, "").unwrap();
		assert!(made.finish(&part, &out).is_err() && part.exists());
		std::fs::remove_file(&out).unwrap();

		let again = Unfinished::read(&part).unwrap().unwrap();
		assert!(again.hash == made.hash && again.ensure_of(&made.terms, &part).is_ok());
		again.finish(&part, &out).unwrap();
		let read: serde_json::Value = Envelope::read(&out).unwrap().open(Content::Disclosure, &bank, &out).unwrap();
		assert_eq!((read, part.exists()), (json!(7), false));
	}

	#[test]
	fn what_was_asked_for_on_other_terms_is_not_handed_over_in_its_place() {
		let (_, made) = unfinished();
		let terms = &made.terms;
		for other in [
			Terms { indicators: vec![IndicatorId(5)], ..terms.clone() },
			Terms { institution: InstitutionId(3), ..terms.clone() },
			Terms { consent: ConsentId(8), ..terms.clone() },
			Terms { figures: false, ..terms.clone() },
			Terms { genesis: H256([8; 32]), ..terms.clone() },
		] {
			let refused = made.ensure_of(&other, Path::new("f.part")).unwrap_err().to_string();
			assert!(refused.contains("f.part") && refused.contains("--out"), "{refused}");
		}
	}

	#[test]
	fn a_file_that_was_cut_short_is_told() {
		let folder = tempfile::tempdir().unwrap();
		let part = folder.path().join("d.part");
		std::fs::write(&part, r#"{"terms":{"#).unwrap();
		assert!(Unfinished::read(&part).err().unwrap().to_string().contains("cut short"));
	}
}
