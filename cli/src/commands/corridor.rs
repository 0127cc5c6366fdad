//! What passes between the three chains.

use super::{show::says_nothing, Context, Firm};
use crate::{
	client::{calls::cross_border, Receipt},
	error::Result,
	output, values,
};
use clap::Subcommand;
use lingnan_types::{Corridor, IndicatorId, RegistrationNumber};
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Corridors {
	/// Send an enterprise's grade to another place, look at it, take it back
	#[command(subcommand)]
	Passport(Passport),
	/// Let another place check a document that its holder carries, and check one
	#[command(subcommand)]
	Voucher(Voucher),
	/// Claim a trade document before it is financed, and look at what the other places know about it
	#[command(subcommand)]
	Document(Document),
	/// What this side lets through: classes, recognised scorecards, how far messages are
	Policy,
	/// Send what waits for a lane (anybody)
	SendWaiting {
		#[arg(value_enum)]
		corridor: Corridor,
		/// Messages at most, 1 to 64
		#[arg(long, default_value = "64", value_parser = values::within::<u32, 1, 64>)]
		limit: u32,
	},
}

#[derive(Debug, Subcommand)]
pub enum Passport {
	/// Send an enterprise's grade: burns one use of a consent for cross-border verification (institution)
	Send {
		#[arg(value_enum)]
		corridor: Corridor,
		number: RegistrationNumber,
	},
	/// What was sent of an enterprise, and what arrived
	Show(Firm),
	/// Take a passport back (enterprise, or the institution that sent it)
	Revoke {
		#[arg(value_enum)]
		corridor: Corridor,
		number: RegistrationNumber,
	},
}

#[derive(Debug, Subcommand)]
pub enum Voucher {
	/// Let the other end check the document behind an attestation: burns one use of a consent (institution)
	Send {
		#[arg(value_enum)]
		corridor: Corridor,
		number: RegistrationNumber,
		indicator: String,
	},
	/// Have a document compared with what the agency attested (institution of the other end)
	Check {
		#[arg(value_enum)]
		corridor: Corridor,
		voucher: u64,
		/// Salted fingerprint of the document as the agency made it, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		fingerprint: H256,
	},
	/// A voucher and its checks, at either end
	Show {
		#[arg(value_enum)]
		corridor: Corridor,
		voucher: u64,
	},
}

#[derive(Debug, Subcommand)]
pub enum Document {
	/// Ask the other places and have the document held, before it is financed (institution)
	Claim {
		/// Exact token
		#[arg(value_parser = values::hash)]
		exact_token: H256,
	},
	/// Who claimed it, who answered what, where it is financed
	Show {
		#[arg(value_parser = values::hash)]
		exact_token: H256,
		#[arg(value_parser = values::hash)]
		coarse_token: H256,
	},
}

/// A field of the event that the receipt must hold.
fn field(receipt: &Receipt, event: &str, name: &str) -> Value {
	receipt.find("CrossBorder", event).map_or(Value::Null, |event| event[name].clone())
}

impl Corridors {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Passport(x) => x.run(c).await,
			Self::Voucher(x) => x.run(c).await,
			Self::Document(x) => x.run(c).await,
			Self::Policy => {
				let answer: Value = c.client.rpc("crossBorder_corridors", json!([])).await?;
				let told = c.told("crossBorder_corridors", &answer);
				c.output.answer(&answer, |_| listed(&told, |corridor| output::record(&with_tables(corridor))));
				Ok(())
			},
			Self::SendWaiting { corridor, limit } => {
				let call = cross_border::SendWaiting { corridor: *corridor, limit: *limit };
				c.submit(call, |_| "what waited is on its way".into()).await
			},
		}
	}
}

