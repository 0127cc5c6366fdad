use super::Context;
use crate::{client::Call, error::Result};
use clap::Args;

#[derive(Debug, Args)]
pub struct AnyCall {
	/// Pallet.call, such as Consents.pause
	call: String,
	/// Arguments by name
	#[arg(default_value = "{}")]
	args: String,
}

impl AnyCall {
	pub async fn run(&self, c: &Context) -> Result<()> {
		c.submit(Call::parse(&self.call, &self.args)?, |_| format!("{} is done", self.call)).await
	}
}
