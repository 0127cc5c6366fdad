#![doc = include_str!("../README.md")]

mod auc;
mod corridors;
mod firms;
mod loans;
mod narrator;
mod network;
mod numbers;
mod sealed;

pub use auc::Area;
pub use corridors::Crossed;
pub use loans::Lending;
pub use network::councillors;
pub use sealed::{Figures, Played};

use lingnan_client::{self as client, audience, clock, error, files, governance, keys, text, values};

use audience::Audience;
use client::Client;
use error::Result;
use lingnan_types::loan::LoanView;
use narrator::Narrator;
use serde_json::{json, Value};
use std::path::Path;

/// Plays the sealed journey, on a chain whose confidential indicators are sealed. `folder` takes the firm's and the bank's
/// files.
pub async fn play_sealed(client: &Client, output: &dyn Audience, folder: &Path, figures: &Figures) -> Result<Played> {
	let narrator = Narrator { client, output };
	narrator.heading("A loan without a figure on the chain");
	sealed::play(&narrator, folder, figures).await
}

/// Plays the three stories that cross a border, on three chains with open corridors and a relayer between them.
pub async fn play_across(
	guangdong: &Client,
	hong_kong: &Client,
	macao: &Client,
	output: &dyn Audience,
) -> Result<Crossed> {
	let narrator = |client| Narrator { client, output };
	let bay = corridors::Bay { guangdong: narrator(guangdong), hong_kong: narrator(hong_kong), macao: narrator(macao) };
	bay.guangdong.heading("Three stories across the border");
	corridors::play(&bay).await
}

/// Plays the first part up to three loans that live, for anyone who wants to see what becomes of them.
pub async fn lend(client: &Client, output: &dyn Audience) -> Result<Lending> {
	loans::lend(&Narrator { client, output }).await
}

/// Has an instalment paid of one of them. Answers the loan as it is then.
pub async fn pay_one(client: &Client, output: &dyn Audience, lending: &Lending) -> Result<LoanView> {
	lending.pay_one(&Narrator { client, output }).await
}

/// Plays it, the second part only with the folder of the real loans. Answers what was seen, for programs.
pub async fn play(client: &Client, output: &dyn Audience, data: Option<&Path>) -> Result<Value> {
	let narrator = Narrator { client, output };
	narrator.heading("The first three loans");
	let loans = loans::play(&narrator).await?;
	let mut seen = json!({
		"loans": loans.loans,
		"late": loans.late,
		"refused": { "error": loans.refusal },
	});
	match data {
		Some(folder) => {
			let measured = firms::play(&narrator, folder).await?;
			seen["realFirms"] = json!({
				"firms": measured.firms, "rated": measured.rated, "area": measured.area.decimal(),
				"fitted": measured.fitted.decimal(),
			});
		},
		None => narrator.heading(
			"The second part needs the real loans: give their folder with --data DIR to have them rated and measured",
		),
	}
	Ok(seen)
}
