//! An enterprise opens chosen indicators to one institution, which checks them against the chain.

use super::{
	card::{Party, Signed},
	indicators::Indicators,
	openings::{self, Held, NotShown, Opened, Sealed},
	unfinished::Terms,
};
use crate::{
	audience::Audience,
	client::{
		questions::{attestation, consent},
		register::Register,
		Block, Client,
	},
	error::{Error, Result},
	keys::Key,
	text::date_text,
	values::fingerprint,
};
use lingnan_sealed::Opening;
use lingnan_types::{
	attestation::{AttestationView, Standing},
	consent::{ConsentStanding, ConsentView},
	indicator::IndicatorView,
	ConsentId, Date, IndicatorId, InstitutionId, RegistrationIssue, RegistrationNumber, Revision,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt;
use subxt::utils::H256;

const FORMAT: &str = "lingnan-disclosure-2";

/// A figure, and the salt with which the agency fingerprinted it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Figure {
	pub value: i64,
	pub salt: H256,
}

/// One attestation, opened.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
	pub indicator: IndicatorId,
	pub revision: Revision,
	pub period_end: Date,
	pub opening: Opening,
	/// Where the enterprise shows the figure itself and not only its bin.
	pub figure: Option<Figure>,
}

/// What is shown of each indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
	/// In which bin the figure lies.
	Range,
	/// The figure, too.
	Figure,
}

impl Item {
	pub fn new(opened: &Opened, revision: Revision, shown: Shown) -> Self {
		Self {
			indicator: opened.indicator,
			revision,
			period_end: opened.period_end,
			opening: opened.opening.clone(),
			figure: (shown == Shown::Figure).then_some(Figure { value: opened.value, salt: opened.salt }),
		}
	}
}

/// What the enterprise signs.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement {
	format: String,
	pub genesis: H256,
	pub enterprise: String,
	pub institution: InstitutionId,
	/// The consent of which it burns a use.
	pub consent: ConsentId,
	/// The final block at which it was made.
	pub block: Block,
	pub items: Vec<Item>,
}

/// The document inside the envelope.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disclosure {
	pub statement: Statement,
	signed: Signed,
}

/// Why a disclosure proves nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// Made with another version of this program.
	Format(String),
	OtherChain,
	/// It opens nothing.
	Empty,
	/// Opened to another institution than the one that checks.
	WrongInstitution {
		named: InstitutionId,
	},
	/// What was signed is not what is there.
	Tampered,
	/// Signed by an account that does not control the enterprise at the block of the check.
	NotController {
		signer: String,
	},
	/// No use of the consent was burned for it.
	NotRecorded {
		consent: ConsentId,
	},
	/// The enterprise gave no such consent.
	NoConsent {
		consent: ConsentId,
	},
	/// The consent is to another institution.
	ConsentToAnother {
		consent: ConsentId,
		named: InstitutionId,
	},
	/// The consent cannot be used now.
	ConsentNotInForce {
		consent: ConsentId,
		standing: ConsentStanding,
	},
	/// The consent does not cover these indicators.
	NotCovered {
		consent: ConsentId,
		indicators: String,
	},
	/// About one of its indicators.
	Item {
		indicator: String,
		why: ItemRefusal,
	},
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemRefusal {
	/// The chain has no sealed attestation of it.
	NotSealed,
	/// A later revision stands.
	Superseded {
		disclosed: Revision,
		stands: Revision,
	},
	Revoked,
	Disputed,
	Expired,
	/// The opening is not that of the commitments.
	DoesNotOpen,
	/// The figure is not the one that the agency fingerprinted, or lies in another bin.
	WrongFigure,
}