impl Passport {
	async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Send { corridor, number } => {
				let call = cross_border::SendPassport { corridor: *corridor, enterprise: number.clone() };
				c.submit(call, |receipt| {
					let passport = field(receipt, "PassportSent", "number");
					let nonce = field(receipt, "PassportSent", "nonce");
					format!("passport {passport} of {number} is on its way, as message {nonce}")
				})
				.await
			},
			Self::Show(Firm { number }) => c.look("crossBorder_passport", json!([number])).await,
			Self::Revoke { corridor, number } => {
				let call = cross_border::RevokePassport { corridor: *corridor, enterprise: number.clone() };
				let done = format!("the passport of {number} does not count any more; the other end is told");
				c.submit(call, |_| done).await
			},
		}
	}
}

impl Voucher {
	async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Send { corridor, number, indicator } => {
				let (corridor, enterprise) = (*corridor, number.clone());
				let indicator = c.number_of::<IndicatorId>(indicator).await?;
				let call = cross_border::SendVoucher { corridor, enterprise, indicator };
				c.submit(call, |receipt| {
					let voucher = field(receipt, "VoucherSent", "number");
					format!("voucher {voucher} is on its way: the holder may have his document checked eight times")
				})
				.await
			},
			Self::Check { corridor, voucher, fingerprint } => {
				let (corridor, voucher) = (*corridor, *voucher);
				let call = cross_border::CheckVoucher { corridor, voucher, fingerprint: *fingerprint };
				c.submit(call, |receipt| {
					let check = field(receipt, "CheckAsked", "check");
					let again = format!("lingnan corridor voucher show {} {voucher}", words_of(corridor));
					format!("check {check} is asked; its receipt will stand in\n  {again}")
				})
				.await
			},
			Self::Show { corridor, voucher } => c.look("crossBorder_voucher", json!([corridor.name(), voucher])).await,
		}
	}
}

impl Document {
	async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Claim { exact_token } => {
				c.submit(cross_border::ClaimDocument { document: *exact_token }, |receipt| {
					let until = field(receipt, "DocumentClaimed", "until").as_u64().unwrap_or_default();
					let until = output::time_text(until);
					format!("the other places are asked; once all have answered, money may move until {until}")
				})
				.await
			},
			Self::Show { exact_token, coarse_token } => {
				c.look("crossBorder_document", json!([exact_token, coarse_token])).await
			},
		}
	}
}

/// The corridor as it is typed.
fn words_of(corridor: Corridor) -> String {
	use clap::ValueEnum;
	corridor.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
}

impl Context {
	/// Asks and shows the answer, a list one by one.
	async fn look(&self, method: &str, params: Value) -> Result<()> {
		let answer: Value = self.client.rpc(method, params).await?;
		let told = self.told(method, &answer);
		self.output.answer(&answer, |_| match &told {
			list @ Value::Array(_) => listed(list, output::record),
			nothing if says_nothing(nothing) => "there is none".into(),
			one => output::record(one),
		});
		Ok(())
	}
}

/// A list one by one.
fn listed(list: &Value, show: impl Fn(&Value) -> String) -> String {
	let shown: Vec<_> = list.as_array().into_iter().flatten().map(show).collect();
	if shown.is_empty() {
		return "there is none".into();
	}
	shown.join("\n\n")
}

/// A corridor, its numbers with their units, with each recognised scorecard and its default probabilities, AAA first,
/// in words.
fn with_tables(corridor: &Value) -> Value {
	let table =
		|entry: &Value| Value::from(format!("scorecard {} at {}", output::cell(&entry[0]), output::cell(&entry[1])));
	let mut corridor = corridor.clone();
	corridor["recognised"] = corridor["recognised"].as_array().into_iter().flatten().map(table).collect();
	corridor
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_recognised_scorecard_is_shown_with_its_shares() {
		let shown = with_tables(
			&json!({ "corridor": "GuangdongMacao", "recognised": [["7", ["0.10 %", "0.25 %", "100.00 %"]]] }),
		);
		assert_eq!(shown["recognised"], json!(["scorecard 7 at 0.10 %, 0.25 %, 100.00 %"]));
		assert_eq!(shown["corridor"], "GuangdongMacao");
	}

	#[test]
	fn nothing_is_said_to_be_nothing() {
		assert_eq!(listed(&json!([]), output::record), "there is none");
		assert_eq!(listed(&Value::Null, output::record), "there is none");
	}
}
