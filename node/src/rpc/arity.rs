//! How many parameters each method takes. jsonrpsee overlooks those behind the last that a method reads, and names that it does
//! not know: who writes the block in the wrong place would be answered about another block, and never learn it.

use super::Error;
use futures::future::ready;
use jsonrpsee::{
	core::{
		server::{MethodCallback, MethodResponse, Methods},
		RegisterMethodError,
	},
	types::{ErrorObjectOwned, Params},
	RpcModule,
};
use serde::de::IgnoredAny;
use std::{collections::BTreeMap, sync::Arc};

/// Each method of ours, and its parameters in their order.
const PARAMETERS: &[(&str, &[&str])] = &[
	("allowance_get", &["account", "at"]),
	("attestation_agencies", &["at", "page"]),
	("attestation_by", &["agency", "at", "page"]),
	("attestation_datasets", &["indicator", "at", "page"]),
	("attestation_disputes", &["agency", "at", "page"]),
	("attestation_indicators", &["at", "page"]),
	("attestation_list", &["enterprise", "at", "page"]),
	("calendar_get", &["place", "at"]),
	("card_list", &["holder", "at"]),
	("classification_get", &["loan", "at"]),
	("classification_rules", &["at"]),
	("collateral_assetsOf", &["enterprise", "at", "page"]),
	("collateral_documentStatus", &["exact", "coarse", "at"]),
	("collateral_issuerKeys", &["agency", "at"]),
	("collateral_status", &["asset", "at"]),
	("consent_deletionsOwed", &["institution", "at", "page"]),
	("consent_list", &["enterprise", "at", "page"]),
	("consent_overdueDeletions", &["institution", "at", "page"]),
	("consent_receipts", &["consent", "at", "page"]),
	("consent_to", &["institution", "at", "page"]),
	("credit_proofBasis", &["enterprise", "at"]),
	("credit_rating", &["enterprise", "at"]),
	("credit_scorecards", &["at", "page"]),
	("crossBorder_corridors", &["at"]),
	("crossBorder_document", &["exact", "coarse", "at"]),
	("crossBorder_passport", &["enterprise", "at"]),
	("crossBorder_voucher", &["corridor", "number", "at"]),
	("enterprise_get", &["enterprise", "at"]),
	("enterprise_list", &["at", "page"]),
	("enterprise_of", &["account", "at", "page"]),
	("financing_application", &["application", "at"]),
	("financing_applicationsOf", &["enterprise", "at", "page"]),
	("financing_closedApplications", &["institution", "at", "page"]),
	("financing_exposure", &["enterprise", "at"]),
	("financing_funds", &["at"]),
	("financing_headroom", &["enterprise", "at"]),
	("financing_inbox", &["institution", "at", "page"]),
	("financing_institutions", &["at", "page"]),
	("financing_loan", &["loan", "at"]),
	("financing_loansBy", &["institution", "at", "page"]),
	("financing_loansOf", &["enterprise", "at", "page"]),
	("financing_missedDeadlines", &["institution", "at", "page"]),
	("financing_overrides", &["institution", "at", "page"]),
	("financing_ownHeadroom", &["enterprise", "at", "page"]),
	("financing_products", &["at", "page"]),
	("financing_quote", &["product", "conditions", "drawn", "at"]),
	("financing_repaidLoansBy", &["institution", "at", "page"]),
	("financing_statement", &["loan", "at", "page"]),
	("financing_subscribeApplications", &["institution"]),
	("guarantee_accounts", &["guarantor", "at", "page"]),
	("guarantee_by", &["guarantor", "at", "page"]),
	("guarantee_get", &["guarantee", "at"]),
	("guarantee_guarantors", &["at", "page"]),
	("guarantee_of", &["loan", "at"]),
	("line_by", &["institution", "at", "page"]),
	("line_get", &["line", "at"]),
	("line_of", &["enterprise", "at", "page"]),
	("peer_register", &["at"]),
	("policy_by", &["institution", "at", "page"]),
	("policy_get", &["policy", "at"]),
	("policy_of", &["product", "at"]),
	("referenceRate_list", &["at"]),
	("referenceRate_quotes", &["reference", "at"]),
	("validator_list", &["at", "page"]),
];

/// The same methods, which refuse what they do not take.
pub fn strict(module: RpcModule<()>) -> Result<Methods, RegisterMethodError> {
	let mut strict = Methods::new();
	for name in module.method_names() {
		let Some(callback) = module.method(name).cloned() else { continue };
		let parameters = PARAMETERS.iter().find(|(method, _)| *method == name);
		let callback = match parameters {
			Some((_, parameters)) => guarded(name, parameters, callback),
			// The end of a subscription.
			None => callback,
		};
		strict.verify_and_insert(name, callback)?;
	}
	Ok(strict)
}

