//! What a network starts with, read from reviewable JSON (`chain-spec/<network>/`) and checked to the last field: a file
//! that is wrong is refused in one line that names the file, the field and the reason.
//!
//! The files refer to each other by codes. A code's place in its file is its number on the chain.

mod check;
mod files;
mod keys;
mod problem;
mod resolve;
mod source;
#[cfg(test)]
mod tests;

pub use files::NetworkType;
pub use problem::Problem;
pub use source::{Source, EMBEDDED};

use lingnan_runtime::{constants::MILLISECONDS_PER_BLOCK, AccountId, Balance};
use lingnan_support::{
	bank_days::CalendarYear,
	guarantee::GuarantorSpec,
	indicator::Class,
	institution::InstitutionSpec,
	peer::PeerId,
	product::ProductSpec,
	reference_rate::{ReferenceQuote, ReferenceRateSpec},
	Amount, BasisPoints, Corridor, Currency, DataClass, InstitutionId, Jurisdiction, ReferenceRateId, ScorecardId,
	Text,
};
use pallet_attestations::{AgencySpec, IndicatorSpec};
use pallet_credit_scoring::ScorecardSpec;
use pallet_cross_border::Probabilities;
use pallet_timelock::Times;
use sp_core::{ed25519, sr25519};
use std::{collections::BTreeSet, fmt, path::Path};

/// A file of the network, for messages.
#[derive(Clone, Debug)]
pub struct Page(String);

impl Page {
	pub fn problem(&self, field: impl fmt::Display, reason: impl fmt::Display) -> Problem {
		Problem::new(&self.0, field, reason)
	}
}

/// A validator of the first session.
#[derive(Clone, Debug)]
pub struct Validator {
	pub account: AccountId,
	pub aura: sr25519::Public,
	pub grandpa: ed25519::Public,
}

impl Validator {
	/// A validator whose keys everybody knows, derived from its name.
	pub fn well_known(name: &str) -> Result<Self, String> {
		let path = format!("//{name}");
		Ok(Self {
			account: keys::well_known::<sr25519::Pair>(&path)?.into(),
			aura: keys::well_known::<sr25519::Pair>(&path)?,
			grandpa: keys::well_known::<ed25519::Pair>(&path)?,
		})
	}
}

/// A network whose files hold, with every code resolved to its number.
#[derive(Clone, Debug)]
pub struct Network {
	pub name: String,
	pub id: String,
	pub kind: NetworkType,
	pub jurisdiction: Jurisdiction,
	/// Blocks in a session; the runtime's usual ones if none are given.
	pub session_blocks: Option<u32>,
	/// Milliseconds between blocks; the runtime's usual ones if none are given.
	pub block_milliseconds: Option<u64>,
	pub validators: Vec<Validator>,
	/// Who may move the clock; none where money is real.
	pub clock_admin: Option<AccountId>,
	/// How long governance takes here, where it differs from the runtime's own times.
	pub times: Option<Times>,
	pub endowed: Vec<(AccountId, Balance)>,
	pub agencies: Vec<AgencySpec<AccountId>>,
	pub indicators: Vec<IndicatorSpec>,
	/// Working days of banks, by place and year.
	pub calendars: Vec<(Jurisdiction, CalendarYear)>,
	/// What floating rates follow.
	pub reference_rates: Vec<ReferenceRateSpec>,
	/// Examples of quotes, none of which was published; none in a live network.
	pub quotes: Vec<(ReferenceRateId, ReferenceQuote)>,
	pub institutions: Vec<InstitutionSpec<AccountId>>,
	pub products: Vec<(InstitutionId, ProductSpec)>,
	pub scorecard: ScorecardSpec,
	pub appraisers: Vec<(AccountId, Text<128>)>,
	pub guarantors: Vec<GuarantorSpec<AccountId>>,
	pub compensation: Vec<(Currency, BasisPoints, Amount)>,
	/// To which of the other places it has a lane from the start.
	pub corridors: Vec<Corridor>,
	/// What passes to the other places from the start.
	pub open: Vec<(Corridor, DataClass)>,
	/// Scorecards of the other places, and the default probabilities that this one gives their grades.
	pub recognised: Vec<(Corridor, ScorecardId, Probabilities)>,
	/// Whether nodes answer only those in the register of peers from the start.
	pub members_only: bool,
	/// The nodes that stand in it from the start.
	pub peers: Vec<PeerId>,
}

