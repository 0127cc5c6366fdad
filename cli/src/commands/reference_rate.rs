use super::Context;
use crate::{
	client::{calls::reference_rates::Publish, questions, text::date_text},
	error::{Error, Result},
	output::{records_of, time_text},
	values,
};
use clap::Subcommand;
use lingnan_types::{date_of, reference_rate::ReferenceRateView, Date, Rate, ReferenceRateId};
use serde_json::{json, Value};

#[derive(Debug, Subcommand)]
pub enum ReferenceRate {
	/// Attest what a reference rate was published at; it is final (its agency)
	Publish {
		/// The reference rate, by its number
		reference: ReferenceRateId,
		/// The rate in per cent a year, such as 3.00
		#[arg(value_parser = rate)]
		rate: Rate,
		/// Day of publication, one of the last 7; today if not given
		#[arg(long, value_parser = values::date)]
		on: Option<Date>,
	},
	/// Show what a reference rate stood at
	Show {
		/// The reference rate, by its number
		reference: ReferenceRateId,
		/// Show so many quotes, the newest
		#[arg(long, default_value = "24", value_parser = values::within::<u64, 1, 1_024>)]
		last: u64,
	},
	/// List the reference rates that loans can follow, each with its last quote
	List,
}

impl ReferenceRate {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Publish { reference, rate, on } => {
				let published = match on {
					Some(on) => *on,
					None => date_of(c.client.now().await?),
				};
				let name = one(c, *reference).await.map(|one| title(&one))?;
				let (reference, rate) = (*reference, *rate);
				c.submit(Publish { reference, published, rate }, |_| {
					format!("{name} of {} is attested: {rate} % a year", date_text(published))
				})
				.await
			},
			Self::Show { reference, last } => {
				let one = one(c, *reference).await?;
				let quotes = questions::reference_rate::quotes(&c.client, *reference).await?;
				let shown: Vec<_> = quotes.iter().rev().take(usize::try_from(*last).unwrap_or(usize::MAX)).collect();
				let answer = json!({ "reference": one, "quotes": shown });
				c.output.answer(&answer, |_| {
					let row = |quote| told(&json!(quote), &["published", "rate"]);
					let rows: Vec<Value> = shown.iter().map(row).collect();
					let quotes = match rows.is_empty() {
						true => "(no quote yet)".into(),
						false => records_of(&json!(rows), &["published", "rate"]),
					};
					format!("{}, attested by agency {}{}\n\n{quotes}", title(&one), one.spec.agency, ended(&one))
				});
				Ok(())
			},
			Self::List => {
				let all = questions::reference_rate::list(&c.client).await?;
				let now = time_text(c.client.now().await?);
				c.output.answer(&json!(all), |_| {
					let rows: Vec<Value> = all.iter().map(line).collect();
					let columns = ["id", "name", "tenor", "currency", "agency", "rate", "published", "retired"];
					match rows.is_empty() {
						true => "no reference rate is defined on this chain".into(),
						false => format!("{}\nas of {now}", records_of(&json!(rows), &columns)),
					}
				});
				Ok(())
			},
		}
	}
}

async fn one(c: &Context, reference: ReferenceRateId) -> Result<ReferenceRateView> {
	let all = questions::reference_rate::list(&c.client).await?;
	let found = all.into_iter().find(|one| one.id == reference);
	let list = "`lingnan reference-rate list` has those that there are";
	found.ok_or_else(|| Error::NotFound(format!("there is no reference rate {reference}: {list}")))
}

/// `LPR 1 year (CNY)`.
fn title(one: &ReferenceRateView) -> String {
	format!("{} {} ({})", one.spec.name.as_str(), one.spec.tenor.as_str(), one.spec.currency)
}

fn ended(one: &ReferenceRateView) -> &'static str {
	if one.retired {
		"; retired: no quotes come any more"
	} else {
		""
	}
}

/// A quote as people read it.
fn told(quote: &Value, fields: &[&str]) -> Value {
	let day = quote["published"].as_u64().and_then(|day| Date::try_from(day).ok()).map(date_text);
	let rate = quote["rate"].as_u64().map(|rate| format!("{} %", Rate(rate)));
	let [published, of_rate] = fields else { return quote.clone() };
	json!({ *published: day, *of_rate: rate })
}

fn line(one: &ReferenceRateView) -> Value {
	json!({
		"id": one.id.to_string(),
		"name": one.spec.name,
		"tenor": one.spec.tenor,
		"currency": one.spec.currency,
		"agency": one.spec.agency.to_string(),
		"rate": one.last.map(|quote| format!("{} %", quote.rate)),
		"published": one.last.map(|quote| date_text(quote.published)),
		"retired": if one.retired { "yes" } else { "" },
	})
}

/// A rate in per cent, with six digits behind the point at most.
fn rate(text: &str) -> Result<Rate, String> {
	const WAY: &str = "write a rate in per cent a year, such as 3.00, with six digits behind the point at most";
	let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || whole.len() > 3 || part.len() > 6 || !digits(whole) || !digits(part) {
		return Err(WAY.into());
	}
	let units = format!("{whole}{part:0<6}").parse::<u64>().map_err(|_| WAY)?;
	match units <= Rate::WHOLE {
		true => Ok(Rate(units)),
		false => Err("a reference rate is 100 % a year at most".into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_rate_is_written_in_per_cent() {
		for (text, units) in
			[("3.00", 3_000_000), ("3", 3_000_000), ("0.05", 50_000), ("4.125678", 4_125_678), ("100", 100_000_000)]
		{
			assert_eq!(rate(text), Ok(Rate(units)), "{text}");
		}
		for bad in ["", ".5", "-3", "3,00", "3.0000001", "100.01", "3 %", "1000", "+3"] {
			assert!(rate(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn a_quote_reads_with_its_units() {
		let quote = json!({ "published": 20_473, "rate": 3_000_000 });
		assert_eq!(told(&quote, &["published", "rate"]), json!({ "published": "2026-01-20", "rate": "3.00 %" }));
	}
}
