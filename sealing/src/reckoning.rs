//! What an enterprise adds up for itself: its total by a scorecard, which grade it can prove, and why it has no better one. Nothing
//! of it is sent.

use super::{
	basis::{Basis, Standing},
	form::Unshown,
	indicators::Indicators,
	openings::Held,
	reasons::{explain, Explanation, Line},
};
use crate::{
	audience::Audience,
	client::calls::credit_scoring::ProveGrade,
	error::{Error, Result},
};
use lingnan_sealed::{
	prove, rand_core::OsRng, Attestation, Batch, GradeClaim, SecretTotal, Total, Unprovable, UsedRevision,
};
use lingnan_types::{
	rating::{GradeProof, ProvedAttestation},
	scorecard::grade_of,
	Grade, IndicatorId, InstitutionId, RegistrationNumber,
};
use serde_json::{json, Value};
use subxt::utils::H256;

pub struct Reckoning {
	pub basis: Basis,
	pub lines: Vec<Line>,
	/// By line: whether it is a sealed attestation.
	sealed: Vec<bool>,
	total: Total,
	secret: SecretTotal,
	used: Vec<UsedRevision>,
	/// Those of the sealed ones of which the chain was not shown that they hold a single 1.
	unshown: Unshown,
}

impl Reckoning {
	/// Adds up. Every sealed attestation that counts must have its opening.
	pub fn new(basis: Basis, indicators: &Indicators, held: &Held) -> Result<Self> {
		ensure_opened(&basis, indicators, held)?;
		let (mut total, mut secret) = (Total::new(basis.base), SecretTotal::new(basis.base));
		let (mut lines, mut sealed_lines, mut used) = (Vec::new(), Vec::new(), Vec::new());
		let mut unshown = Unshown::default();
		for part in &basis.parts {
			let spec = &part.spec;
			let indicator = indicators.get(spec.indicator)?;
			let malformed = |e| Error::input(indicator.name.as_str(), e);
			let mut line = Line { indicator: indicator.clone(), spec: spec.clone(), bin: None, value: None };
			let is_sealed = matches!(part.standing, Standing::Sealed(_));
			match &part.standing {
				Standing::Missing => {},
				Standing::Open { bin, revision } => {
					line.bin = Some(*bin);
					used.push(UsedRevision { indicator: spec.indicator.0, revision: *revision });
				},
				Standing::Sealed(sealed) => {
					let opened = held.opening(indicator, sealed)?;
					let opening = &opened.opening;
					let attestation = Attestation::read(spec.indicator.0, sealed.revision, &sealed.commitments);
					total.add_attestation(&spec.points, &attestation.map_err(malformed)?).map_err(malformed)?;
					secret.add_opening(&spec.points, opening).map_err(malformed)?;
					if !sealed.shown {
						unshown.add(spec.indicator, sealed, opening).map_err(malformed)?;
					}
					line.bin = Some(opening.bin);
					line.value = Some(opened.value);
					used.push(UsedRevision { indicator: spec.indicator.0, revision: sealed.revision });
				},
			}
			if !is_sealed {
				total.add(line.points());
				secret.add(line.points());
			}
			lines.push(line);
			sealed_lines.push(is_sealed);
		}
		Ok(Self { basis, lines, sealed: sealed_lines, total, secret, used, unshown })
	}

	pub fn points(&self) -> i64 {
		self.secret.points()
	}

	/// Sealed attestations among those that count.
	pub fn sealed(&self) -> usize {
		self.sealed.iter().filter(|sealed| **sealed).count()
	}

	/// Sealed attestations of which the chain was not shown yet that they hold a single 1. More than one proof takes must be
	/// shown before a grade is proved.
	pub fn unshown(&self) -> &Unshown {
		&self.unshown
	}

	/// The best grade that can be proved. C takes nothing.
	pub fn best(&self) -> Grade {
		grade_of(self.points(), &self.basis.least_points)
	}

