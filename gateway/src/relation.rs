//! Who may know what, from the chain's state at the block that the query names.

use crate::{
	chain::Chain,
	memory::{Memory, Standing},
	methods::{Method, Subject},
	query::Role,
	refusal::{Name, Refusal},
};
use lingnan_types::{AgencyId, CardHolder, InstitutionId, RegistrationNumber};
use serde_json::{json, Value};
use std::{collections::BTreeSet, str::FromStr};
use subxt::utils::{AccountId32, H256};

/// Pages of a list that are looked through for one entry.
const MOST_PAGES: u32 = 50;

/// A block that answers.
#[derive(Clone, Copy)]
pub struct At {
	pub hash: H256,
	pub number: u32,
}

/// The eyes with which a query is judged.
pub struct Judge<'a, C> {
	pub chain: &'a C,
	pub memory: &'a Memory,
	pub at: At,
}

/// Who asks, once it is known that the account speaks for it.
#[derive(Clone, PartialEq, Debug)]
pub enum Asker {
	Enterprise(RegistrationNumber),
	/// The account to which control of the firm is offered: it sees what it would take over.
	Offered(RegistrationNumber),
	Institution(InstitutionId),
	Agency(AgencyId),
	/// An agency with the regulator's right, not suspended.
	Regulator(AgencyId),
	/// A program that the operator named. No party: it is judged by its own list.
	Machine(Role),
	/// An account that is no party: it is told of itself alone.
	Account,
}

/// What of an answer is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
	All,
	/// Entries of one institution.
	EntriesOf(InstitutionId),
	/// Entries about these indicators.
	Indicators(BTreeSet<u32>),
}

/// What an institution has to do with a firm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Relation {
	None,
	/// By usable consents that name indicators: these, and no other.
	Only(BTreeSet<u32>),
	/// By a usable consent to all indicators, an open application or a loan.
	Full,
}

pub(crate) fn no_relation() -> Refusal {
	Refusal::new(
		Name::NoRelation,
		"the party has no right to this answer: firms ask about themselves, institutions about firms with a usable consent, an \
		 open application or a loan, agencies about their attestations",
	)
}

