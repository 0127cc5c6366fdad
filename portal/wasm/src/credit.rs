//! What a firm adds up for itself, and how an agency seals a figure.

use crate::refused::{Missing, Refused};
use alloc::{string::ToString, vec::Vec};
use codec::{Decode, Encode};
use lingnan_reckoning::{
	basis::{Basis, Lacking, NotProvable, Standing},
	form::{NoForm, Unshown},
	openings::{NotOpened, NotShown, Opened, Sealed, Shown},
	reasons::{Line, Step},
	reckoning::{Holder, Holding, NotProved, NotReckoned, Reckoning},
};
use lingnan_sealed::{BlindingSecret, Opening, Refusal, Unprovable};
use lingnan_types::{
	attestation::{AttestationSpec, AttestationView, ProvedAttestation},
	indicator::IndicatorView,
	rating::{GradeProof, ProofBasis},
	scorecard::ScorecardView,
	BasisPoints, Date, Grade, IndicatorId, InstitutionId, RegistrationNumber, Revision,
};
use primitive_types::H256;
use rand_chacha::{rand_core::SeedableRng, ChaCha20Rng};

/// 32 bytes of the browser's randomness. No two proofs may be made with the same.
pub type Randomness = [u8; 32];

/// What opens a sealed attestation, as it goes over the border of the wasm.
#[derive(Clone, PartialEq, Encode, Decode)]
pub struct OpenedArg {
	pub indicator: IndicatorId,
	pub period_end: Date,
	/// In the indicator's unit.
	pub value: i64,
	pub salt: H256,
	pub bin: u8,
	pub blindings: Vec<[u8; 32]>,
}

impl From<OpenedArg> for Opened {
	fn from(one: OpenedArg) -> Self {
		let OpenedArg { indicator, period_end, value, salt, bin, blindings } = one;
		Self { indicator, period_end, value, salt, opening: Opening { bin, blindings } }
	}
}

impl From<Opened> for OpenedArg {
	fn from(one: Opened) -> Self {
		let Opened { indicator, period_end, value, salt, opening: Opening { bin, blindings } } = one;
		Self { indicator, period_end, value, salt, bin, blindings }
	}
}

/// A firm, and what it holds.
#[derive(Clone, Encode, Decode)]
pub struct Firm {
	pub enterprise: RegistrationNumber,
	/// All of the chain.
	pub indicators: Vec<IndicatorView>,
	/// Of the firm.
	pub attestations: Vec<AttestationView>,
	pub opened: Vec<OpenedArg>,
}

impl Firm {
	fn holding(&self) -> Holding {
		Holding::new(&self.enterprise, self.opened.iter().cloned().map(Opened::from).collect())
	}

	fn reckon(&self, basis: Basis) -> Result<Reckoning, Refused> {
		Reckoning::new(basis, &self.indicators, &self.holding()).map_err(|why| match why {
			NotReckoned::NoIndicator(id) => Refused::NoIndicator(id),
			NotReckoned::Malformed(id, _) => Refused::Unfit(id),
			NotReckoned::Unopened(missing) => self.unopened(&missing),
		})
	}

	fn unopened(&self, missing: &[(IndicatorId, NotOpened)]) -> Refused {
		let agency = |id| self.indicators.iter().find(|one| one.id == id).map(|one| one.owner);
		let told = missing.iter().map(|(id, why)| {
			let agency = agency(*id).ok_or(Refused::NoIndicator(*id))?;
			Ok(Missing { indicator: *id, agency, why: (*why).into() })
		});
		told.collect::<Result<_, _>>().map_or_else(|why| why, Refused::Unopened)
	}
}

/// For what a grade is proved.
#[derive(Clone, Encode, Decode)]
pub struct Proving {
	pub randomness: Randomness,
	/// Hash of the chain's block 0.
	pub genesis: H256,
	pub firm: Firm,
	pub basis: ProofBasis,
	/// The scorecard of the basis.
	pub scorecard: ScorecardView,
	/// None: the best that is reached.
	pub grade: Option<Grade>,
	/// None: towards everybody.
	pub institution: Option<InstitutionId>,
}

