//! Why no product fits an enterprise, and what it can do.

use super::{show, Context};
use crate::{
	client::questions::{credit, enterprise, financing},
	error::{Error, Result},
	output::{date_text, label},
	rating,
};
use lingnan_types::{
	loan::{LoanState, LoanView},
	product::{Match, MatchRefusal, Refusal},
	rating::{RatingEnd, RatingView},
	Date, EnterpriseStatus, LoanId, RegistrationNumber,
};
use std::{collections::BTreeMap, fmt::Display};

/// Why nothing can be matched, with the way out.
pub fn unmatched(refusal: MatchRefusal, number: impl Display) -> Error {
	Error::NotFound(match refusal {
		MatchRefusal::NotFound => show::unregistered(number),
		MatchRefusal::InvalidRequest => String::from(
			"the request cannot be judged: the amount is 0.01 to 10,000,000,000,000.00, the tenor 1 to 360 months, and no asset \
			 of --security stands twice",
		),
		MatchRefusal::SecurityUnusable { asset } => {
			format!("asset {asset} cannot secure such a loan of {number}: `lingnan show asset {asset}` shows whose and how it is")
		},
	})
}

/// What an enterprise that nothing fits is told by.
pub struct Applicant {
	number: String,
	/// Its rating by the scorecard in force, or the last one.
	rating: Option<RatingView>,
	/// Why it could prove no grade now, if so.
	obstacle: Option<String>,
	status: Option<EnterpriseStatus>,
	/// Its loans in default, and since when.
	defaults: Vec<(LoanId, Option<Date>)>,
}

impl Applicant {
	pub async fn look(c: &Context, number: &RegistrationNumber) -> Result<Self> {
		let loans = financing::loans_of(&c.client, number).await?.into_iter();
		let in_default = |loan: &LoanView| loan.state == LoanState::InDefault;
		Ok(Self {
			number: number.to_string(),
			rating: credit::rating(&c.client, number).await?.champion,
			obstacle: rating::obstacle(c, number).await?,
			status: enterprise::get(&c.client, number).await?.map(|record| record.status),
			defaults: loans.filter(in_default).map(|loan| (loan.id, loan.defaulted_on)).collect(),
		})
	}

	/// The reasons by how many products have them, and what to do.
	pub fn advice(&self, products: &[Match]) -> String {
		if products.is_empty() {
			return "no institution offers a product now: see `lingnan show products`".into();
		}
		let mut counts: BTreeMap<&str, (Refusal, usize)> = BTreeMap::new();
		for why in products.iter().flat_map(|one| &one.refusals) {
			counts.entry(why.name()).or_insert((*why, 0)).1 += 1;
		}
		let mut reasons: Vec<(Refusal, usize)> = counts.into_values().collect();
		reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
		let mut lines = vec![String::from("\nWhy not, by how many products")];
		lines.extend(reasons.iter().map(|(why, count)| format!("  {count:>5}  {}", label(why.name()))));
		lines.push("\nWhat to do".into());
		let everywhere = reasons.iter().filter(|(_, count)| *count == products.len()).map(|(why, _)| *why);
		let mut steps: Vec<String> = everywhere.filter_map(|why| self.step(why)).collect();
		steps.extend(self.defaults.iter().map(in_default));
		if steps.is_empty() {
			steps.extend(closest(products));
			steps.push("no one reason stands against all: --all shows those of each product".into());
		}
		lines.extend(steps.iter().map(|step| format!("  {step}")));
		lines.join("\n")
	}

