//! The terms that an enterprise signs: read, encoded and hashed on its own machine, so that a node cannot put others in
//! their place.
//!
//! They are read and encoded by the types that this program was built with, and what the node says of its types is not asked:
//! whatever it shows under whatever name, what is shown here is what is hashed here (decision 234).

use crate::{values, Error, Result};
use codec::Encode;
use lingnan_types::{
	application,
	guarantee::{GuaranteePart, GuaranteeSpec, GuaranteeView},
	loan::{Amendment, LoanView},
	ApplicationId, GuaranteeId,
};
use serde_json::{json, Value};
use subxt::utils::H256;

/// Terms as they were offered, and the hash that accepts them and no others.
#[derive(Clone, PartialEq, Debug)]
pub struct Terms {
	pub terms: application::Terms,
	pub hash: H256,
}

impl Terms {
	/// The terms of an application as a node shows it, if they hash to what it says that they do, and are of this
	/// application.
	pub fn of(number: ApplicationId, application: &Value) -> Result<Self> {
		let (shown, offered) = (&application["terms"], &application["offeredTermsHash"]);
		if offered.is_null() || shown.is_null() {
			return Err(Error::NotFound(format!("no offer stands on application {number}")));
		}
		for (field, expected) in [("application", &json!(number)), ("enterprise", &application["enterprise"])] {
			if shown[field] != *expected {
				return Err(differ(format!("they are of {field} {} and not of {expected}", shown[field])));
			}
		}
		let terms: application::Terms = serde_path_to_error::deserialize(shown.clone())
			.map_err(|e| unknown(format!("{}: {}", e.path(), e.inner())))?;
		if let Some(field) = unread(&json!(terms), shown) {
			return Err(unknown(format!("{field} is nothing that it knows, or stands there otherwise")));
		}
		let hash = values::fingerprint(&terms.encode());
		match serde_json::from_value::<H256>(offered.clone()) {
			Ok(offered) if offered == hash => Ok(Self { terms, hash }),
			_ => Err(differ(format!("they hash to {hash:?}, and the offer's hash is {offered}"))),
		}
	}
}

/// What the lender of a loan proposes, if it hashes to what the node says that it does, and the hash that accepts it.
pub fn proposed(loan: &LoanView) -> Result<(&Amendment, H256)> {
	let nothing = || Error::NotFound(format!("nothing is proposed for loan {}", loan.id));
	let proposal = loan.proposed.as_ref().ok_or_else(nothing)?;
	let hash = values::fingerprint(&(loan.id, &proposal.amendment).encode());
	match hash.0 == proposal.amendment_hash.0 {
		true => Ok((&proposal.amendment, hash)),
		false => Err(differ(format!(
			"what is proposed for loan {} hashes to {hash:?}, and the node says {:?}",
			loan.id, proposal.amendment_hash
		))),
	}
}

/// What the guarantors of a guarantee sign, if what the node shows of it hashes to what it says that it does.
pub fn guaranteed(number: GuaranteeId, shown: &GuaranteeView) -> Result<H256> {
	let GuaranteeView { id, loan, scheme, model, covers, .. } = *shown;
	let parts = shown.parts.iter();
	let parts: Vec<_> =
		parts.map(|part| GuaranteePart { guarantor: part.guarantor, share: part.share, backs: part.backs }).collect();
	let parts =
		parts.try_into().map_err(|_| unknown(format!("guarantee {number} has more guarantors than one can")))?;
	let spec = GuaranteeSpec { application: loan.application(), scheme, model, covers, parts };
	let hash = values::fingerprint(&spec.encode());
	match id == number && hash.0 == shown.terms.0 {
		true => Ok(hash),
		false => Err(differ(format!(
			"what is shown of guarantee {number} hashes to {hash:?}, and the node says {:?}",
			shown.terms
		))),
	}
}

