//! From what to what the numbers of a call go, so that a refusal can say which of them lies outside.
//!
//! The chain alone refuses: what stands here only explains it, and may be behind a newer runtime.

use crate::{
	error::{Error, Refusal},
	read_metadata,
	scale::camel,
	text::{grouped, money, percent},
	Call,
};
use lingnan_types::{MAX_AMOUNT, WHOLE};
use scale_info::TypeDef;
use serde_json::Value;

#[derive(Clone, Copy)]
enum Unit {
	Money,
	Share,
	Of(&'static str),
}

#[derive(Clone, Copy)]
enum Most {
	Is(u64),
	/// Another argument of the same call.
	As(&'static str),
	/// What the chain has, in words.
	What(&'static str),
}

use Most::{As, Is, What};
use Unit::{Money, Of, Share};

const AMOUNT: Most = Is(MAX_AMOUNT);
const ALL: Most = Is(WHOLE as u64);

/// Call, argument, least, most, unit.
const RANGES: &[(&str, &str, u64, Most, Unit)] = &[
	("BusinessClock.advance", "seconds", 1, Is(366 * 86_400), Of("seconds")),
	("Collateral.appraise", "value", 1, AMOUNT, Money),
	("Collateral.attest_document", "document.faceValue", 1, AMOUNT, Money),
	("Collateral.confirm_debt", "amount", 1, What("what remains of the receivable (`lingnan show asset`)"), Money),
	("Collateral.note_credit", "note.amount", 1, What("what remains of the receivable (`lingnan show asset`)"), Money),
	("Collateral.pledge", "lien.securedAmount", 1, AMOUNT, Money),
	("Collateral.propose_enforcement", "realisation.proceeds", 1, AMOUNT, Money),
	("Collateral.propose_enforcement", "realisation.costs", 0, As("realisation.proceeds"), Money),
	("Collateral.register_receivable", "receivable.faceValue", 1, AMOUNT, Money),
	("Collateral.state_claim", "amount", 1, What("what the lien secures (`lingnan show asset`)"), Money),
	("Consents.give", "consent.retentionDays", 1, Is(3_660), Of("days")),
	("Consents.give", "consent.uses", 1, Is(1_000), Of("uses")),
	("CreditLines.offer", "spec.commitmentFee.rate", 0, ALL, Share),
	("CreditLines.offer", "spec.conditions.longestTenor", 1, Is(360), Of("months")),
	("CreditLines.offer", "spec.limit", 1, AMOUNT, Money),
	("CreditLines.record_fee", "amount", 1, What("what is levied and unpaid (`lingnan line statement`)"), Money),
	("CreditScoring.propose_scorecard", "scorecard.minimumCoverage", 0, ALL, Share),
	("CreditScoring.propose_scorecard", "scorecard.validityDays", 1, Is(732), Of("days")),
	("CrossBorder.send_waiting", "limit", 0, Is(64), Of("messages")),
	("EnterpriseRegistry.amend", "amendment.registeredCapital", 0, AMOUNT, Money),
	("EnterpriseRegistry.register", "registration.registeredCapital", 0, AMOUNT, Money),
	("Financing.apply", "request.amount", 1, AMOUNT, Money),
	("Financing.apply", "request.tenor", 1, Is(360), Of("months")),
	("Financing.claim_payment", "amount", 1, AMOUNT, Money),
	("Financing.levy_charge", "amount", 1, What("a tenth of the loan's amount, all its charges together"), Money),
	("Financing.make_offer", "terms.conditions.amount", 1, AMOUNT, Money),
	("Financing.make_offer", "terms.conditions.balloon", 0, As("terms.conditions.amount"), Money),
	("Financing.make_offer", "terms.conditions.late.misuse", 0, ALL, Share),
	("Financing.make_offer", "terms.conditions.late.surcharge", 0, ALL, Share),
	("Financing.make_offer", "terms.conditions.tenor", 1, Is(360), Of("months")),
	("Financing.record_repayment", "amount", 1, AMOUNT, Money),
	("Financing.repay_several", "amount", 1, AMOUNT, Money),
	("Financing.set_exposure_limit", "limit", 0, AMOUNT, Money),
	("Financing.write_off", "share", 0, ALL, Share),
	("Guarantees.set_pool", "rules.forEach", 1, As("rules.total"), Money),
	("Guarantees.set_pool", "rules.stopRate", 0, ALL, Share),
	("Guarantees.set_pool", "rules.total", 1, AMOUNT, Money),
	("Policies.publish", "spec.offer.balloon", 0, ALL, Share),
	("Policies.publish", "spec.offer.validDays", 1, Is(90), Of("days")),
	("Policies.publish", "spec.rules.maxAmount", 1, AMOUNT, Money),
	("Policies.publish", "spec.rules.maxExposure", 1, AMOUNT, Money),
	("Policies.publish", "spec.rules.maxTenor", 1, Is(360), Of("months")),
	("Policies.publish", "spec.rules.minTenor", 1, Is(360), Of("months")),
	("Policies.publish", "spec.rules.minimumCoverage", 0, ALL, Share),
	("Policies.publish", "spec.rules.worstLoanToValue", 0, ALL, Share),
	("Policies.publish", "spec.uses.inAll", 1, Is(1_000_000), Of("offers")),
	("Policies.publish", "spec.uses.perDay", 1, Is(1_000_000), Of("offers")),
	("Products.publish", "product.decisionDays", 1, Is(90), Of("days")),
	("Products.publish", "product.maxAmount", 1, AMOUNT, Money),
	("Products.publish", "product.maxRate", 0, ALL, Share),
	("Products.publish", "product.maxTenor", 1, Is(360), Of("months")),
	("Products.publish", "product.minAmount", 1, As("product.maxAmount"), Money),
	("Products.publish", "product.minRate", 0, As("product.maxRate"), Share),
	("Products.publish", "product.minTenor", 1, As("product.maxTenor"), Of("months")),
	("Products.publish", "product.minimumCoverage", 0, ALL, Share),
	("Products.publish", "product.worstLoanToValue", 0, ALL, Share),
];

/// Errors that mean that a number of the call lies outside its range.
const MEANT: [&str; 3] = ["InvalidProduct", "InvalidRequest", "LimitExceeded"];

/// The same error, which says which number lies outside its range where that can be known.
pub fn explained(error: Error, call: &Call) -> Error {
	let Error::Refused(refusal) = error else { return error };
	let Refusal { call: named, pallet, name, docs } = *refusal;
	let ours = MEANT.contains(&name.as_str()) && pallet.as_deref() == Some(call.pallet.as_str());
	let found = if ours { outside(call) } else { Vec::new() };
	let docs = match found.is_empty() {
		true => docs,
		false => format!("{docs}\n{}", found.join("\n")).trim().to_string(),
	};
	Error::Refused(Box::new(Refusal { call: named, pallet, name, docs }))
}

/// Each number of the call that lies outside, with its range; where none does by itself, those whose bound the chain alone
/// knows.
fn outside(call: &Call) -> Vec<String> {
	let of_call = || RANGES.iter().filter(|(name, ..)| *name == call.name());
	let mut bounded = Vec::new();
	for (_, argument, least, most, unit) in of_call() {
		let Some(number) = at(&call.args, argument) else { continue };
		let bound = match most {
			Is(most) => Some(*most),
			As(other) => at(&call.args, other),
			What(_) => None,
		};
		let most = match most {
			What(what) => String::from(*what),
			As(other) => format!("{other} ({})", told(bound.unwrap_or_default(), *unit)),
			Is(most) => told(*most, *unit),
		};
		let least_told = match unit {
			Of(_) => least.to_string(),
			_ => told(*least, *unit),
		};
		let line = format!("{argument} is {}: from {least_told} to {most}.", told(number, *unit));
		if number < *least || bound.is_some_and(|bound| number > bound) {
			return vec![line];
		}
		if bound.is_none() {
			bounded.push(line);
		}
	}
	bounded
}

/// The number there, whichever spelling of its name was given.
fn at(args: &Value, path: &str) -> Option<u64> {
	let named = |value: &'_ Value, step: &str| {
		let found = value.as_object()?.iter().find(|(name, _)| camel(name) == step);
		found.map(|(_, value)| value.clone())
	};
	path.split('.').try_fold(args.clone(), |value, step| named(&value, step))?.as_u64()
}

/// Arguments with a range that no call of a runtime has, for the test that finds none. `metadata`: as the runtime encodes
/// them.
pub fn strays(metadata: &[u8]) -> Result<Vec<String>, Error> {
	let metadata = read_metadata(metadata)?;
	let types = metadata.types();
	let is_there = |call: &str, argument: &str| {
		let (pallet, call) = call.split_once('.')?;
		let call = metadata.pallet_by_name(pallet)?.call_variant_by_name(call)?;
		let mut fields = call.fields.as_slice();
		for step in argument.split('.') {
			let field = fields.iter().find(|field| field.name.as_deref().is_some_and(|name| camel(name) == step))?;
			let found = types.resolve(field.ty.id)?;
			// What may be left out is looked into.
			let held =
				found.type_params.first().filter(|_| found.path.segments == ["Option"]).and_then(|inner| inner.ty);
			let found = held.map_or(Some(found), |held| types.resolve(held.id))?;
			fields = match &found.type_def {
				TypeDef::Composite(record) => &record.fields,
				_ => &[],
			};
		}
		Some(())
	};
	let strays = RANGES.iter().filter(|(call, argument, ..)| is_there(call, argument).is_none());
	Ok(strays.map(|(call, argument, ..)| format!("{call}: {argument}")).collect())
}

fn told(number: u64, unit: Unit) -> String {
	match unit {
		Money => money(number, None),
		Share => percent(number),
		Of(what) => format!("{} {what}", grouped(i64::try_from(number).unwrap_or(i64::MAX))),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn refused(call: &Call, name: &str) -> String {
		let docs = "A number lies outside its range.".into();
		let refusal = Refusal { call: call.name(), pallet: Some(call.pallet.clone()), name: name.into(), docs };
		explained(Error::Refused(Box::new(refusal)), call).to_string()
	}

	#[test]
	fn the_number_outside_its_range_is_named_with_the_range() {
		let offer = |balloon: u64, surcharge: u64| {
			let conditions = json!({ "amount": 100_000, "balloon": balloon, "late": { "surcharge": surcharge } });
			Call::new("Financing", "make_offer", json!({ "application": 3, "terms": { "conditions": conditions } }))
		};
		let told = refused(&offer(0, 12_000), "LimitExceeded");
		assert!(told.contains("terms.conditions.late.surcharge is 120.00 %: from 0.00 % to 100.00 %."), "{told}");
		let told = refused(&offer(200_000, 0), "LimitExceeded");
		let said = "terms.conditions.balloon is 2,000.00: from 0.00 to terms.conditions.amount (1,000.00).";
		assert!(told.contains(said), "{told}");
		let consent = Call::new("Consents", "give", json!({ "consent": { "uses": 0, "retention_days": 90 } }));
		let told = refused(&consent, "LimitExceeded");
		assert!(told.contains("consent.uses is 0 uses: from 1 to 1,000 uses."), "{told}");
		let request = Call::new("Financing", "apply", json!({ "request": { "amount": 5, "tenor": 361 } }));
		let told = refused(&request, "InvalidRequest");
		assert!(told.contains("request.tenor is 361 months: from 1 to 360 months."), "{told}");
	}

	#[test]
	fn a_bound_that_the_chain_alone_knows_is_told_in_words() {
		let charge = Call::new("Financing", "levy_charge", json!({ "loan": 3, "amount": 5_000, "reason": "x" }));
		let told = refused(&charge, "LimitExceeded");
		assert!(told.contains("amount is 50.00: from 0.01 to a tenth of the loan's amount"), "{told}");
	}

	#[test]
	fn another_refusal_and_a_number_within_are_left_alone() {
		let offer =
			json!({ "terms": { "conditions": { "amount": 100, "balloon": 0, "late": { "surcharge": 5_000 } } } });
		let offer = Call::new("Financing", "make_offer", offer);
		for name in ["LimitExceeded", "WrongState"] {
			assert!(refused(&offer, name).ends_with("outside its range."), "{name}");
		}
		let error = explained(Error::NotFound("x".into()), &offer);
		assert_eq!(error.to_string(), "x");
	}
}