impl Network {
	/// A network that is part of this program, or `None` if there is none of this name.
	pub fn embedded(name: &str) -> Option<Result<Self, Problem>> {
		Source::embedded(name).map(|source| resolve::network(&source))
	}

	pub fn from_directory(path: &Path) -> Result<Self, Problem> {
		resolve::network(&Source::directory(path)?)
	}

	/// The same network, answering whoever asks.
	pub fn open_to_all(mut self) -> Self {
		self.members_only = false;
		self
	}

	/// The same network with blocks four times as fast, for tests.
	pub fn quick(mut self) -> Self {
		self.id = format!("{}-quick", self.id);
		self.name = format!("{} Quick", self.name);
		self.block_milliseconds = Some(MILLISECONDS_PER_BLOCK / 4);
		self
	}

	/// The names that people read, each once. On the chain they are English; `names.json` has the other languages.
	pub fn shown_names(&self) -> BTreeSet<&str> {
		let indicators = self.indicators.iter().flat_map(|one| [one.name.as_str(), one.unit.as_str()]);
		let members = self.agencies.iter().map(|one| one.name.as_str());
		let members = members.chain(self.institutions.iter().map(|one| one.name.as_str()));
		let sureties = self.appraisers.iter().map(|(_, name)| name.as_str());
		let sureties = sureties.chain(self.guarantors.iter().map(|one| one.name.as_str()));
		let rates = self.reference_rates.iter().map(|one| one.name.as_str());
		let products = self.products.iter().map(|(_, one)| one.name.as_str());
		let names = members.chain(indicators).chain(products).chain(rates).chain(sureties);
		names.chain([self.scorecard.name.as_str()]).collect()
	}

	/// What the files say in a few lines.
	pub fn summary(&self) -> String {
		let sealed = self.indicators.iter().filter(|one| one.class == Class::Figure).count();
		let open = self.products.iter().filter(|(_, p)| p.unsecured).count();
		let lines = [
			format!("{} ({}), {:?}, {:?}", self.name, self.id, self.jurisdiction, self.kind),
			format!("  validators    {}", self.validators.len()),
			format!("  agencies      {}", self.agencies.len()),
			format!("  indicators    {} ({sealed} sealed)", self.indicators.len()),
			format!(
				"  calendars     {} years, {} of them provisional",
				self.calendars.len(),
				self.calendars.iter().filter(|(_, year)| year.provisional).count()
			),
			format!("  references    {} ({} example quotes)", self.reference_rates.len(), self.quotes.len()),
			format!("  institutions  {}", self.institutions.len()),
			format!("  products      {} ({open} without security)", self.products.len()),
			format!(
				"  scorecard     {} ({} characteristics)",
				self.scorecard.name.as_str(),
				self.scorecard.characteristics.len()
			),
			format!("  appraisers    {}", self.appraisers.len()),
			format!("  guarantors    {}", self.guarantors.len()),
			format!("  compensation  {}", self.compensation.len()),
			format!("  names         {} in four languages", self.shown_names().len()),
			match self.members_only {
				true => format!("  peers         {}, and nobody else", self.peers.len()),
				false => "  peers         whoever asks".into(),
			},
			format!(
				"  clock         {}",
				if self.clock_admin.is_some() { "moved by the clock admin" } else { "real time" }
			),
		];
		lines.join("\n")
	}
}
