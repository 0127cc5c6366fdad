//! Policies by which institutions decide at once, and what one would decide of a request. The request stays here, as with matching: what
//! it is judged by is read at one block, by questions that do not hold it.

use super::{collateral, credit, cross_border, enterprise, financing, matching, Ask};
use crate::{Client, Error, Result};
use lingnan_lending::{
	matching::{end_of, offer},
	policy::{judge, Facts},
};
use lingnan_types::{
	application::RequestSpec,
	policy::{PolicyReason, PolicyView},
	product::{Applicant, ProductView},
	Amount, InstitutionId, PolicyId, ProductId, RegistrationNumber,
};
use serde_json::{json, Value};
use subxt::utils::H256;

/// A version of a policy.
pub async fn get(ask: impl Into<Ask<'_>>, policy: PolicyId) -> Result<Option<PolicyView>> {
	ask.into().one("policy_get", json!([policy])).await
}

/// The version that decides on applications for a product.
pub async fn of(ask: impl Into<Ask<'_>>, product: ProductId) -> Result<Option<PolicyView>> {
	ask.into().one("policy_of", json!([product])).await
}

/// What an institution published, every version.
pub async fn by(ask: impl Into<Ask<'_>>, institution: InstitutionId) -> Result<Vec<PolicyView>> {
	ask.into().list("policy_by", json!([institution])).await
}

/// What a policy would decide of a request, by the rules of the chain, and the facts that it looks at. Whether the request fits the
/// product is matching's to say.
pub struct Tried {
	pub policy: PolicyView,
	pub product: ProductView,
	pub facts: Facts,
	/// Nothing if it would be offered at once.
	pub reason: Option<PolicyReason>,
}

/// Tries the policy in force of a product, here: no node learns of the request.
pub async fn attempt(
	client: &Client,
	number: &RegistrationNumber,
	product: ProductId,
	request: &RequestSpec,
) -> Result<Tried> {
	let block: H256 = client.rpc("chain_getBlockHash", Value::Null).await?;
	let at = client.at(block);
	let policy = of(at, product).await?;
	let policy = policy
		.ok_or_else(|| Error::NotFound(format!("product {product} has no policy in force: an officer decides")))?;
	let view = financing::products(at).await?.into_iter().find(|one| one.id == product);
	let view = view.ok_or_else(|| Error::NotFound(format!("product {product} takes no applications")))?;
	let (profile, rating) = match enterprise::get(at, number).await? {
		Some(record) => {
			let rating = credit::rating(at, number).await?.champion.filter(|rating| rating.current);
			(matching::profile_of(&record), rating.map(matching::summary))
		},
		None => match cross_border::passport(at, number).await?.held {
			Some(visitor) => (matching::profile_of_visitor(&visitor), matching::rating_of_visitor(&visitor)),
			None => return Err(Error::NotFound(format!("there is no enterprise {number}"))),
		},
	};
	let until = end_of(request, financing::headroom(at, number).await?.today);
	let mut security = Vec::with_capacity(request.security.len());
	for id in request.security.iter() {
		let found = collateral::status(at, *id).await?.map(|asset| offer(&asset, number, until));
		let Some(Ok(found)) = found else {
			return Err(Error::NotFound(format!(
				"asset {id} cannot secure such a loan: `lingnan show asset {id}` says why"
			)));
		};
		security.push(found);
	}
	let applicant = Applicant { profile: &profile, rating: rating.as_ref(), request, security: &security };
	let exposure = owed_to(at, number, policy.institution, request).await?.saturating_add(request.amount);
	let facts = Facts::of(&applicant, exposure, client.now().await?);
	let facts = facts.ok_or_else(|| Error::NotFound(format!("no rating of {number} counts, so nothing is decided")))?;
	let reason = judge(&policy.spec.rules, &facts).err().or_else(|| used_up(&policy));
	Ok(Tried { policy, product: view, facts, reason })
}

/// What the firm owes the institution in the request's currency, with what is reserved.
async fn owed_to(
	at: Ask<'_>,
	number: &RegistrationNumber,
	institution: InstitutionId,
	request: &RequestSpec,
) -> Result<Amount> {
	let loans = financing::loans_of(at, number).await?;
	let own = loans.iter().filter(|loan| loan.institution == institution && loan.currency == request.currency);
	let owed = own.fold(0, |sum: Amount, loan| sum.saturating_add(loan.outstanding_principal));
	let applications = financing::applications_of(at, number).await?;
	let reserved = applications.iter().filter(|one| one.institution == institution && one.reservation.is_some());
	let reserved = reserved.filter_map(|one| one.terms.as_ref()).filter(|terms| terms.currency == request.currency);
	// What was paid out and not confirmed is shown as a loan, too.
	let stated =
		|terms: &&lingnan_types::application::Terms| loans.iter().any(|loan| loan.id == terms.application.loan());
	let reserved = reserved.filter(|terms| !stated(terms));
	Ok(reserved.fold(owed, |sum, terms| sum.saturating_add(terms.conditions.amount)))
}

/// Whether the policy made all the offers that it may.
fn used_up(policy: &PolicyView) -> Option<PolicyReason> {
	match policy.spec.uses {
		uses if policy.made >= uses.in_all => Some(PolicyReason::UsedUp),
		uses if policy.made_today >= uses.per_day => Some(PolicyReason::UsedUpToday),
		_ => None,
	}
}
