use crate::{
	calls::utility,
	error::{Error, Result},
	governance, scale,
};
use serde::Serialize;
use serde_json::{json, Value};
use subxt::{
	ext::{scale_encode, scale_type_resolver},
	metadata::Metadata,
	transactions::Payload,
};

/// A call: a pallet, one of its calls, and the arguments as a JSON object by name. Field names may be spelled in
/// camelCase, as the JSON-RPC answers spell them, or in snake_case, as the runtime does. Programs make it of a struct of
/// [`crate::calls`]; people write it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
	pub pallet: String,
	pub call: String,
	pub args: Value,
}

impl Call {
	pub fn new(pallet: &str, call: &str, args: Value) -> Self {
		Self { pallet: pallet.into(), call: call.into(), args }
	}

	/// The call that somebody wrote: `Pallet.call`, and its arguments by name, as JSON.
	pub fn parse(call: &str, args: &str) -> Result<Self> {
		let (pallet, name) = call
			.split_once('.')
			.ok_or_else(|| Error::usage(format!("{call}: write Pallet.call, such as Consents.pause")))?;
		let args = serde_json::from_str(args).map_err(|e| Error::usage(format!("the arguments are no JSON: {e}")))?;
		Ok(Self::new(pallet, name, args))
	}

	/// The call of a struct of [`crate::calls`].
	pub(crate) fn typed(pallet: &str, call: &str, args: &impl Serialize) -> Self {
		// What JSON cannot hold, a number above 64 bits, is refused when the call is encoded, and says why.
		let args = serde_json::to_value(args).unwrap_or_else(|error| Value::String(error.to_string()));
		Self::new(pallet, call, args)
	}

	/// Several calls in one transaction; if one is refused, none is done.
	pub fn all(calls: Vec<Self>) -> Self {
		utility::BatchAll { calls }.into()
	}

	/// Several calls in one transaction, each done or refused by itself.
	pub fn each(calls: Vec<Self>) -> Self {
		utility::ForceBatch { calls }.into()
	}

	/// `Pallet.call`.
	pub fn name(&self) -> String {
		format!("{}.{}", self.pallet, self.call)
	}

	/// The call as an argument of another.
	pub fn into_value(self) -> Value {
		json!({ "pallet": self.pallet, "call": self.call, "args": self.args })
	}

	/// The bytes of the call, checked against the chain's metadata.
	pub fn bytes(&self, metadata: &Metadata) -> Result<Vec<u8>> {
		scale::encode_call(metadata, &self.pallet, &self.call, &self.args).map_err(Error::usage)
	}

	/// The call ready to be signed.
	pub fn encode(&self, metadata: &Metadata) -> Result<Encoded> {
		let bytes = self.bytes(metadata)?;
		let args = bytes.get(2..).unwrap_or_default().to_vec();
		Ok(Encoded::new(&self.pallet, &self.call, args))
	}
}

/// A call whose arguments are bytes already.
#[derive(Clone)]
pub struct Encoded {
	pallet: String,
	call: String,
	args: Args,
}

impl Encoded {
	/// A call of whose arguments the caller has the bytes.
	pub fn new(pallet: &str, call: &str, args: Vec<u8>) -> Self {
		Self { pallet: pallet.into(), call: call.into(), args: Args(args) }
	}

	/// `Pallet.call`.
	pub fn name(&self) -> String {
		format!("{}.{}", self.pallet, self.call)
	}
}

impl Encoded {
	/// The names of the call and of all calls inside it.
	pub(super) fn names(&self, metadata: &Metadata) -> Vec<String> {
		self.decoded(metadata).map_or_else(|| vec![self.name()], |decoded| governance::names(&decoded))
	}

	/// `{ "Pallet": { "call": { arguments } } }`; nothing if this program cannot read it.
	pub(super) fn decoded(&self, metadata: &Metadata) -> Option<Value> {
		let pallet = metadata.pallet_by_name(&self.pallet)?;
		let (pallet, call) = (pallet.call_index(), pallet.call_variant_by_name(&self.call)?.index);
		let bytes = [&[pallet, call][..], &self.args.0[..]].concat();
		scale::decode(metadata.types(), metadata.outer_enums().call_enum_ty(), &mut &bytes[..]).ok()
	}
}

impl Payload for Encoded {
	type CallData = Args;

	fn pallet_name(&self) -> &str {
		&self.pallet
	}

	fn call_name(&self) -> &str {
		&self.call
	}

	fn call_data(&self) -> &Args {
		&self.args
	}
}

/// The arguments' bytes.
#[derive(Clone)]
pub struct Args(Vec<u8>);

impl scale_encode::EncodeAsFields for Args {
	fn encode_as_fields_to<R: scale_type_resolver::TypeResolver>(
		&self,
		_: &mut dyn scale_encode::FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> std::result::Result<(), scale_encode::Error> {
		out.extend(&self.0);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn any_call_is_read() {
		let call = Call::parse("Consents.pause", "{\"consent\": 1}").unwrap();
		assert_eq!(call, Call::new("Consents", "pause", json!({ "consent": 1 })));
		assert!(Call::parse("Consents", "{}").is_err() && Call::parse("A.b", "{").is_err());
	}
}
