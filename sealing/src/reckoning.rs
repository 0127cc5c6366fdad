//! What an enterprise adds up for itself: its total by a scorecard, which grade it can prove, and why it has no better one. Nothing
//! of it is sent.

use super::{
	basis::{not_provable, too_little, Basis, Standing},
	form::no_form,
	indicators::Indicators,
	openings::{unopened, Held, Sealed},
	reasons::{Explanation, Line},
};
use crate::{
	audience::Audience,
	client::calls::credit_scoring::ProveGrade,
	error::{Error, Result},
};
use lingnan_reckoning::{
	openings::NotOpened,
	reckoning::{self, NotProved, NotReckoned},
};
use lingnan_sealed::rand_core::OsRng;
use lingnan_types::{Grade, IndicatorId, InstitutionId, RegistrationNumber};
use serde_json::{json, Value};
use std::{collections::BTreeMap, ops::Deref};
use subxt::utils::H256;

/// The total of an enterprise, as its command tells it.
pub struct Reckoning(reckoning::Reckoning);

impl Deref for Reckoning {
	type Target = reckoning::Reckoning;

	fn deref(&self) -> &Self::Target {
		&self.0
	}
}

impl Reckoning {
	/// Adds up. Every sealed attestation that counts must have its opening.
	pub fn new(basis: Basis, indicators: &Indicators, held: &Held) -> Result<Self> {
		let sealed: BTreeMap<IndicatorId, Sealed> = basis
			.parts
			.iter()
			.filter_map(|part| match &part.standing {
				Standing::Sealed(sealed) => Some((part.spec.indicator, sealed.clone())),
				_ => None,
			})
			.collect();
		match reckoning::Reckoning::new(basis, &indicators.0, held) {
			Ok(reckoning) => Ok(Self(reckoning)),
			Err(NotReckoned::NoIndicator(id)) => Err(indicators.get(id).err().unwrap_or_else(|| no_indicator(id))),
			Err(NotReckoned::Malformed(id, why)) => Err(Error::input(indicators.get(id)?.name.as_str(), why)),
			Err(NotReckoned::Unopened(missing)) => Err(unopened_all(&missing, &sealed, indicators)?),
		}
	}

	/// The call that proves this grade to the chain, towards an institution or to everybody, with the form of what was not shown
	/// yet.
	pub fn prove(
		&self,
		genesis: H256,
		enterprise: &RegistrationNumber,
		grade: Grade,
		institution: Option<InstitutionId>,
	) -> Result<ProveGrade> {
		let proof = self.0.prove(genesis, enterprise, grade, institution, &mut OsRng);
		let proof = proof.map_err(|why| self.not_proved(grade, why))?;
		Ok(ProveGrade { enterprise: enterprise.clone(), proof })
	}

	/// Refuses a grade that cannot be proved, whatever the figures are or because of them.
	pub fn ensure_reached(&self, grade: Grade) -> Result<()> {
		self.0.ensure_reached(grade).map_err(|why| self.not_proved(grade, why))
	}

	fn not_proved(&self, grade: Grade, why: NotProved) -> Error {
		match why {
			NotProved::Basis(why) => not_provable(&self.basis, why),
			NotProved::NotReached { lacking } => Error::NotFound(format!(
				"{grade:?} is not reached: your {} points are {lacking} short of it. The best grade that you can prove is {:?}. \
				 Nothing was sent.",
				self.points(),
				self.best()
			)),
			NotProved::Openings(why) => Error::input("the openings", why),
			NotProved::Form(why) => no_form(why),
			NotProved::Unverified(why) => Error::Different(format!("the proof does not verify: {why}")),
			NotProved::TooLong => Error::Different("the proof is longer than the chain takes".into()),
		}
	}

	pub fn to_json(&self) -> Value {
		let one = |(line, sealed): (&Line, &bool)| {
			json!({
				"indicator": line.indicator.id, "name": line.indicator.name, "sealed": sealed, "bin": line.bin,
				"points": line.points(), "reference": line.spec.reference, "shortfall": line.shortfall(),
			})
		};
		let Explanation { reasons, lift, .. } = self.explain();
		let reason = |line: &&Line| json!({ "indicator": line.indicator.id, "shortfall": line.shortfall() });
		json!({
			"scorecard": self.basis.scorecard, "inForce": self.basis.not_in_force.is_none(), "base": self.basis.base,
			"points": self.points(), "grade": self.best(), "coverage": self.basis.coverage,
			"minimumCoverage": self.basis.minimum_coverage,
			"characteristics": self.lines.iter().zip(&self.is_sealed).map(one).collect::<Vec<_>>(),
			"reasons": reasons.iter().map(reason).collect::<Vec<_>>(),
			"lift": lift.map(|lift| {
				let step = lift.step;
				json!({
					"indicator": step.line.indicator.id, "fromBin": step.line.bin, "toBin": step.to, "points": lift.points,
					"grade": lift.grade,
				})
			}),
		})
	}