impl Refusal {
	/// For programs.
	pub fn name(&self) -> &'static str {
		match self {
			Self::Format(_) => "Format",
			Self::OtherChain => "OtherChain",
			Self::Empty => "Empty",
			Self::WrongInstitution { .. } => "WrongInstitution",
			Self::Tampered => "Tampered",
			Self::NotController { .. } => "NotController",
			Self::NotRecorded { .. } => "NotRecorded",
			Self::NoConsent { .. } => "NoConsent",
			Self::ConsentToAnother { .. } => "ConsentToAnother",
			Self::ConsentNotInForce { .. } => "ConsentNotInForce",
			Self::NotCovered { .. } => "NotCovered",
			Self::Item { why, .. } => match why {
				ItemRefusal::NotSealed => "NotSealed",
				ItemRefusal::Superseded { .. } => "Superseded",
				ItemRefusal::Revoked => "Revoked",
				ItemRefusal::Disputed => "Disputed",
				ItemRefusal::Expired => "Expired",
				ItemRefusal::DoesNotOpen => "DoesNotOpen",
				ItemRefusal::WrongFigure => "WrongFigure",
			},
		}
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Format(format) => write!(f, "its format is {format:?}; this program reads {FORMAT:?}"),
			Self::OtherChain => f.write_str("it is about another chain: connect to that one with --url"),
			Self::Empty => f.write_str("it opens nothing"),
			Self::WrongInstitution { named } => {
				write!(
					f,
					"it was opened to institution {named} and to nobody else: ask the enterprise for one of your own"
				)
			},
			Self::Tampered => f.write_str("it was changed after it was signed: ask the enterprise for it again"),
			Self::NotController { signer } => {
				write!(f, "{signer} signed it, who does not control the enterprise: ask its controller for one")
			},
			Self::NotRecorded { consent } => write!(
				f,
				"the chain has no record of it under consent {consent} of this enterprise to you: ask the enterprise to record it, \
				 unless you have stated that you deleted it"
			),
			Self::NoConsent { consent } => write!(
				f,
				"this enterprise has given no consent {consent}: see `lingnan show consents NUMBER`, and give one with `lingnan consent give`"
			),
			Self::ConsentToAnother { consent, named } => {
				write!(f, "consent {consent} is to institution {named}: name one that was given to the reader")
			},
			Self::ConsentNotInForce { consent, standing } => {
				write!(f, "consent {consent} cannot be used now ({standing}): resume it if it is paused, or give another")
			},
			Self::NotCovered { consent, indicators } => {
				write!(f, "consent {consent} does not cover {indicators}: the enterprise can give one that does")
			},
			Self::Item { indicator, why } => write!(f, "{indicator}: {why}"),
		}
	}
}

impl fmt::Display for ItemRefusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::NotSealed => f.write_str("the chain has no sealed attestation of it"),
			Self::Superseded { disclosed, stands } => write!(
				f,
				"revision {disclosed} was opened, and revision {stands} has taken its place: ask the enterprise to open that one"
			),
			Self::Revoked => f.write_str("the agency has taken the attestation back"),
			Self::Disputed => f.write_str("the enterprise disputes the attestation, and the agency has not answered"),
			Self::Expired => f.write_str("the attestation has expired: ask for a newer one"),
			Self::DoesNotOpen => f.write_str("what was opened is not what the agency sealed"),
			Self::WrongFigure => f.write_str("the figure is not the one that the agency fingerprinted"),
		}
	}
}

/// What an enterprise opens, and to whom.
pub struct Wish<'a> {
	pub enterprise: &'a RegistrationNumber,
	pub institution: InstitutionId,
	/// The consent of which it burns a use.
	pub consent: ConsentId,
	/// Indicators by number or name.
	pub indicators: &'a [String],
	pub shown: Shown,
}

impl Wish<'_> {
	/// The disclosure as of the last final block, signed with the key of the enterprise's controller.
	pub async fn sign(&self, client: &Client, held: &Held, key: &Key) -> Result<Disclosure> {
		let block = client.finalised_block().await?;
		let at = client.at(block.hash);
		let enterprise = self.enterprise.to_string();
		Party::Enterprise(enterprise.clone()).ensure_signs(client, block.hash, key).await?;
		let indicators = Indicators::read(at).await?;
		let named = self.named(&indicators)?;
		self.ensure_consented(client, &named).await?;
		let attestations = attestation::list(at, self.enterprise).await?;
		let mut items = Vec::new();
		for indicator in named {
			let stands = attestations.iter().find(|one| one.indicator == indicator.id);
			let missing =
				|what: &str| Error::NotFound(format!("{}: {what} about {enterprise}", indicator.name.as_str()));
			let sealed = stands.and_then(Sealed::of);
			let sealed = sealed.ok_or_else(|| missing("the chain has no sealed attestation of it"))?;
			if stands.is_some_and(|one| !one.counts) {
				return Err(missing("a revoked, disputed or expired attestation stands of it"));
			}
			items.push(Item::new(held.opening(indicator, &sealed)?, sealed.revision, self.shown));
		}
		let (format, genesis) = (FORMAT.into(), client.genesis_hash());
		let (institution, consent) = (self.institution, self.consent);
		Disclosure::new(Statement { format, genesis, enterprise, institution, consent, block, items }, key)
	}
}