fn guarded(method: &'static str, takes: &'static [&'static str], callback: MethodCallback) -> MethodCallback {
	match callback {
		MethodCallback::Sync(call) => {
			MethodCallback::Sync(Arc::new(move |id, params, most, extensions| match refusal(method, takes, &params) {
				Some(error) => MethodResponse::error(id, error).with_extensions(extensions),
				None => call(id, params, most, extensions),
			}))
		},
		MethodCallback::Async(call) => {
			MethodCallback::Async(Arc::new(move |id, params, connection, most, extensions| {
				match refusal(method, takes, &params) {
					Some(error) => Box::pin(ready(MethodResponse::error(id, error).with_extensions(extensions))),
					None => call(id, params, connection, most, extensions),
				}
			}))
		},
		MethodCallback::Subscription(call) => {
			MethodCallback::Subscription(Arc::new(move |id, params, sink, connection, extensions| {
				match refusal(method, takes, &params) {
					Some(error) => Box::pin(ready(MethodResponse::error(id, error).with_extensions(extensions))),
					None => call(id, params, sink, connection, extensions),
				}
			}))
		},
		end @ MethodCallback::Unsubscription(_) => end,
	}
}

/// What is wrong with the number or the names of the parameters. What is no JSON is left to the method.
fn refusal(method: &str, takes: &[&str], params: &Params) -> Option<ErrorObjectOwned> {
	let names = takes.join(", ");
	let words = if params.is_object() {
		let given = params.parse::<BTreeMap<String, IgnoredAny>>().ok()?;
		let strange = given.keys().find(|name| !takes.contains(&name.as_str()))?;
		format!("{method} has no parameter {strange:?}: it takes {names}")
	} else {
		let given = params.parse::<Vec<IgnoredAny>>().ok()?.len();
		if given <= takes.len() {
			return None;
		}
		let most = match takes.len() {
			1 => "1 parameter".into(),
			count => format!("{count} parameters"),
		};
		format!("{method} takes at most {most} ({names}), and {given} were given")
	};
	Some(Error::InvalidParams(words).into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, Value};

	/// The files of the methods, in which each stands with its parameters.
	const SOURCES: &[&str] = &[
		include_str!("allowance.rs"),
		include_str!("attestation.rs"),
		include_str!("calendar.rs"),
		include_str!("card.rs"),
		include_str!("collateral.rs"),
		include_str!("consent.rs"),
		include_str!("credit.rs"),
		include_str!("cross_border.rs"),
		include_str!("enterprise.rs"),
		include_str!("financing.rs"),
		include_str!("guarantee.rs"),
		include_str!("line.rs"),
		include_str!("peer.rs"),
		include_str!("policy.rs"),
		include_str!("portfolio.rs"),
		include_str!("reference_rate.rs"),
		include_str!("validator.rs"),
	];

	/// The methods of a file: the name, and the names of what its function takes.
	fn declared(source: &str) -> Vec<(String, Vec<String>)> {
		let methods = source.split("#[method(").chain(source.split("#[subscription("));
		let read = |rest: &str| {
			let name = rest.trim_start().strip_prefix("name = \"")?.split('"').next()?.to_string();
			let arguments = rest.split_once("&self")?.1.split_once("->")?.0;
			let names = arguments.split(':').filter_map(|part| part.rsplit([',', '\n', '\t', ' ']).next());
			let names = names.filter(|name| !name.is_empty() && name.chars().all(char::is_lowercase));
			Some((name, names.map(str::to_string).collect()))
		};
		methods.filter_map(read).collect()
	}

	#[test]
	fn the_table_has_every_method_with_what_it_takes() {
		let mut methods: Vec<_> = SOURCES.iter().flat_map(|source| declared(source)).collect();
		methods.sort();
		methods.dedup();
		let known: Vec<(String, Vec<String>)> = PARAMETERS
			.iter()
			.map(|(name, takes)| (name.to_string(), takes.iter().map(ToString::to_string).collect()))
			.collect();
		assert_eq!(methods, known);
	}

	fn module() -> Methods {
		let mut module = RpcModule::new(());
		module.register_method("financing_loan", |_, _, _| "a loan").unwrap();
		module.register_async_method("enterprise_list", |_, _, _| async { "firms" }).unwrap();
		module.register_method("system_name", |_, _, _| "a node").unwrap();
		strict(module).unwrap()
	}

	async fn answer(method: &str, params: Value) -> Value {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let (answer, _) = module().raw_json_request(&request.to_string(), 1).await.unwrap();
		serde_json::from_str(&answer).unwrap()
	}

	#[tokio::test]
	async fn a_parameter_too_many_is_refused_with_how_many_there_are() {
		for params in [json!([]), json!([1]), json!([1, null]), json!({ "loan": 1 }), json!({ "loan": 1, "at": null })]
		{
			assert_eq!(answer("financing_loan", params.clone()).await["result"], "a loan", "{params}");
		}
		let refused = answer("financing_loan", json!([1, null, { "limit": 1 }])).await;
		assert_eq!(refused["error"]["code"], -32_602);
		assert_eq!(
			refused["error"]["message"],
			"financing_loan takes at most 2 parameters (loan, at), and 3 were given"
		);
		let refused = answer("enterprise_list", json!([null, {}, 3, 4])).await;
		assert_eq!(refused["error"]["code"], -32_602, "{refused}");
		assert_eq!(answer("enterprise_list", json!([null, {}])).await["result"], "firms");
	}

	#[tokio::test]
	async fn a_name_that_is_none_is_refused_with_those_that_there_are() {
		let refused = answer("financing_loan", json!({ "loan": 1, "block": null })).await;
		assert_eq!(refused["error"]["code"], -32_602);
		assert_eq!(refused["error"]["message"], "financing_loan has no parameter \"block\": it takes loan, at");
	}

	#[tokio::test]
	async fn other_methods_stay_as_they_are() {
		assert_eq!(answer("system_name", json!([1, 2, 3])).await["result"], "a node");
	}
}
