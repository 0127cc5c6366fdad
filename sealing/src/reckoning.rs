//! What an enterprise adds up for itself: its total by the scorecard in force, which grade it can prove, and why it has
//! no better one. Nothing of it is sent.

use super::{
	basis::{Basis, Part, Standing},
	indicators::{Indicator, Indicators},
	openings::Held,
};
use crate::{
	audience::Audience,
	client::calls::credit_scoring::ProveGrade,
	error::{Error, Result},
};
use lingnan_sealed::{prove, rand_core::OsRng, verify, GradeClaim, SecretTotal, Total, Unprovable, UsedRevision};
use lingnan_types::{
	rating::{GradeProof, ProvedStatement},
	Grade, RegistrationNumber,
};
use serde_json::{json, Value};
use subxt::utils::H256;

/// One characteristic of the scorecard, as it is for this enterprise.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
	pub indicator: Indicator,
	/// Nothing, where no statement counts.
	pub bin: Option<u8>,
	pub sealed: bool,
	pub part: Part,
}

impl Line {
	fn points(&self) -> i16 {
		self.bin.and_then(|bin| self.part.points.get(usize::from(bin)).copied()).unwrap_or(self.part.missing)
	}

	fn shortfall(&self) -> i32 {
		i32::from(self.part.reference).saturating_sub(self.points().into()).max(0)
	}
}

pub struct Reckoning {
	pub basis: Basis,
	pub lines: Vec<Line>,
	total: Total,
	secret: SecretTotal,
	used: Vec<UsedRevision>,
}

impl Reckoning {
	/// Adds up. Every sealed statement that counts must have its opening.
	pub fn new(basis: Basis, indicators: &Indicators, held: &Held) -> Result<Self> {
		let (mut total, mut secret) = (Total::new(basis.base), SecretTotal::new(basis.base));
		let (mut lines, mut used) = (Vec::new(), Vec::new());
		for part in &basis.parts {
			let indicator = indicators.get(part.indicator.into())?;
			let malformed = |e| Error::input(&indicator.name, e);
			let mut line = Line { indicator: indicator.clone(), bin: None, sealed: false, part: part.clone() };
			match &part.standing {
				Standing::Missing => {},
				Standing::Open { bin, revision } => {
					line.bin = Some(*bin);
					used.push(UsedRevision { indicator: part.indicator, revision: *revision });
				},
				Standing::Sealed(sealed) => {
					let opening = &held.opening(indicator, sealed)?.opening;
					total.add_sealed(&part.points, &sealed.commitments).map_err(malformed)?;
					secret.add_opening(&part.points, opening).map_err(malformed)?;
					line.bin = Some(opening.bin);
					line.sealed = true;
					used.push(UsedRevision { indicator: part.indicator, revision: sealed.revision });
				},
			}
			if !line.sealed {
				total.add(line.points());
				secret.add(line.points());
			}
			lines.push(line);
		}
		Ok(Self { basis, lines, total, secret, used })
	}

	pub fn points(&self) -> i64 {
		self.secret.points()
	}

	/// Sealed statements among those that count.
	pub fn sealed(&self) -> usize {
		self.lines.iter().filter(|line| line.sealed).count()
	}

	/// The best grade that can be proved. C takes nothing.
	pub fn best(&self) -> Grade {
		let reached = |(_, least): &(Grade, u16)| self.points() >= i64::from(*least);
		Grade::ALL.into_iter().zip(self.basis.least_points).find(reached).map_or(Grade::C, |(grade, _)| grade)
	}

	/// The call that proves this grade to the chain, towards an institution or to everybody. The proof is checked before
	/// it is answered, and a grade that is not reached is refused here.
	pub fn prove(
		&self,
		genesis: H256,
		enterprise: &RegistrationNumber,
		grade: Grade,
		institution: Option<u32>,
	) -> Result<ProveGrade> {
		self.basis.ensure_provable()?;
		let claim = GradeClaim {
			genesis_hash: genesis.0,
			enterprise: enterprise.to_string(),
			scorecard: self.basis.scorecard,
			grade: grade.index() as u8,
			cut_off: self.basis.least_points[grade.index()],
			used: self.used.clone(),
			institution,
			nonce: self.basis.nonce,
		};
		let proof = prove(&claim, &self.total, &self.secret, &mut OsRng).map_err(|e| self.unprovable(grade, e))?;
		verify(&claim, &self.total, &proof).map_err(|e| Error::Different(format!("the proof does not verify: {e}")))?;
		let too_long = || Error::Different("the proof is longer than the chain takes".into());
		let used = self.used.iter().map(|u| ProvedStatement { indicator: u.indicator, revision: u.revision });
		let proof = GradeProof {
			scorecard: claim.scorecard,
			grade,
			institution,
			nonce: claim.nonce,
			used: used.collect::<Vec<_>>().try_into().map_err(|_| too_long())?,
			proof: proof.to_vec().try_into().map_err(|_| too_long())?,
		};
		Ok(ProveGrade { enterprise: enterprise.clone(), proof })
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

	/// The smallest change of one indicator that reaches a better grade, by the rule of the open explanation: fewest bins
	/// away, then fewest points gained, then lower place in the card.
	fn lift(&self) -> Option<(&Line, u8)> {
		let better = self.best().better()?;
		let needed = self.basis.least_points.get(better.index()).map(|least| i64::from(*least) - self.points())?;
		let mut found = Vec::new();
		for (place, line) in self.lines.iter().enumerate() {
			for (to, points) in (0u8..).zip(&line.part.points) {
				let gained = i64::from(*points) - i64::from(line.points());
				if gained >= needed {
					found.push((line.bin.map_or(1, |from| from.abs_diff(to)), gained, place, line, to));
				}
			}
		}
		found.sort_by_key(|(distance, gained, place, ..)| (*distance, *gained, *place));
		found.first().map(|(.., line, to)| (*line, *to))
	}

	pub fn to_json(&self) -> Value {
		let one = |line: &Line| {
			json!({
				"indicator": line.indicator.id, "name": line.indicator.name, "sealed": line.sealed, "bin": line.bin,
				"points": line.points(), "reference": line.part.reference, "shortfall": line.shortfall(),
			})
		};
		json!({
			"scorecard": self.basis.scorecard, "base": self.basis.base, "points": self.points(), "grade": self.best(),
			"characteristics": self.lines.iter().map(one).collect::<Vec<_>>(),
			"lift": self.lift().map(|(line, to)| json!({ "indicator": line.indicator.id, "toBin": to })),
		})
	}

	pub fn text(&self, audience: &dyn Audience) -> String {
		let rows = self.lines.iter().map(|line| {
			vec![
				line.indicator.name.clone(),
				line.bin.map_or_else(|| "no statement counts".into(), |bin| line.indicator.range(bin)),
				if line.sealed { "sealed".into() } else { String::new() },
				line.points().to_string(),
				line.part.reference.to_string(),
				line.shortfall().to_string(),
			]
		});
		let heading = ["indicator", "lies in", "", "points", "reference", "shortfall"];
		let lift = self.lift().map_or_else(String::new, |(line, to)| {
			format!("\nThe smallest step to a better grade: {} at {}.", line.indicator.name, line.indicator.range(to))
		});
		format!(
			"{}\nBase {}, in all {} points: grade {:?} by scorecard {}.{lift}\nThis was added up here from your openings; the \
			 chain does not know it.",
			audience.table(&heading, rows.collect()),
			self.basis.base,
			self.points(),
			self.best(),
			self.basis.scorecard,
		)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			indicators::tests::{sealed_indicator, taxes},
			openings::{Opened, Sealed},
		},
		*,
	};