	pub fn text(&self, audience: &dyn Audience) -> String {
		let rows = self.lines.iter().zip(&self.is_sealed).map(|(line, sealed)| {
			vec![
				line.indicator.name.as_str().into(),
				line.bin.map_or_else(|| "no attestation counts".into(), |bin| line.indicator.range(bin)),
				if *sealed { "sealed".into() } else { String::new() },
				line.points().to_string(),
				line.spec.reference.to_string(),
				line.shortfall().to_string(),
			]
		});
		let heading = ["indicator", "lies in", "", "points", "sound firm", "shortfall"];
		let explained = self.explain();
		let mut parts = vec![format!(
			"{}\nBase {}, in all {} points: grade {:?} by scorecard {}{}.",
			audience.table(&heading, rows.collect()),
			self.basis.base,
			self.points(),
			self.best(),
			self.basis.scorecard,
			self.basis.not_in_force.map(|status| format!(", which is not in force ({status})")).unwrap_or_default(),
		)];
		if self.basis.coverage < self.basis.minimum_coverage {
			parts.push(format!("No grade can be proved so: {}.", too_little(&self.basis)));
		}
		parts.extend(explained.reasons_text());
		parts.extend(explained.lift.map(|lift| lift.text()));
		parts.push(
			"This was added up here, from your openings and what stands open; the chain does not know it.".into(),
		);
		parts.join("\n\n")
	}
}

fn no_indicator(id: IndicatorId) -> Error {
	Error::NotFound(format!("this chain has no indicator {id}"))
}