/// The argument of `creditScoring.prove_grade`, with the form of what was not shown yet. It was verified here as the chain does.
pub fn prove_grade(asked: Proving) -> Result<GradeProof, Refused> {
	let Proving { randomness, genesis, firm, basis, scorecard, grade, institution } = asked;
	let card = Some(&scorecard).filter(|card| card.id == basis.scorecard);
	let basis = Basis::joined(basis, card, &firm.attestations).map_err(|lacking| match lacking {
		Lacking::Reference(id) | Lacking::Period(id) | Lacking::Points(id) => Refused::Unread(id),
	})?;
	let reckoning = firm.reckon(basis)?;
	let grade = grade.unwrap_or_else(|| reckoning.best());
	let proved =
		reckoning.prove(genesis, &firm.enterprise, grade, institution, &mut ChaCha20Rng::from_seed(randomness));
	proved.map_err(|why| match why {
		NotProved::Basis(NotProvable::NotInForce(_)) => Refused::NotInForce,
		NotProved::Basis(NotProvable::TooLittle) => Refused::TooLittle,
		NotProved::NotReached { lacking } => Refused::NotReached { lacking, best: reckoning.best() },
		NotProved::Openings(_) => Refused::DoesNotOpen,
		NotProved::Form(why) => no_form(why),
		NotProved::Unverified(_) => Refused::Unverified,
		NotProved::TooLong => Refused::ShowFormFirst,
	})
}

fn no_form(why: NoForm) -> Refused {
	match why {
		NoForm::Openings(Unprovable::Malformed(Refusal::WrongAttestations)) => Refused::ShowFormFirst,
		NoForm::Openings(_) => Refused::DoesNotOpen,
		NoForm::Unverified(_) => Refused::Unverified,
	}
}

/// Two arguments of `attestations.prove_form`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FormPart {
	pub attestations: Vec<ProvedAttestation>,
	pub proof: Vec<u8>,
}

/// Of every sealed attestation that counts, was not shown yet and is opened by what the firm holds: as few proofs as it takes.
pub fn prove_form((randomness, genesis, firm): (Randomness, H256, Firm)) -> Result<Vec<FormPart>, Refused> {
	let holding = firm.holding();
	let mut unshown = Unshown::default();
	for one in firm.attestations.iter().filter(|one| one.counts) {
		let Some(sealed) = Sealed::of(one).filter(|sealed| !sealed.shown) else { continue };
		let opened = sealed.opened_by(holding.held(one.indicator), holding.enterprise());
		if let Ok(opened) = opened {
			unshown.add(one.indicator, &sealed, &opened.opening).map_err(|_| Refused::Unfit(one.indicator))?;
		}
	}
	let rng = &mut ChaCha20Rng::from_seed(randomness);
	let parts = unshown.parts().into_iter().map(|part| {
		let proof = part.prove(genesis, &firm.enterprise, rng).map_err(no_form)?.bytes;
		Ok(FormPart { attestations: part.named(), proof })
	});
	parts.collect()
}

/// One characteristic, as it stands for the firm.
#[derive(Clone, PartialEq, Encode, Decode)]
pub struct LineView {
	pub indicator: IndicatorId,
	pub sealed: bool,
	/// None: no attestation counts.
	pub bin: Option<u8>,
	/// Of a sealed one, in the indicator's unit.
	pub value: Option<i64>,
	pub points: i16,
	/// What a sound firm has.
	pub reference: i16,
	pub shortfall: u32,
	/// What would take the shortfall away.
	pub remedy: Option<StepView>,
}

/// A change of one indicator.
#[derive(Clone, Copy, PartialEq, Encode, Decode)]
pub struct StepView {
	/// The bin that is reached.
	pub to: u8,
	/// The value of that bin which is nearest, in the indicator's unit. None: no attestation counts now.
	pub nearest: Option<i64>,
	/// Points.
	pub gained: i32,
}

impl From<Step<'_>> for StepView {
	fn from(step: Step) -> Self {
		let nearest = step.line.bin.and_then(|from| step.line.indicator.nearest(step.to, from));
		Self { to: step.to, nearest, gained: step.gained }
	}
}

/// A step that reaches a better grade.
#[derive(Clone, Copy, PartialEq, Encode, Decode)]
pub struct LiftView {
	pub indicator: IndicatorId,
	pub step: StepView,
	/// The total then.
	pub points: i64,
	pub grade: Grade,
}