/// The first field in which what was read differs from what was shown.
fn unread(read: &Value, shown: &Value) -> Option<String> {
	match (read, shown) {
		(Value::Object(ours), Value::Object(theirs)) => {
			let extra = theirs.keys().find(|name| !ours.contains_key(*name)).cloned();
			extra.or_else(|| {
				ours.iter().find_map(|(name, value)| {
					let inner = unread(value, theirs.get(name).unwrap_or(&Value::Null))?;
					Some(if inner.is_empty() { name.clone() } else { format!("{name}.{inner}") })
				})
			})
		},
		(Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
			ours.iter().zip(theirs).find_map(|(value, theirs)| unread(value, theirs))
		},
		(read, shown) => (read != shown).then(String::new),
	}
}

fn differ(reason: String) -> Error {
	let reason = format!("{reason}. Nothing was signed: do not trust this node, and ask another (--url).");
	Error::DoesNotHold { name: "TermsDiffer", reason }
}

fn unknown(what: String) -> Error {
	Error::DoesNotHold {
		name: "TermsUnknown",
		reason: format!(
			"this command does not know the terms that the node shows: {what}. Nothing was signed: install the command that \
			 belongs to the chain's runtime."
		),
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use lingnan_types::{
		application::UseOfFunds,
		conditions::{BorneBy, Conditions, Cost, CostItem, Rate, YearlyRates},
		product::RepaymentMethod,
		AssetId, Currency, InstitutionId, ProductId,
	};

	/// A loan of 1,500,000.00 at 3.85 % with two costs: one that the lender takes, one that an appraiser takes.
	pub(crate) fn terms() -> application::Terms {
		let method = RepaymentMethod::EqualInstalments;
		let mut conditions = Conditions::plain(150_000_000, 12, method, Rate::basis_points(385));
		let cost = |item, payee: &str, amount| Cost {
			item,
			payee: payee.parse().unwrap(),
			amount,
			after: 0,
			borne_by: BorneBy::Borrower,
		};
		conditions.costs =
			vec![cost(CostItem::Arrangement, "", 5_000), cost(CostItem::Valuation, "Guangzhou IP Appraisal", 300_000)]
				.try_into()
				.unwrap();
		application::Terms {
			application: ApplicationId(3),
			product: ProductId(4),
			institution: InstitutionId(5),
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			currency: Currency::Cny,
			conditions,
			all_in: YearlyRates { simple: Rate(4_234_500), compound: Rate(4_325_400) },
			use_of_funds: UseOfFunds::WorkingCapital,
			security: vec![AssetId(7), AssetId(8)].try_into().unwrap(),
			renews: None,
			line: None,
			valid_until: 1_577_894_400,
		}
	}

	pub(crate) fn application() -> Value {
		json!({
			"id": 3, "enterprise": "CN:91440300708461136T", "terms": terms(),
			"offeredTermsHash": values::fingerprint(&terms().encode()),
		})
	}

	#[test]
	fn honest_terms_are_read_with_the_hash_that_accepts_them() {
		let read = Terms::of(ApplicationId(3), &application()).unwrap();
		assert_eq!((read.hash, read.terms), (values::fingerprint(&terms().encode()), terms()));
	}

	#[test]
	fn a_node_that_shows_other_terms_than_those_of_the_hash_is_refused() {
		for (path, lie) in [
			("/validUntil", json!(0)),
			("/security", json!([])),
			("/allIn/simple", json!(3_850_000)),
			("/renews", json!(1)),
			("/useOfFunds", json!("Premises")),
			("/conditions/amount", json!(150_000_001)),
			("/conditions/tenor", json!(24)),
			("/conditions/method", json!("Bullet")),
			("/conditions/pricing/Fixed/rate", json!(3_000_000)),
			("/conditions/dayCount", json!("Actual365")),
			("/conditions/late/surcharge", json!(3_000)),
			("/conditions/order/byDay", json!(true)),
			("/conditions/costs", json!([])),
			("/conditions/costs/1/amount", json!(0)),
		] {
			let mut lying = application();
			*lying["terms"].pointer_mut(path).unwrap_or_else(|| panic!("no {path}")) = lie;
			let error = Terms::of(ApplicationId(3), &lying).unwrap_err();
			assert!(matches!(error, Error::DoesNotHold { name: "TermsDiffer", .. }), "{path}: {error}");
			assert!(error.to_string().contains("Nothing was signed"), "{error}");
		}
	}

	/// What is not read is not shown, and what is not shown must not be signed.
	#[test]
	fn a_node_that_shows_a_field_that_is_not_hashed_is_refused() {
		for path in ["", "/conditions", "/conditions/costs/0"] {
			let mut lying = application();
			let record = lying["terms"].pointer_mut(path).and_then(Value::as_object_mut).unwrap();
			record.insert("discount".into(), json!(1));
			let error = Terms::of(ApplicationId(3), &lying).unwrap_err();
			assert!(matches!(error, Error::DoesNotHold { name: "TermsUnknown", .. }), "{path}: {error}");
			assert!(error.to_string().contains("discount"), "{error}");
		}
	}

	#[test]
	fn terms_of_another_runtime_are_refused_by_the_field_that_is_missing() {
		let mut older = application();
		older["terms"]["conditions"].as_object_mut().unwrap().remove("late");
		let error = Terms::of(ApplicationId(3), &older).unwrap_err();
		assert!(matches!(error, Error::DoesNotHold { name: "TermsUnknown", .. }), "{error}");
		assert!(error.to_string().contains("late") && error.to_string().contains("install"), "{error}");
	}

	#[test]
	fn a_node_that_gives_another_hash_or_the_terms_of_another_application_is_refused() {
		let refused = |number, application: &Value| {
			let error = Terms::of(ApplicationId(number), application).unwrap_err();
			assert!(matches!(error, Error::DoesNotHold { name: "TermsDiffer", .. }), "{error}");
		};
		let mut lying = application();
		lying["offeredTermsHash"] = json!(H256::default());
		refused(3, &lying);
		refused(4, &application());
		let mut other = application();
		other["enterprise"] = json!("CN:91350211M0000XUF46");
		refused(3, &other);
		lying["offeredTermsHash"] = Value::Null;
		assert!(matches!(Terms::of(ApplicationId(3), &lying), Err(Error::NotFound(_))));
	}

	/// The attack: a node shows a guarantor a tenth, and what it signs is four fifths.
	#[test]
	fn a_node_that_shows_another_guarantee_than_that_of_the_hash_is_refused() {
		use lingnan_types::guarantee::Covered;
		let part = |share| {
			json!({
				"guarantor": 0, "share": share, "backs": null, "bears": share, "signedOn": null, "statedOn": null,
				"paidOn": null, "toPay": 0, "ofRecoveries": 0,
			})
		};
		let mut honest: GuaranteeView = serde_json::from_value(json!({
			"id": 3, "loan": 7, "institution": 1, "currency": "CNY", "scheme": "EightyTwenty", "model": "Advance",
			"covers": "Principal", "terms": H256::default(), "state": "Proposed", "proposedOn": 20_000, "calledOn": null,
			"payBy": null, "callBy": null, "lenderBears": 2_000, "lenderOfRecoveries": 10_000, "parts": [part(8_000)],
		}))
		.unwrap();
		let spec: GuaranteeSpec = serde_json::from_value(json!({
			"application": 7, "scheme": "EightyTwenty", "model": "Advance", "covers": "Principal",
			"parts": [{ "guarantor": 0, "share": 8_000, "backs": null }],
		}))
		.unwrap();
		honest.terms = values::fingerprint(&spec.encode()).0.into();
		assert_eq!(guaranteed(GuaranteeId(3), &honest).unwrap().0, honest.terms.0);
		let mut less = honest.clone();
		less.parts[0].share = 1_000;
		for (number, lie) in [(3, less), (3, GuaranteeView { covers: Covered::Debt, ..honest.clone() }), (4, honest)] {
			let error = guaranteed(GuaranteeId(number), &lie).unwrap_err();
			assert!(matches!(error, Error::DoesNotHold { name: "TermsDiffer", .. }), "{error}");
			assert!(error.to_string().contains("Nothing was signed"), "{error}");
		}
	}
}