impl Wish<'_> {
	/// What it opens to whom, before it is made.
	pub async fn terms(&self, client: &Client) -> Result<Terms> {
		let indicators = Indicators::read(client).await?;
		Ok(Terms {
			genesis: client.genesis_hash(),
			enterprise: self.enterprise.to_string(),
			institution: self.institution,
			consent: self.consent,
			indicators: self.named(&indicators)?.iter().map(|one| one.id).collect(),
			figures: self.shown == Shown::Figure,
		})
	}

	/// The indicators that it names.
	fn named<'i>(&self, indicators: &'i Indicators) -> Result<Vec<&'i IndicatorView>> {
		self.indicators.iter().map(|given| indicators.find_sealed(given)).collect()
	}

	/// Refuses what the consent does not allow, before a use of it is burned. As the best block has it: there it will be burned.
	async fn ensure_consented(&self, client: &Client, named: &[&IndicatorView]) -> Result<()> {
		let given = consent::list(client, self.enterprise).await?;
		judge(&given, self.consent, self.institution, named).map_err(refuse)
	}
}

fn refuse(refusal: Refusal) -> Error {
	Error::DoesNotHold { name: refusal.name(), reason: refusal.to_string() }
}

/// Whether a use of a consent can be burned for these indicators now. `given`: the consents of the enterprise.
fn judge(
	given: &[ConsentView],
	consent: ConsentId,
	institution: InstitutionId,
	indicators: &[&IndicatorView],
) -> Result<(), Refusal> {
	let one = given.iter().find(|one| one.id == consent).ok_or(Refusal::NoConsent { consent })?;
	if one.institution != institution {
		return Err(Refusal::ConsentToAnother { consent, named: one.institution });
	}
	if !one.usable {
		return Err(Refusal::ConsentNotInForce { consent, standing: one.standing });
	}
	judge_scope(one, indicators)
}

/// Whether a consent covers all of them.
fn judge_scope(consent: &ConsentView, indicators: &[&IndicatorView]) -> Result<(), Refusal> {
	let uncovered = indicators.iter().filter(|one| !consent.scope.covers(&[one.id]));
	let uncovered: Vec<&str> = uncovered.map(|one| one.name.as_str()).collect();
	match uncovered.is_empty() {
		true => Ok(()),
		false => Err(Refusal::NotCovered { consent: consent.id, indicators: uncovered.join(", ") }),
	}
}

impl Disclosure {
	fn new(statement: Statement, key: &Key) -> Result<Self> {
		let signed = Signed::new(&statement, key)?;
		Ok(Self { statement, signed })
	}

	/// By what it is recorded on the chain: BLAKE2b-256 of its JSON, signature included.
	pub fn hash(&self) -> Result<H256> {
		let text = serde_json::to_vec(self).map_err(|e| Error::input("the disclosure", e))?;
		Ok(fingerprint(&text))
	}

	/// What can be said without the chain: for whom it is, and that nobody changed it. Answers who signed.
	fn check_form(&self, genesis: H256, institution: InstitutionId) -> Result<&str, Refusal> {
		let statement = &self.statement;
		if statement.format != FORMAT {
			return Err(Refusal::Format(statement.format.clone()));
		}
		let signer = self.signed.account_of(statement).ok_or(Refusal::Tampered)?;
		if statement.genesis != genesis {
			return Err(Refusal::OtherChain);
		}
		if statement.institution != institution {
			return Err(Refusal::WrongInstitution { named: statement.institution });
		}
		match statement.items.is_empty() {
			true => Err(Refusal::Empty),
			false => Ok(signer),
		}
	}
}

/// One indicator of a disclosure that holds. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq)]
pub struct Found {
	pub indicator: IndicatorView,
	pub bin: u8,
	pub value: Option<i64>,
	pub revision: Revision,
	pub period_end: Date,
	/// Its name on the chain.
	pub agency: String,
	pub agency_suspended: bool,
}

/// What a disclosure proves. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq)]
pub struct Checked {
	pub enterprise: String,
	pub institution: InstitutionId,
	pub signer: String,
	/// The final block at which it was checked.
	pub block: Block,
	pub found: Vec<Found>,
}