	/// What to do about a reason that stands against every product.
	fn step(&self, why: Refusal) -> Option<String> {
		let number = &self.number;
		Some(match why {
			Refusal::NoChampion => rating::NO_CHAMPION.into(),
			Refusal::NotRated => self.rate(),
			Refusal::GradeTooLow => format!(
				"the grade that was proved is too low for all: prove a better one if you reach it, and `lingnan rating explain \
				 {number}` with your openings says what would lift it"
			),
			Refusal::CoverageTooLow => {
				"too little of the scorecard is covered by attestations that count: ask the agencies to attest".into()
			},
			Refusal::EnterpriseNotActive => format!(
				"the register has it as {}, and loans are for those that are Active: go to the registrar (`lingnan show \
				 enterprise {number}`)",
				self.status.map_or("not active", EnterpriseStatus::name)
			),
			Refusal::EnterpriseLimitReached => {
				format!(
					"with what is asked for it would owe more than one enterprise may: ask for less, or repay first (`lingnan show \
					 exposure {number}`)"
				)
			},
			Refusal::CurrencyNotOffered => "nobody lends in this currency: ask for another with --currency".into(),
			Refusal::AmountTooLow => {
				"the amount is too low for all: `lingnan show products` has the least of each".into()
			},
			Refusal::AmountTooHigh => {
				"the amount is too high for all: `lingnan show products` has the most of each".into()
			},
			Refusal::TenorTooShort | Refusal::TenorTooLong => "ask for another --tenor".into(),
			Refusal::MethodNotOffered => "ask for another --method".into(),
			Refusal::UseNotServed => "nobody lends for this use: ask for another with --use-of-funds".into(),
			Refusal::RenewalNotOffered => {
				"no product settles another loan: repay it first, and ask without --renews".into()
			},
			Refusal::LineNotOffered => "no product is drawn under a credit line: ask without --line".into(),
			Refusal::SecurityNeeded => "offer assets with --security: `lingnan show assets` lists them".into(),
			_ => return None,
		})
	}

	/// Why no grade counts, and how to prove one.
	fn rate(&self) -> String {
		let number = &self.number;
		let why = match self.rating.as_ref().map(|rating| rating.ended) {
			None => "it never proved a grade",
			Some(None) => "its rating is by a scorecard that is in force no more",
			Some(Some(RatingEnd::Expired)) => "the time of its last rating is over",
			Some(Some(RatingEnd::ScorecardStopped)) => "the scorecard of its last rating was stopped",
			Some(Some(RatingEnd::Revoked { .. })) => "an attestation of its last rating was taken back",
			Some(Some(RatingEnd::Disputed { .. })) => "an attestation of its last rating is disputed",
			Some(Some(RatingEnd::Superseded { .. })) => "a newer attestation has ended its last rating",
		};
		match &self.obstacle {
			Some(obstacle) => format!("{why}, and it can prove none now: {obstacle}"),
			None => format!("{why}: prove one with {}", rating::way(number)),
		}
	}
}

/// The product with the fewest reasons against it.
fn closest(products: &[Match]) -> Option<String> {
	let found = products.iter().min_by_key(|one| one.refusals.len())?;
	let why: Vec<String> = found.refusals.iter().map(|why| label(why.name())).collect();
	Some(format!("product {} comes closest: {}", found.product, why.join(", ")))
}