	/// The call that proves this grade to the chain, towards an institution or to everybody, with the form of what was not shown
	/// yet. All of it is checked as the chain checks it before it is answered, and a grade that is not reached is refused here.
	pub fn prove(
		&self,
		genesis: H256,
		enterprise: &RegistrationNumber,
		grade: Grade,
		institution: Option<InstitutionId>,
	) -> Result<ProveGrade> {
		self.ensure_reached(grade)?;
		let claim = GradeClaim {
			genesis_hash: genesis.0,
			enterprise: enterprise.to_string(),
			scorecard: self.basis.scorecard.0,
			grade: grade.index() as u8,
			cut_off: self.basis.least_points[grade.index()],
			used: self.used.clone(),
			institution: institution.map(|id| id.0),
			nonce: self.basis.nonce,
		};
		let proof = prove(&claim, &self.total, &self.secret, &mut OsRng).map_err(|e| self.unprovable(grade, e))?;
		let form = match self.unshown.is_empty() {
			true => None,
			false => Some(self.unshown.prove(genesis, enterprise)?),
		};
		let begun = match &form {
			Some(form) => Batch::new().form(&form.claim, &form.bytes),
			None => Ok(Batch::new()),
		};
		begun
			.and_then(|batch| batch.grade(&claim, &self.total, &proof))
			.and_then(Batch::verify)
			.map_err(|e| Error::Different(format!("the proof does not verify: {e}")))?;
		let too_long = || Error::Different("the proof is longer than the chain takes".into());
		let used =
			self.used.iter().map(|u| ProvedAttestation { indicator: IndicatorId(u.indicator), revision: u.revision });
		let form = form.map(|form| form.bytes.try_into().map_err(|_| too_long()));
		let proof = GradeProof {
			scorecard: self.basis.scorecard,
			grade,
			institution,
			nonce: claim.nonce,
			used: used.collect::<Vec<_>>().try_into().map_err(|_| too_long())?,
			proof: proof.try_into().map_err(|_| too_long())?,
			form: form.transpose()?,
		};
		Ok(ProveGrade { enterprise: enterprise.clone(), proof })
	}

	/// Refuses a grade that cannot be proved, whatever the figures are or because of them.
	pub fn ensure_reached(&self, grade: Grade) -> Result<()> {
		self.basis.ensure_provable()?;
		let lacking = i64::from(self.basis.least_points[grade.index()]).saturating_sub(self.points());
		match u64::try_from(lacking) {
			Ok(lacking) if lacking > 0 => Err(self.unprovable(grade, Unprovable::BelowCutOff { lacking })),
			_ => Ok(()),
		}
	}

	fn unprovable(&self, grade: Grade, why: Unprovable) -> Error {
		let Unprovable::BelowCutOff { lacking } = why else { return Error::input("the openings", why) };
		Error::NotFound(format!(
			"{grade:?} is not reached: your {} points are {lacking} short of it. The best grade that you can prove is {:?}. \
			 Nothing was sent.",
			self.points(),
			self.best()
		))
	}

	/// Why the total is what it is.
	pub fn explain(&self) -> Explanation<'_> {
		explain(&self.lines, self.basis.base.into(), &self.basis.least_points)
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
			"characteristics": self.lines.iter().zip(&self.sealed).map(one).collect::<Vec<_>>(),
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
		let rows = self.lines.iter().zip(&self.sealed).map(|(line, sealed)| {
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
			parts.push(format!("No grade can be proved so: {}.", self.basis.too_little()));
		}
		parts.extend(explained.reasons_text());
		parts.extend(explained.lift.map(|lift| lift.text()));
		parts.push(
			"This was added up here, from your openings and what stands open; the chain does not know it.".into(),
		);
		parts.join("\n\n")
	}
}

/// Names all openings that are missing at once, each with the agency to ask.
fn ensure_opened(basis: &Basis, indicators: &Indicators, held: &Held) -> Result<()> {
	let mut missing = Vec::new();
	for part in &basis.parts {
		let Standing::Sealed(sealed) = &part.standing else { continue };
		let indicator = indicators.get(part.spec.indicator)?;
		if let Err(why) = held.opening(indicator, sealed) {
			missing.push(format!("  agency {}: {why}", indicator.owner));
		}
	}
	match missing.len() {
		0 => Ok(()),
		count => Err(Error::input(
			"--openings",
			format!(
				"of {count} that count the opening is missing (`lingnan show agencies` names each agency):\n{}",
				missing.join("\n")
			),
		)),
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			basis::tests::draft,
			basis::Part,
			indicators::tests::{sealed_indicator, taxes},
			openings::{
				tests::{sealed, stands, CHAIN, FIRM},
				Sealed,
			},
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
		let mut basis = reckoning().basis;
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