/// Checks a disclosure against the chain as it is at its last final block.
pub async fn check(client: &Client, disclosure: &Disclosure, institution: InstitutionId) -> Result<Checked> {
	let statement = &disclosure.statement;
	let signer = disclosure.check_form(client.genesis_hash(), institution).map_err(refuse)?.to_string();
	let block = client.finalised_block().await?;
	let controller = Party::Enterprise(statement.enterprise.clone()).account(client, block.hash).await?;
	if controller != signer {
		return Err(refuse(Refusal::NotController { signer }));
	}
	let at = client.at(block.hash);
	let indicators = Indicators::read(at).await?;
	let enterprise = statement.enterprise.clone();
	let number = enterprise.parse().map_err(|e: RegistrationIssue| Error::input(&enterprise, e.as_str()))?;
	let recorded = consent::disclosed(at, &number, institution, statement.consent, disclosure.hash()?).await?;
	if recorded.is_none() {
		return Err(refuse(Refusal::NotRecorded { consent: statement.consent }));
	}
	// Its window may be over by now, but what it covers never changes.
	let opened = statement.items.iter().map(|item| indicators.get(item.indicator)).collect::<Result<Vec<_>>>()?;
	if let Some(given) = consent::list(at, &number).await?.iter().find(|one| one.id == statement.consent) {
		judge_scope(given, &opened).map_err(refuse)?;
	}
	let attestations = attestation::list(at, &number).await?;
	let agencies = Register::of(at).await?;
	let mut found = Vec::new();
	for item in &statement.items {
		let indicator = indicators.get(item.indicator)?;
		let on_chain = attestations.iter().find(|one| one.indicator == item.indicator);
		let one = check_item(item, indicator, on_chain, &enterprise)
			.map_err(|why| refuse(Refusal::Item { indicator: indicator.name.as_str().into(), why }))?;
		found.push(Found { agency: agencies.name(indicator.owner), ..one });
	}
	Ok(Checked { enterprise, institution, signer, block, found })
}

fn check_item(
	item: &Item,
	indicator: &IndicatorView,
	on_chain: Option<&AttestationView>,
	enterprise: &str,
) -> Result<Found, ItemRefusal> {
	let on_chain = on_chain.ok_or(ItemRefusal::NotSealed)?;
	let Sealed { revision: stands, .. } = Sealed::of(on_chain).ok_or(ItemRefusal::NotSealed)?;
	if stands != item.revision {
		return Err(ItemRefusal::Superseded { disclosed: item.revision, stands });
	}
	match on_chain.standing {
		Standing::Revoked { .. } => return Err(ItemRefusal::Revoked),
		Standing::Disputed { .. } => return Err(ItemRefusal::Disputed),
		_ if !on_chain.counts => return Err(ItemRefusal::Expired),
		Standing::InForce | Standing::Upheld => {},
	}
	let figure = item.figure.map(|Figure { value, salt }| (value, salt));
	let shown = openings::Shown { period_end: item.period_end, opening: &item.opening, figure };
	shown.check(enterprise, indicator, on_chain).map_err(|why| match why {
		NotShown::DoesNotOpen => ItemRefusal::DoesNotOpen,
		NotShown::WrongFigure => ItemRefusal::WrongFigure,
	})?;
	Ok(Found {
		indicator: indicator.clone(),
		bin: item.opening.bin,
		value: item.figure.map(|f| f.value),
		revision: item.revision,
		period_end: item.period_end,
		agency: format!("agency {}", indicator.owner),
		agency_suspended: on_chain.agency_suspended,
	})
}

impl Checked {
	pub fn to_json(&self) -> serde_json::Value {
		let one = |f: &Found| {
			json!({
				"indicator": f.indicator.id, "name": f.indicator.name, "unit": f.indicator.unit, "bin": f.bin,
				"range": f.indicator.range(f.bin), "value": f.value, "revision": f.revision, "periodEnd": f.period_end,
				"agency": f.indicator.owner, "agencyName": f.agency, "agencySuspended": f.agency_suspended,
			})
		};
		json!({
			"holds": true, "enterprise": self.enterprise, "institution": self.institution, "signer": self.signer,
			"block": self.block, "indicators": self.found.iter().map(one).collect::<Vec<_>>(),
		})
	}