/// Names all openings that are missing at once, each with the agency to ask.
fn unopened_all(
	missing: &[(IndicatorId, NotOpened)],
	sealed: &BTreeMap<IndicatorId, Sealed>,
	indicators: &Indicators,
) -> Result<Error> {
	let mut lines = Vec::with_capacity(missing.len());
	for (id, why) in missing {
		let indicator = indicators.get(*id)?;
		let sealed = sealed.get(id).ok_or_else(|| no_indicator(*id))?;
		lines.push(format!("  agency {}: {}", indicator.owner, unopened(indicator, sealed, *why)));
	}
	Ok(Error::input(
		"--openings",
		format!(
			"of {} that count the opening is missing (`lingnan show agencies` names each agency):\n{}",
			lines.len(),
			lines.join("\n")
		),
	))
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			basis::{tests::draft, Part},
			indicators::tests::{sealed_indicator, taxes},
			openings::tests::{sealed, stands, CHAIN, FIRM},
		},
		*,
	};
	use crate::client::Call;
	use lingnan_types::{scorecard::CharacteristicSpec, ScorecardId};

	/// Base 600; sealed taxes of 50 (12 of 20 points), open staff (5 of 9), no attestation of exports (0 of 10): 617.
	fn reckoning() -> Reckoning {
		reckoned(false)
	}

	fn indicators() -> Indicators {
		Indicators(vec![
			taxes(),
			sealed_indicator(IndicatorId(5), "Staff", &[3]),
			sealed_indicator(IndicatorId(6), "Exports", &[1]),
		])
	}

	/// `shown`: whether the chain was shown that the taxes hold a single 1.
	fn reckoned(shown: bool) -> Reckoning {
		let indicators = indicators();
		let taxes = sealed(&indicators.0[0], 50, 20_000);
		let on_chain = Sealed { shown, ..Sealed::of(&stands(&taxes, 3)).unwrap() };
		let part = |indicator, points: &[i16], reference, standing| {
			let points = points.to_vec().try_into().unwrap();
			Part { spec: CharacteristicSpec { indicator, points, missing: 0, reference }, standing }
		};
		let basis = Basis {
			scorecard: ScorecardId(2),
			not_in_force: None,
			base: 600,
			least_points: [660, 650, 640, 630, 620, 610, 600, 590, 0],
			coverage: 7_000,
			minimum_coverage: 7_000,
			nonce: 1,
			parts: vec![
				part(IndicatorId(4), &[0, 12, 20], 20, Standing::Sealed(on_chain)),
				part(IndicatorId(5), &[0, 5], 5, Standing::Open { bin: 1, revision: 1 }),
				part(IndicatorId(6), &[0, 10], 10, Standing::Missing),
			],
		};
		Reckoning::new(basis, &indicators, &Held::of(vec![taxes])).unwrap()
	}

	#[test]
	fn the_best_grade_is_proved_and_the_next_is_refused_before_anything_is_sent() {
		let reckoning = reckoning();
		assert_eq!((reckoning.points(), reckoning.best(), reckoning.sealed()), (617, Grade::B, 1));
		let firm = FIRM.parse().unwrap();
		let call = Call::from(reckoning.prove(CHAIN, &firm, Grade::B, Some(InstitutionId(3))).unwrap());
		let proof = &call.args["proof"];
		assert_eq!((call.name().as_str(), &proof["grade"]), ("CreditScoring.prove_grade", &json!("B")));
		assert_eq!(
			proof["used"],
			json!([{ "indicator": 4, "revision": 3 }, { "indicator": 5, "revision": 1 }]),
			"every attestation that counts is named"
		);
		assert_eq!(proof["proof"].as_array().unwrap().len(), lingnan_sealed::PROOF_BYTES);
		// Two stored commitments, and eight elements more.
		assert_eq!(proof["form"].as_array().unwrap().len(), 10 * 32, "what was not shown yet is shown along");
		let call = Call::from(reckoned(true).prove(CHAIN, &firm, Grade::B, None).unwrap());
		assert_eq!(call.args["proof"]["form"], Value::Null);
		assert!(reckoning.prove(CHAIN, &firm, Grade::C, None).is_ok());
		let error = reckoning.prove(CHAIN, &firm, Grade::Bb, None).unwrap_err().to_string();
		assert!(
			error.contains("3 short of it") && error.contains("is B") && error.contains("Nothing was sent"),
			"{error}"
		);
	}

	/// The mistake: openings of another revision, which the chain would refuse after the fee is paid.
	#[test]
	fn openings_that_do_not_open_what_stands_are_refused_here() {
		let taxes = sealed(&indicators().0[0], 50, 20_000);
		let stands = [stands(&sealed(&indicators().0[0], 50, 20_000), 4)];
		let basis = Basis::of_card(&draft(), &stands);
		let refused = Reckoning::new(basis, &indicators(), &Held::of(vec![taxes])).err().unwrap().to_string();
		assert!(refused.contains("outdated") && refused.contains("revision 4"), "{refused}");
		let none = Reckoning::new(Basis::of_card(&draft(), &stands), &indicators(), &Held::default());
		let refused = none.err().unwrap().to_string();
		assert!(refused.contains("lingnan openings ask") && refused.contains("--openings"), "{refused}");
	}

	/// The mistake: one is named, its agency asked, and then the next is named.
	#[test]
	fn all_missing_openings_are_named_at_once_each_with_its_agency() {
		let mut all = indicators();
		all.0[1].owner = lingnan_types::AgencyId(7);
		let mut basis = reckoning().basis.clone();
		let staff = sealed(&all.0[1], 5, 20_000);
		basis.parts[1].standing = Standing::Sealed(Sealed::of(&stands(&staff, 2)).unwrap());
		let refused = |held: Held| Reckoning::new(basis.clone(), &all, &held).err().unwrap().to_string();
		let both = refused(Held::default());
		for part in ["of 2 that count", "agency 1: Taxes (indicator 4)", "agency 7: Staff (indicator 5)", "--identity"]
		{
			assert!(both.contains(part), "{part} in {both}");
		}
		let one = refused(Held::of(vec![staff]));
		assert!(one.contains("of 1 that count") && one.contains("Taxes") && !one.contains("Staff"), "{one}");
	}

	/// What challengers were for: any scorecard that was proposed is tried where the openings are.
	#[test]
	fn a_draft_is_explained_and_proves_nothing() {
		let taxes = sealed(&indicators().0[0], 50, 20_000);
		let basis = Basis::of_card(&draft(), &[stands(&taxes, 3)]);
		let reckoning = Reckoning::new(basis, &indicators(), &Held::of(vec![taxes])).unwrap();
		assert_eq!((reckoning.points(), reckoning.best()), (612, Grade::Bb));
		let text = reckoning.text(&crate::audience::Nobody);
		for part in [
			"612 points: grade BB by scorecard 9, which is not in force (Draft)",
			"No grade can be proved so: attestations that count cover 33.33 %",
			"Exports: no attestation counts; one of 1 CNY or more gains 10 points",
			"The smallest step to grade BBB: Taxes: 50 to 100 CNY; then 620 points",
		] {
			assert!(text.contains(part), "{part} in {text}");
		}
		let seen = reckoning.to_json();
		assert_eq!((&seen["inForce"], &seen["coverage"]), (&json!(false), &json!(3_333)));
		let refused = reckoning.prove(CHAIN, &FIRM.parse().unwrap(), Grade::C, None).unwrap_err().to_string();
		assert!(refused.contains("not in force"), "{refused}");
	}

	#[test]
	fn a_sealed_firm_explains_its_grade_to_itself() {
		let reckoning = reckoning();
		let seen = reckoning.to_json();
		let shortfalls: Vec<&Value> =
			seen["characteristics"].as_array().unwrap().iter().map(|c| &c["shortfall"]).collect();
		assert_eq!(shortfalls, [&json!(8), &json!(0), &json!(10)]);
		// Taxes one bin up give 8 points, exports one bin up 10, and both reach BB: fewer points first.
		let lift = json!({ "indicator": 4, "fromBin": 1, "toBin": 2, "points": 625, "grade": "BB" });
		assert_eq!(seen["lift"], lift);
		assert_eq!(seen["reasons"][0], json!({ "indicator": 6, "shortfall": 10 }));
		let text = reckoning.text(&crate::audience::Nobody);
		for part in [
			"617 points: grade B",
			"The smallest step to grade BB: Taxes: 50 to 100 CNY; then 625 points",
			"  Exports: no attestation counts; one of 1 CNY or more gains 10 points\n  Taxes: 50 to 100 CNY gains 8 points",
			"10 to below 100 CNY",
		] {
			assert!(text.contains(part), "{part} in {text}");
		}
	}
}