/// A firm's total, and why it is no more.
#[derive(Clone, PartialEq, Encode, Decode)]
pub struct Explained {
	pub base: i32,
	pub points: i64,
	pub grade: Grade,
	pub in_force: bool,
	/// Least points for each grade, AAA first.
	pub least_points: [u16; 9],
	pub coverage: BasisPoints,
	pub minimum_coverage: BasisPoints,
	pub lines: Vec<LineView>,
	/// What costs most points first, four at most.
	pub reasons: Vec<IndicatorId>,
	pub lift: Option<LiftView>,
	/// Sealed attestations of which the chain was not shown yet that they hold a single 1.
	pub unshown: Vec<ProvedAttestation>,
}

/// By any scorecard. Sealed attestations without an opening are refused, all at once.
pub fn explain((scorecard, firm): (ScorecardView, Firm)) -> Result<Explained, Refused> {
	let reckoning = firm.reckon(Basis::of_card(&scorecard, &firm.attestations))?;
	let explained = reckoning.explain();
	let line = |(line, part): (&Line, &lingnan_reckoning::basis::Part)| LineView {
		indicator: line.indicator.id,
		sealed: matches!(part.standing, Standing::Sealed(_)),
		bin: line.bin,
		value: line.value,
		points: line.points(),
		reference: line.spec.reference,
		shortfall: line.shortfall(),
		remedy: if line.shortfall() > 0 { line.remedy().map(StepView::from) } else { None },
	};
	Ok(Explained {
		base: reckoning.basis.base,
		points: explained.points,
		grade: explained.grade,
		in_force: reckoning.basis.not_in_force.is_none(),
		least_points: reckoning.basis.least_points,
		coverage: reckoning.basis.coverage,
		minimum_coverage: reckoning.basis.minimum_coverage,
		lines: reckoning.lines.iter().zip(&reckoning.basis.parts).map(line).collect(),
		reasons: explained.reasons.iter().map(|line| line.indicator.id).collect(),
		lift: explained.lift.map(|lift| LiftView {
			indicator: lift.step.line.indicator.id,
			step: lift.step.into(),
			points: lift.points,
			grade: lift.grade,
		}),
		unshown: reckoning.unshown().named(),
	})
}

/// A figure to be sealed.
#[derive(Clone, Encode, Decode)]
pub struct Row {
	/// The agency's secret, from which blindings and salt follow.
	pub secret: [u8; 32],
	/// Hash of the chain's block 0.
	pub genesis: H256,
	pub enterprise: RegistrationNumber,
	pub indicator: IndicatorView,
	/// In the indicator's unit.
	pub value: i64,
	/// Last day of the period that the figure is about.
	pub period_end: Date,
	/// The revision that the attestation will have.
	pub revision: Revision,
}

/// The attestation as it goes to the chain, and what opens it, for the firm. The same row is sealed the same each time.
pub fn seal_row(row: Row) -> Result<(AttestationSpec, OpenedArg), Refused> {
	let Row { secret, genesis, enterprise, indicator, value, period_end, revision } = row;
	let unfit = |_| Refused::Unfit(indicator.id);
	let secret = BlindingSecret::new(secret);
	let number = enterprise.to_string();
	let opened = Opened::seal(&secret, genesis, &number, &indicator, value, period_end, revision).map_err(unfit)?;
	Ok((opened.attestation(&enterprise).map_err(unfit)?, opened.into()))
}

/// One indicator as a firm opens it to a bank.
#[derive(Clone, Encode, Decode)]
pub struct ShownArg {
	pub enterprise: RegistrationNumber,
	pub indicator: IndicatorView,
	/// As the chain has it.
	pub attestation: AttestationView,
	/// Last day of the period that the firm says.
	pub period_end: Date,
	pub bin: u8,
	pub blindings: Vec<[u8; 32]>,
	/// The figure, in the indicator's unit, and its salt. None: the firm shows the range alone.
	pub figure: Option<(i64, H256)>,
}

/// Refused if it is not what the agency sealed.
pub fn check_shown(shown: ShownArg) -> Result<(), Refused> {
	let ShownArg { enterprise, indicator, attestation, period_end, bin, blindings, figure } = shown;
	let opening = Opening { bin, blindings };
	let shown = Shown { period_end, opening: &opening, figure };
	shown.check(&enterprise.to_string(), &indicator, &attestation).map_err(|why| match why {
		NotShown::DoesNotOpen => Refused::DoesNotOpen,
		NotShown::WrongFigure => Refused::WrongFigure,
	})
}
