use crate::{
	error::{Error, Refusal, Result},
	scale,
};
use serde_json::{json, Value};
use subxt::{
	error::DispatchError,
	metadata::{ArcMetadata, Metadata},
	utils::H256,
	SubstrateConfig,
};

/// What a pallet reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
	pub pallet: String,
	pub name: String,
	/// By field name, in the spelling of the JSON-RPC answers.
	pub fields: Value,
}

/// A transaction that is in a block and succeeded.
#[derive(Clone, Debug)]
pub struct Receipt {
	pub block: H256,
	pub transaction: H256,
	pub events: Vec<Event>,
}

impl Receipt {
	/// The fields of the first event of that name.
	pub fn find(&self, pallet: &str, name: &str) -> Option<&Value> {
		self.events.iter().find(|e| e.pallet == pallet && e.name == name).map(|e| &e.fields)
	}

	/// The fields of the first event of that name; an error if there is none.
	pub fn require(&self, pallet: &str, name: &str) -> Result<&Value> {
		self.find(pallet, name).ok_or_else(|| {
			let seen: Vec<String> = self.events.iter().map(|e| format!("{}.{}", e.pallet, e.name)).collect();
			Error::Connection(format!("no event {pallet}.{name} in the block, only {}", seen.join(", ")))
		})
	}

	/// The events that say what changed, without fees and bookkeeping.
	pub fn news(&self) -> impl Iterator<Item = &Event> {
		const BOOKKEEPING: [&str; 4] = ["System", "TransactionPayment", "Balances", "Utility"];
		self.events.iter().filter(|e| !BOOKKEEPING.contains(&e.pallet.as_str()))
	}

	/// What a batch whose calls are done or refused each by itself (`force_batch`) tells of each, in their order. `call`: the name of
	/// all of them.
	pub fn items(&self, call: &str, metadata: &Metadata) -> Vec<Result<()>> {
		items(&self.events, |error| refusal_in_event(call, metadata, error))
	}

	pub fn to_json(&self) -> Value {
		let events: Vec<Value> =
			self.news().map(|e| json!({ "pallet": e.pallet, "event": e.name, "fields": e.fields })).collect();
		json!({ "block": self.block, "transaction": self.transaction, "events": events })
	}
}

impl Event {
	pub(super) fn read(event: &subxt::events::Event<'_, SubstrateConfig>, metadata: &Metadata) -> Result<Self> {
		let (pallet, name) = (event.pallet_name().to_string(), event.event_name().to_string());
		let variant = metadata
			.pallet_by_event_index(event.pallet_index())
			.and_then(|p| p.event_variant_by_index(event.event_index()));
		let fields = variant.map(|v| v.fields.as_slice()).unwrap_or_default();
		let fields = scale::decode_fields(metadata.types(), fields, &mut event.field_bytes())
			.map_err(|e| Error::Connection(format!("the event {pallet}.{name} cannot be read: {e}")))?;
		Ok(Self { pallet, name, fields })
	}
}

/// A dispatch error as people read it: pallet, name, and the documentation that the chain carries for it.
pub(super) fn refusal(call: &str, error: &DispatchError) -> Error {
	let (pallet, name, docs) = match error {
		DispatchError::Module(module) => match module.details() {
			Ok(details) => {
				(Some(details.pallet.name().to_string()), details.variant.name.clone(), details.variant.docs.join("\n"))
			},
			Err(_) => (None, module.to_string(), String::new()),
		},
		DispatchError::BadOrigin => (
			None,
			"BadOrigin".into(),
			"This call is not for a single account: it takes a motion of the council.".into(),
		),
		DispatchError::Token(token) => (None, format!("Token::{token:?}"), token.to_string()),
		DispatchError::Arithmetic(fault) => (None, format!("Arithmetic::{fault:?}"), fault.to_string()),
		other => (None, format!("{other:?}"), other.to_string()),
	};
	let docs = docs.trim().to_string();
	Error::Refused(Box::new(Refusal { call: call.to_string(), pallet, name, docs }))
}

