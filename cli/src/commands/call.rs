use super::Context;
use crate::{
	client::Call,
	error::{Error, Result},
};
use clap::Args;
use serde_json::Value;

#[derive(Debug, Args)]
pub struct AnyCall {
	/// Pallet.call, such as Consents.pause
	call: String,
	/// Arguments by name
	#[arg(default_value = "{}")]
	args: String,
}

impl AnyCall {
	/// The call that was written.
	pub fn parse(call: &str, args: &str) -> Result<Call> {
		let (pallet, name) = call
			.split_once('.')
			.ok_or_else(|| Error::usage(format!("{call}: write Pallet.call, such as Consents.pause")))?;
		let args: Value =
			serde_json::from_str(args).map_err(|e| Error::usage(format!("the arguments are no JSON: {e}")))?;
		Ok(Call::new(pallet, name, args))
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		c.submit(Self::parse(&self.call, &self.args)?, |_| format!("{} is done", self.call)).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn any_call_is_read() {
		let call = AnyCall::parse("Consents.pause", "{\"consent\": 1}").unwrap();
		assert_eq!(call, Call::new("Consents", "pause", json!({ "consent": 1 })));
		assert!(AnyCall::parse("Consents", "{}").is_err() && AnyCall::parse("A.b", "{").is_err());
	}
}