fn in_default((id, since): &(LoanId, Option<Date>)) -> String {
	format!(
		"loan {id} is in default since {}: pay what is due (`lingnan show loan {id}`), or agree with its lender. Lenders see it.",
		since.map_or_else(|| "a day that is not known".into(), date_text)
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{AssetId, Grade, IndicatorId, InstitutionId, ProductId, ScorecardId};

	fn applicant() -> Applicant {
		let status = Some(EnterpriseStatus::Active);
		Applicant { number: "CN:1".into(), rating: None, obstacle: None, status, defaults: vec![] }
	}

	fn refused(refusals: &[&[Refusal]]) -> Vec<Match> {
		let one = |refusals: &&[Refusal]| Match {
			product: ProductId(0),
			institution: InstitutionId(0),
			eligible: false,
			expected_rate: 0,
			price: None,
			decision_days: 0,
			refusals: refusals.to_vec(),
		};
		refusals.iter().map(one).collect()
	}

	fn rated(ended: Option<RatingEnd>) -> Option<RatingView> {
		Some(RatingView {
			scorecard: ScorecardId(0),
			grade: Grade::B,
			default_probability: 0,
			coverage: 0,
			made_at: 0,
			valid_until: 0,
			current: false,
			ended,
			institution: None,
			used: vec![],
		})
	}

	#[test]
	fn a_firm_without_a_rating_is_told_to_prove_a_grade() {
		let told = applicant().advice(&refused(&[&[Refusal::NotRated], &[Refusal::NotRated, Refusal::AmountTooLow]]));
		for part in
			["    2  not rated", "    1  amount too low", "it never proved a grade", "`lingnan rating prove CN:1 "]
		{
			assert!(told.contains(part), "{part} in\n{told}");
		}
		assert!(!told.contains("least of each"), "what stands against some only is no step: {told}");
		for (why, said) in [
			(Some(RatingEnd::Expired), "time of its last rating is over"),
			(Some(RatingEnd::ScorecardStopped), "was stopped"),
			(Some(RatingEnd::Disputed { indicator: IndicatorId(3) }), "is disputed"),
			(None, "in force no more"),
		] {
			let told = Applicant { rating: rated(why), ..applicant() }.advice(&refused(&[&[Refusal::NotRated]]));
			assert!(told.contains(said) && told.contains("lingnan rating prove"), "{said}: {told}");
		}
	}

	#[test]
	fn a_firm_that_can_prove_no_grade_now_is_told_why() {
		let applicant = Applicant { obstacle: Some("attestations that count cover 21.87 %".into()), ..applicant() };
		let told = applicant.advice(&refused(&[&[Refusal::NotRated]]));
		assert!(told.contains("can prove none now: attestations that count cover 21.87 %"), "{told}");
		assert!(!told.contains("`lingnan rating prove"), "{told}");
	}

	#[test]
	fn without_a_scorecard_in_force_the_council_is_named() {
		let told = applicant().advice(&refused(&[&[Refusal::NoChampion]]));
		assert!(
			told.contains("no champion") && told.contains("council") && told.contains("activate_champion"),
			"{told}"
		);
	}

	#[test]
	fn a_default_is_said_with_its_loan_and_day() {
		let told = Applicant { defaults: vec![(LoanId(3), Some(20_781))], ..applicant() }
			.advice(&refused(&[&[Refusal::EnterpriseLimitReached]]));
		assert!(
			told.contains("loan 3 is in default since 2026-11-24") && told.contains("lingnan show loan 3"),
			"{told}"
		);
		assert!(told.contains("show exposure CN:1"), "{told}");
	}

	#[test]
	fn different_reasons_point_to_all_of_them_and_no_product_to_none() {
		let told =
			applicant().advice(&refused(&[&[Refusal::AmountTooLow, Refusal::NotRated], &[Refusal::GradeTooLow]]));
		assert!(told.contains("--all") && told.contains("product 0 comes closest: grade too low"), "{told}");
		assert!(applicant().advice(&[]).contains("no institution offers"));
		let abnormal = Applicant { status: Some(EnterpriseStatus::Abnormal), ..applicant() };
		assert!(abnormal.advice(&refused(&[&[Refusal::EnterpriseNotActive]])).contains("has it as Abnormal"));
	}

	#[test]
	fn a_question_that_is_refused_says_the_way_out() {
		let told = |refusal| unmatched(refusal, "CN:1");
		assert!(told(MatchRefusal::NotFound).to_string().contains("CN:1 is not on the register"));
		assert!(told(MatchRefusal::InvalidRequest).to_string().contains("1 to 360 months"));
		let security = told(MatchRefusal::SecurityUnusable { asset: AssetId(7) });
		assert!(security.to_string().contains("lingnan show asset 7"), "{security}");
		assert_eq!(security.exit_code(), 6);
	}
}