/// The same for an error inside an event, such as the result of a motion.
pub fn refusal_in_event(call: &str, metadata: &Metadata, error: &Value) -> Error {
	let module = &error["Module"];
	let index = module["index"].as_u64().and_then(|i| u8::try_from(i).ok());
	let code = module["error"].as_str().and_then(|e| hex::decode(e.trim_start_matches("0x")).ok());
	let found = index.zip(code.and_then(|c| c.first().copied())).and_then(|(pallet, code)| {
		let pallet = metadata.pallet_by_error_index(pallet)?;
		let variant = pallet.error_variant_by_index(code)?;
		Some((pallet.name().to_string(), variant.name.clone(), variant.docs.join("\n")))
	});
	let refusal = match found {
		Some((pallet, name, docs)) => {
			Refusal { call: call.into(), pallet: Some(pallet), name, docs: docs.trim().to_string() }
		},
		None => {
			let name = error.as_str().map_or_else(|| error.to_string(), str::to_string);
			let docs = match name.as_str() {
				"BadOrigin" => "This is not for the one who did it: a motion may have asked for too few votes (docs/governance.md).",
				_ => "",
			};
			Refusal { call: call.into(), pallet: None, name, docs: docs.into() }
		},
	};
	Error::Refused(Box::new(refusal))
}

/// The refusal of the call that a proxy or the last of several signatories made: the transaction around it succeeds.
pub(super) fn failed_inside(call: &str, event: &Event, metadata: &Metadata) -> Option<Error> {
	const INSIDE: [(&str, &str); 2] = [("Proxy", "ProxyExecuted"), ("Multisig", "MultisigExecuted")];
	let inside = INSIDE.contains(&(event.pallet.as_str(), event.name.as_str()));
	event.fields["result"].get("Err").filter(|_| inside).map(|error| refusal_in_event(call, metadata, error))
}

fn items(events: &[Event], refusal: impl Fn(&Value) -> Error) -> Vec<Result<()>> {
	let of_batch = events.iter().filter(|event| event.pallet == "Utility");
	let outcome = |event: &Event| match event.name.as_str() {
		"ItemCompleted" => Some(Ok(())),
		"ItemFailed" => Some(Err(refusal(&event.fields["error"]))),
		_ => None,
	};
	of_batch.filter_map(outcome).collect()
}

/// The refusal of a call inside a block, if it was refused.
pub(super) fn failed(
	call: &str,
	event: &subxt::events::Event<'_, SubstrateConfig>,
	metadata: ArcMetadata,
) -> Option<Error> {
	if (event.pallet_name(), event.event_name()) != ("System", "ExtrinsicFailed") {
		return None;
	}
	Some(match DispatchError::decode_from(event.field_bytes(), metadata) {
		Ok(error) => refusal(call, &error),
		Err(error) => Error::Connection(format!("{call} failed for a reason that cannot be read: {error}")),
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_call_of_a_batch_has_its_outcome() {
		let event = |pallet: &str, name: &str, fields| Event { pallet: pallet.into(), name: name.into(), fields };
		let events = [
			event("Attestations", "Attested", json!({})),
			event("Utility", "ItemCompleted", json!({})),
			event("Utility", "ItemFailed", json!({ "error": "Other" })),
			event("Utility", "BatchCompletedWithErrors", json!({})),
		];
		let refused = |error: &Value| {
			let name = error.as_str().unwrap_or_default().into();
			Error::Refused(Box::new(Refusal {
				call: "A.b".into(),
				pallet: Some("A".into()),
				name,
				docs: String::new(),
			}))
		};
		let items = items(&events, refused);
		assert!(matches!(&items[..], [Ok(()), Err(error)] if error.is_refusal("A", "Other")));
	}
}