	/// What it proves, and what not.
	pub fn text(&self, audience: &dyn Audience) -> String {
		let rows = self.found.iter().map(|f| {
			let suspended = if f.agency_suspended { " (suspended)" } else { "" };
			vec![
				f.indicator.name.as_str().into(),
				f.indicator.range(f.bin),
				f.value.map_or_else(|| "-".into(), |value| format!("{value} {}", f.indicator.unit.as_str())),
				date_text(f.period_end),
				f.revision.to_string(),
				format!("{}{suspended}", f.agency),
			]
		});
		let heading = ["indicator", "lies in", "figure", "period end", "revision", "agency"];
		format!(
			"{}\n\nThis proves, at the final block {} ({:?}):\n\
			 - the agencies named sealed exactly these ranges about {}, and the attestations stand;\n\
			 - a figure, where one is shown, is the one whose fingerprint the agency put on the chain;\n\
			 - {}, who controls the enterprise, opened them to institution {}.\n\
			 It does not prove:\n\
			 - that the agency's figures are true: that is the agency's word, as with an open attestation;\n\
			 - anything of indicators that are not in it, or after that block: check it again before you decide;\n\
			 - that nobody else was shown the same.",
			audience.table(&heading, rows.collect()),
			self.block.number,
			self.block.hash,
			self.enterprise,
			self.signer,
			self.institution,
		)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			indicators::tests::{sealed_indicator, taxes},
			openings::tests::{sealed as seal, stands, FIRM},
		},
		*,
	};
	use crate::keys;
	use lingnan_types::{
		attestation::{RevocationReason, Value},
		consent::{Purpose, Scope},
	};

	/// A sealed figure of 50, and the attestation as the chain shows it.
	fn sealed() -> (Opened, AttestationView) {
		let opened = seal(&taxes(), 50, 20_000);
		let on_chain = stands(&opened, 3);
		(opened, on_chain)
	}

	/// The bin and the figure that it shows.
	fn checked(item: &Item, on_chain: &AttestationView) -> Result<(u8, Option<i64>), ItemRefusal> {
		check_item(item, &taxes(), Some(on_chain), FIRM).map(|found| (found.bin, found.value))
	}

	#[test]
	fn what_was_sealed_is_found_with_and_without_its_figure() {
		let (opened, on_chain) = sealed();
		assert_eq!(checked(&Item::new(&opened, 3, Shown::Range), &on_chain), Ok((1, None)));
		assert_eq!(checked(&Item::new(&opened, 3, Shown::Figure), &on_chain), Ok((1, Some(50))));
	}

	#[test]
	fn what_was_not_sealed_is_refused_by_name() {
		let (opened, on_chain) = sealed();
		let item = Item::new(&opened, 3, Shown::Figure);
		let mut wrong_bin = item.clone();
		wrong_bin.opening.bin = 2;
		assert_eq!(checked(&wrong_bin, &on_chain), Err(ItemRefusal::DoesNotOpen));
		let mut wrong_blinding = item.clone();
		wrong_blinding.opening.blindings[0][0] ^= 1;
		assert_eq!(checked(&wrong_blinding, &on_chain), Err(ItemRefusal::DoesNotOpen));
		let another_period = Item { period_end: 20_001, ..item.clone() };
		assert_eq!(checked(&another_period, &on_chain), Err(ItemRefusal::DoesNotOpen));
		// In the same bin, but not the figure that the agency saw.
		let figure = Figure { value: 51, salt: opened.salt };
		assert_eq!(checked(&Item { figure: Some(figure), ..item.clone() }, &on_chain), Err(ItemRefusal::WrongFigure));

		let stale = |change: &dyn Fn(&mut AttestationView)| {
			let mut changed = on_chain.clone();
			change(&mut changed);
			checked(&item, &changed)
		};
		assert_eq!(stale(&|one| one.revision = 4), Err(ItemRefusal::Superseded { disclosed: 3, stands: 4 }));
		let revoked = Standing::Revoked { reason: RevocationReason::Mistaken, at: 1 };
		assert_eq!(stale(&|one| one.standing = revoked.clone()), Err(ItemRefusal::Revoked));
		let disputed = Standing::Disputed { reason: H256::zero(), at: 1, deadline: 2 };
		assert_eq!(stale(&|one| one.standing = disputed.clone()), Err(ItemRefusal::Disputed));
		assert_eq!(stale(&|one| one.counts = false), Err(ItemRefusal::Expired));
		assert_eq!(stale(&|one| one.period_end += 1), Err(ItemRefusal::DoesNotOpen));
		assert_eq!(stale(&|one| one.value = Value::Open(50)), Err(ItemRefusal::NotSealed));
		assert_eq!(check_item(&item, &taxes(), None, FIRM).err(), Some(ItemRefusal::NotSealed));
	}

	fn consent(scope: Scope) -> ConsentView {
		ConsentView {
			id: ConsentId(7),
			enterprise: FIRM.parse().unwrap(),
			institution: InstitutionId(2),
			purpose: Purpose::Assessment,
			scope,
			from: 0,
			until: 1,
			uses: 1,
			uses_left: 1,
			retention_days: 30,
			given_at: 0,
			standing: ConsentStanding::InForce,
			usable: true,
			last_used: None,
			delete_by: None,
			deletion: None,
			deletion_overdue: false,
		}
	}

	#[test]
	fn a_consent_is_not_burned_for_what_it_does_not_allow() {
		let (taxes, exports) = (taxes(), sealed_indicator(IndicatorId(5), "Exports", &[1]));
		let only_taxes = || consent(Scope::Only(vec![taxes.id].try_into().unwrap()));
		let judged =
			|one: ConsentView, indicators: &[&IndicatorView]| judge(&[one], ConsentId(7), InstitutionId(2), indicators);
		assert_eq!(judged(consent(Scope::All), &[&taxes, &exports]), Ok(()));
		assert_eq!(judged(only_taxes(), &[&taxes]), Ok(()));
		let refused = judged(only_taxes(), &[&taxes, &exports]).unwrap_err();
		assert_eq!(refused.name(), "NotCovered");
		assert!(refused.to_string().contains("consent 7 does not cover Exports:"), "{refused}");
		let to_another = ConsentView { institution: InstitutionId(3), ..only_taxes() };
		let named = InstitutionId(3);
		assert_eq!(judged(to_another, &[&taxes]), Err(Refusal::ConsentToAnother { consent: ConsentId(7), named }));
		for standing in [ConsentStanding::Paused, ConsentStanding::Expired, ConsentStanding::UsedUp] {
			let over = ConsentView { usable: false, standing, ..only_taxes() };
			assert_eq!(judged(over, &[&taxes]), Err(Refusal::ConsentNotInForce { consent: ConsentId(7), standing }));
		}
		let of_another_firm = judge(&[], ConsentId(7), InstitutionId(2), &[&taxes]);
		assert_eq!(of_another_firm, Err(Refusal::NoConsent { consent: ConsentId(7) }));
	}

	#[test]
	fn it_is_bound_to_its_chain_its_institution_and_its_content() {
		let (opened, _) = sealed();
		let (chain, key) = (H256([7; 32]), keys::development("//firm"));
		let block = Block { number: 9, hash: H256([9; 32]) };
		let made = |items: Vec<Item>| {
			let (format, enterprise) = (FORMAT.into(), FIRM.into());
			let statement = Statement {
				format,
				genesis: chain,
				enterprise,
				institution: InstitutionId(2),
				consent: ConsentId(7),
				block,
				items,
			};
			Disclosure::new(statement, &key).unwrap()
		};
		let good = made(vec![Item::new(&opened, 3, Shown::Range)]);
		let text = serde_json::to_string(&good).unwrap();
		let read: Disclosure = serde_json::from_str(&text).unwrap();
		assert_eq!(read.hash().unwrap(), good.hash().unwrap(), "it is recorded by what is handed over");
		assert_eq!(read.check_form(chain, InstitutionId(2)), Ok(keys::account(&key).to_string().as_str()));
		assert_eq!(
			good.check_form(chain, InstitutionId(1)),
			Err(Refusal::WrongInstitution { named: InstitutionId(2) })
		);
		assert_eq!(good.check_form(H256([8; 32]), InstitutionId(2)), Err(Refusal::OtherChain));

		let changed = |change: &dyn Fn(&mut Disclosure)| {
			let mut other = good.clone();
			change(&mut other);
			other.check_form(chain, other.statement.institution).map(str::to_string)
		};
		assert_eq!(changed(&|d| d.statement.institution = InstitutionId(1)), Err(Refusal::Tampered));
		assert_eq!(changed(&|d| d.statement.items[0].opening.bin = 0), Err(Refusal::Tampered));
		assert_eq!(changed(&|d| d.statement.enterprise = "MO:1".into()), Err(Refusal::Tampered));
		assert_eq!(made(vec![]).check_form(chain, InstitutionId(2)), Err(Refusal::Empty));
	}
}