impl<C: Chain> Judge<'_, C> {
	async fn ask(&self, method: &str, mut params: Vec<Value>) -> Result<Value, Refusal> {
		params.push(json!(self.at.hash));
		Ok(self.chain.ask(method, Value::Array(params)).await?)
	}

	/// The first entry of a list that is wanted.
	async fn find(
		&self,
		method: &str,
		params: &[Value],
		mut wanted: impl FnMut(&Value) -> bool,
	) -> Result<Option<Value>, Refusal> {
		let mut after = Value::Null;
		for _ in 0..MOST_PAGES {
			let asked = [params, &[json!(self.at.hash), json!({ "after": after })]].concat();
			let mut page = self.chain.ask(method, Value::Array(asked)).await?;
			let Value::Array(items) = page["items"].take() else {
				return Err(Refusal::new(Name::NodeDown, "the node behind this gateway answers no page"));
			};
			if let Some(found) = items.into_iter().find(&mut wanted) {
				return Ok(Some(found));
			}
			match page["next"].take() {
				Value::Null => return Ok(None),
				next => after = next,
			}
		}
		Err(Refusal::new(Name::Busy, "the list is too long to be looked through: ask a node of your own"))
	}

	/// The party that an account asks for, if it speaks for it.
	pub async fn asker(&self, party: &CardHolder, account: &AccountId32) -> Result<Asker, Refusal> {
		let name = party.to_string();
		let standing = match self.memory.party(self.at.number, &name) {
			Some(standing) => standing,
			None => {
				// That there is no such party is remembered, too: else each question of who is nobody goes through the list.
				let standing = self.standing(party).await?;
				self.memory.remember_party(self.at.number, name, standing);
				standing
			},
		};
		if let (CardHolder::Enterprise(number), Some(offered)) = (party, standing.offered) {
			if offered == account.0 && standing.key != Some(account.0) {
				return Ok(Asker::Offered(number.clone()));
			}
		}
		if standing.key != Some(account.0) {
			let message = format!("the account does not speak for {party} at that block");
			return Err(Refusal::new(Name::NotTheParty, message));
		}
		if standing.suspended {
			let message = format!("{party} is suspended at that block: ask again when governance has let it in again");
			return Err(Refusal::new(Name::Suspended, message));
		}
		Ok(match party {
			CardHolder::Enterprise(number) => Asker::Enterprise(number.clone()),
			CardHolder::Institution(id) => Asker::Institution(*id),
			CardHolder::Agency(id) if standing.regulates => Asker::Regulator(*id),
			CardHolder::Agency(id) => Asker::Agency(*id),
		})
	}

	/// What the chain says of a party.
	async fn standing(&self, party: &CardHolder) -> Result<Standing, Refusal> {
		let (found, key) = match party {
			CardHolder::Enterprise(number) => (self.ask("enterprise_get", vec![json!(number)]).await?, "controller"),
			CardHolder::Institution(id) => {
				let found = self.find("financing_institutions", &[], |one| one["id"] == json!(id)).await?;
				(found.unwrap_or_default(), "key")
			},
			CardHolder::Agency(id) => {
				let found = self.find("attestation_agencies", &[], |one| one["id"] == json!(id)).await?;
				(found.unwrap_or_default(), "key")
			},
		};
		let mut rights = found["rights"].as_array().into_iter().flatten();
		let account = |of: &str| found[of].as_str().and_then(|text| AccountId32::from_str(text).ok()).map(|one| one.0);
		Ok(Standing {
			key: account(key),
			offered: account("controlOfferedTo"),
			suspended: found["suspended"] == json!(true),
			regulates: rights.any(|right| right == "Regulator"),
		})
	}

	/// Whether the asker may know the answer, and what of it.
	pub async fn judge(
		&self,
		asker: &Asker,
		account: &AccountId32,
		method: &Method,
		params: &[Value],
	) -> Result<Shown, Refusal> {
		let first = params.first().cloned().unwrap_or_default();
		let shown = |may: bool| if may { Ok(Shown::All) } else { Err(no_relation()) };
		if matches!(asker, Asker::Regulator(_)) {
			return Ok(Shown::All);
		}
		match (method.subject, asker) {
			(_, Asker::Machine(_)) => Err(no_relation()),
			(Subject::Account, _) => {
				let asked = first.as_str().and_then(|text| AccountId32::from_str(text).ok());
				shown(asked.as_ref() == Some(account))
			},
			(_, Asker::Account) => Err(no_relation()),
			(Subject::AnyParty, _) => Ok(Shown::All),
			(Subject::EnterpriseRecord, Asker::Offered(own)) => shown(number(&first).as_ref() == Some(own)),
			(_, Asker::Offered(_)) => Err(no_relation()),
			(Subject::AllFirms | Subject::EnterpriseRecord, Asker::Agency(_)) => Ok(Shown::All),
			(Subject::Agency, Asker::Agency(id)) => shown(first == json!(id)),
			(Subject::Institution, Asker::Institution(id)) => shown(first == json!(id)),
			(
				Subject::Enterprise
				| Subject::EnterpriseAlone
				| Subject::EnterpriseIndicators
				| Subject::EnterpriseOwnEntries
				| Subject::EnterpriseRecord,
				Asker::Enterprise(own),
			) => shown(number(&first).as_ref() == Some(own)),
			// What a rating, an exposure or a passport says rests on more than some indicators.
			(Subject::Enterprise, Asker::Institution(id)) => {
				shown(self.related_to(*id, number(&first)).await? == Relation::Full)
			},
			(Subject::EnterpriseRecord, Asker::Institution(id)) => {
				shown(self.related_to(*id, number(&first)).await? != Relation::None)
			},
			(Subject::EnterpriseIndicators, Asker::Institution(id)) => {
				match self.related_to(*id, number(&first)).await? {
					Relation::Full => Ok(Shown::All),
					Relation::Only(indicators) => Ok(Shown::Indicators(indicators)),
					Relation::None => Err(no_relation()),
				}
			},
			(Subject::EnterpriseOwnEntries, Asker::Institution(id)) => {
				match self.related_to(*id, number(&first)).await? {
					Relation::Full | Relation::Only(_) => Ok(Shown::EntriesOf(*id)),
					Relation::None => Err(no_relation()),
				}
			},
			(Subject::Application, _) => shown(self.is_between("financing_application", &first, asker).await?),
			(Subject::LoanOfLender, Asker::Institution(_)) => {
				shown(self.is_between("financing_loan", &first, asker).await?)
			},
			(Subject::Loan, _) => shown(self.is_between("financing_loan", &first, asker).await?),
			(Subject::Line, _) => shown(self.is_between("line_get", &first, asker).await?),
			(Subject::Consent, _) => shown(self.consent(&first, asker).await?),
			(Subject::Asset, _) => shown(self.asset(&first, asker).await?),
			_ => Err(no_relation()),
		}
	}

	/// What a firm's usable consents, open applications and loans give an institution.
	async fn related_to(
		&self,
		institution: InstitutionId,
		firm: Option<RegistrationNumber>,
	) -> Result<Relation, Refusal> {
		let Some(firm) = firm else { return Ok(Relation::None) };
		let question = format!("{institution} {firm}");
		if let Some(verdict) = self.memory.verdict(self.at.number, &question) {
			return Ok(verdict);
		}
		let (firm, with) = ([json!(firm)], |one: &Value| one["institution"] == json!(institution));
		let usable = |one: &Value| with(one) && one["usable"] == json!(true);
		let to_all = |one: &Value| usable(one) && one["scope"] == "All";
		let open = |one: &Value| with(one) && is_open(&one["now"]);
		let runs = |one: &Value| with(one) && one["state"] != "Closed";
		let mut named = BTreeSet::new();
		let full =
			self.find("consent_list", &firm, |one| {
				if usable(one) {
					let only = one["scope"]["Only"].as_array().into_iter().flatten();
					named.extend(only.filter_map(|id| u32::try_from(id.as_u64()?).ok()));
				}
				to_all(one)
			})
			.await?
			.is_some() || self.find("financing_applicationsOf", &firm, open).await?.is_some()
				|| self.find("financing_loansOf", &firm, runs).await?.is_some();
		let related = match full {
			true => Relation::Full,
			false if named.is_empty() => Relation::None,
			false => Relation::Only(named),
		};
		self.memory.remember(self.at.number, question, related.clone());
		Ok(related)
	}

	/// Whether an application, a loan or a line is the asker's own. Of one that there is not, nobody but the regulator learns that.
	async fn is_between(&self, method: &str, id: &Value, asker: &Asker) -> Result<bool, Refusal> {
		let found = self.ask(method, vec![id.clone()]).await?;
		Ok(match asker {
			Asker::Enterprise(own) => number(&found["enterprise"]).as_ref() == Some(own),
			Asker::Institution(own) => found["institution"] == json!(own),
			Asker::Agency(_) | Asker::Offered(_) | Asker::Machine(_) | Asker::Account => false,
			Asker::Regulator(_) => true,
		})
	}

	async fn consent(&self, id: &Value, asker: &Asker) -> Result<bool, Refusal> {
		let (method, of) = match asker {
			Asker::Enterprise(own) => ("consent_list", json!(own)),
			Asker::Institution(own) => ("consent_to", json!(own)),
			Asker::Agency(_) | Asker::Offered(_) | Asker::Machine(_) | Asker::Account => return Ok(false),
			Asker::Regulator(_) => return Ok(true),
		};
		Ok(self.find(method, &[of], |consent| consent["id"] == *id).await?.is_some())
	}

	/// A firm's own assets; an institution's liens, and what firms own with which it has to do.
	async fn asset(&self, id: &Value, asker: &Asker) -> Result<bool, Refusal> {
		let found = self.ask("collateral_status", vec![id.clone()]).await?;
		let owners = found["right"]["owners"].as_array().cloned().unwrap_or_default();
		let creditor = found["receivable"]["spec"]["creditor"].clone();
		let creditor = if creditor.is_null() { found["receivable"]["creditor"].clone() } else { creditor };
		let owners: Vec<RegistrationNumber> = owners.iter().chain([&creditor]).filter_map(number).collect();
		match asker {
			Asker::Enterprise(own) => Ok(owners.contains(own)),
			Asker::Institution(own) => {
				let liens = found["liens"].as_array().into_iter().flatten();
				let mut liens = liens.map(|lien| (&lien["institution"], &lien["lien"]["institution"]));
				if liens.any(|(flat, nested)| *flat == json!(own) || *nested == json!(own)) {
					return Ok(true);
				}
				for owner in owners {
					if self.related_to(*own, Some(owner)).await? == Relation::Full {
						return Ok(true);
					}
				}
				Ok(false)
			},
			Asker::Agency(_) | Asker::Offered(_) | Asker::Machine(_) | Asker::Account => Ok(false),
			Asker::Regulator(_) => Ok(true),
		}
	}
}

/// An application that can still become a loan.
fn is_open(state: &Value) -> bool {
	let word = state.as_str().or_else(|| state.as_object()?.keys().next().map(String::as_str));
	word.is_some_and(|word| ["Open", "Offered", "Accepted", "Disbursed", "Disputed"].contains(&word))
}

fn number(value: &Value) -> Option<RegistrationNumber> {
	value.as_str()?.parse().ok()
}
