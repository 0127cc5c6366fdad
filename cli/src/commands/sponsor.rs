use super::Context;
use crate::{client::calls::sponsorship, error::Result, keys, values};
use clap::Subcommand;

/// What the chain counts as a millisecond of its work.
const UNITS: u128 = 1_000_000_000;

#[derive(Debug, Subcommand)]
pub enum Sponsor {
	/// Let another account use one's own allowance, or renew its budget (agency, institution, enterprise)
	Give {
		/// SS58 address, 64 hexadecimal digits, or a development name
		account: String,
		/// Milliseconds of the chain's work, in all, 1 to 4,294,967,295
		#[arg(long, value_parser = values::within::<u32, 1, 4_294_967_295>)]
		budget: u32,
	},
	/// End a sponsorship (the sponsor or the account itself)
	End { account: String },
}

impl Sponsor {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Give { account, budget } => {
				let account = c.account_of(account)?;
				let sentence = format!("{account} may use {budget} ms of this party's allowance");
				c.submit(sponsorship::Sponsor { account, budget: u128::from(*budget).saturating_mul(UNITS) }, |_| {
					sentence
				})
				.await
			},
			Self::End { account } => {
				let account = keys::read_account(account)?;
				let sentence = format!("{account} is sponsored no more");
				c.submit(sponsorship::End { account }, |_| sentence).await
			},
		}
	}
}
