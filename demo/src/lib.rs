#![doc = include_str!("../README.md")]

mod auc;
mod corridors;
mod deals;
mod figures;
mod firms;
mod loans;
mod narrator;
mod network;
mod numbers;
mod rules;
mod scenes;

pub use auc::Area;
pub use corridors::Crossed;
pub use figures::{Backstage, Disclosed, Figures, Holder};
pub use loans::Lending;
pub use network::councillors;

use lingnan_client::{self as client, audience, clock, error, files, governance, keys, text, values};

use audience::Audience;
use client::Client;
use error::Result;
use lingnan_types::loan::LoanView;
use narrator::Narrator;
use serde_json::{json, Value};
use std::path::Path;

/// Plays the three stories that cross a border, on three chains with open corridors and a relayer between them.
pub async fn play_across(
	guangdong: &Client,
	hong_kong: &Client,
	macao: &Client,
	output: &dyn Audience,
	backstage: Backstage<'_>,
) -> Result<Crossed> {
	let narrator = |client| Narrator { client, output };
	let (guangdong, hong_kong, macao) = (narrator(guangdong), narrator(hong_kong), narrator(macao));
	let bay = corridors::Bay { guangdong, hong_kong, macao, backstage };
	bay.guangdong.heading("Three stories across the border");
	corridors::play(&bay).await
}

/// Plays the first part up to three loans that live, for anyone who wants to see what becomes of them.
pub async fn lend(client: &Client, output: &dyn Audience, backstage: Backstage<'_>) -> Result<Lending> {
	loans::lend(&Narrator { client, output }, backstage).await
}

/// Has an instalment paid of one of them. Answers the loan as it is then.
pub async fn pay_one(client: &Client, output: &dyn Audience, lending: &Lending) -> Result<LoanView> {
	lending.pay_one(&Narrator { client, output }).await
}

/// Plays it, the second part only with the folder of the real loans. Answers what was seen, for programs.
pub async fn play(
	client: &Client,
	output: &dyn Audience,
	backstage: Backstage<'_>,
	data: Option<&Path>,
) -> Result<Value> {
	let narrator = Narrator { client, output };
	narrator.heading("The first three loans");
	let loans = loans::play(&narrator, backstage).await?;
	let mut seen = json!({
		"loans": loans.loans,
		"late": loans.late,
		"refused": { "error": loans.refusal },
		"holder": loans.holder.to_json(),
		"grade": loans.grade,
		"disclosed": loans.disclosed.to_json(),
		"scenes": loans.scenes,
	});
	match data {
		Some(folder) => {
			let measured = firms::play(&narrator, backstage, folder).await?;
			seen["realFirms"] = json!({
				"firms": measured.firms, "rated": measured.rated, "proved": measured.proved,
				"area": measured.area.decimal(), "fitted": measured.fitted.decimal(),
			});
		},
		None => narrator.heading(
			"The second part needs the real loans: give their folder with --data DIR to have them rated and measured",
		),
	}
	Ok(seen)
}