	const FIRM: &str = "CN:91440300708461136T";
	const CHAIN: H256 = H256([7; 32]);

	/// Base 600; sealed taxes of 50 (12 of 20 points), open staff (5 of 9), no statement of exports (0 of 10): 617.
	fn reckoning() -> Reckoning {
		let indicators =
			Indicators(vec![taxes(), sealed_indicator(5, "Staff", &[3]), sealed_indicator(6, "Exports", &[1])]);
		let taxes = Opened::seal(&indicators.0[0], 50, 20_000).unwrap();
		let sealed = json!({ "value": taxes.commitments().unwrap(), "revision": 3, "periodEnd": 20_000 });
		let part = |indicator, points: &[i16], reference, standing| Part {
			indicator,
			points: points.to_vec(),
			missing: 0,
			reference,
			standing,
		};
		let basis = Basis {
			scorecard: 2,
			base: 600,
			least_points: [660, 650, 640, 630, 620, 610, 600, 590, 0],
			coverage: 7_000,
			minimum_coverage: 7_000,
			nonce: 1,
			parts: vec![
				part(4, &[0, 12, 20], 20, Standing::Sealed(Sealed::read(&sealed).unwrap())),
				part(5, &[0, 5], 5, Standing::Open { bin: 1, revision: 1 }),
				part(6, &[0, 10], 10, Standing::Missing),
			],
		};
		Reckoning::new(basis, &indicators, &Held::of(vec![taxes])).unwrap()
	}

	#[test]
	fn the_best_grade_is_proved_and_the_next_is_refused_before_anything_is_sent() {
		let reckoning = reckoning();
		assert_eq!((reckoning.points(), reckoning.best(), reckoning.sealed()), (617, Grade::B, 1));
		let call = reckoning.prove(CHAIN, FIRM, Grade::B, Some(3)).unwrap();
		let proof = &call.args["proof"];
		assert_eq!((call.name().as_str(), &proof["grade"]), ("CreditScoring.prove_grade", &json!("B")));
		assert_eq!(
			proof["used"],
			json!([{ "indicator": 4, "revision": 3 }, { "indicator": 5, "revision": 1 }]),
			"every statement that counts is named"
		);
		assert_eq!(proof["proof"].as_str().unwrap().len(), 2 + 2 * lingnan_sealed::PROOF_BYTES);
		assert!(reckoning.prove(CHAIN, FIRM, Grade::C, None).is_ok());
		let error = reckoning.prove(CHAIN, FIRM, Grade::BB, None).unwrap_err().to_string();
		assert!(
			error.contains("3 short of it") && error.contains("is B") && error.contains("Nothing was sent"),
			"{error}"
		);
	}

	#[test]
	fn a_sealed_firm_explains_its_grade_to_itself() {
		let reckoning = reckoning();
		let seen = reckoning.to_json();
		let shortfalls: Vec<&Value> =
			seen["characteristics"].as_array().unwrap().iter().map(|c| &c["shortfall"]).collect();
		assert_eq!(shortfalls, [&json!(8), &json!(0), &json!(10)]);
		// Taxes one bin up give 8 points, exports one bin up 10, and both reach BB: fewer points first.
		assert_eq!(seen["lift"], json!({ "indicator": 4, "toBin": 2 }));
		let text = reckoning.text(&crate::audience::Nobody);
		for part in ["617 points: grade B", "Taxes at 100 CNY or more", "10 to below 100 CNY", "no statement counts"] {
			assert!(text.contains(part), "{part} in {text}");
		}
	}
}
