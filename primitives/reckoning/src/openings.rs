//! What opens a sealed attestation: its figure, the bin, and the blindings of its commitments.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use codec::Encode;
use core::fmt::{self, Display};
use lingnan_sealed::{BlindingSecret, Occasion, Opening, Point, Refusal};
use lingnan_types::{
	attestation::{self, AttestationSpec, AttestationView},
	indicator::IndicatorView,
	Date, Day, IndicatorId, RegistrationNumber, Revision,
};
use primitive_types::H256;

/// One sealed attestation, opened.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "std", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Opened {
	pub indicator: IndicatorId,
	/// Last day of the period that the figure is about.
	pub period_end: Date,
	/// The figure, in the indicator's unit.
	pub value: i64,
	/// What the evidence on the chain was salted with.
	pub salt: H256,
	pub opening: Opening,
}

/// Why a figure of this indicator is not sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotSealed {
	/// Name or number of the indicator.
	pub indicator: String,
	pub why: Refusal,
}

impl Opened {
	/// Seals a figure under the blindings and the salt that the secret gives this attestation, each time the same. `chain` is
	/// the hash of block 0; `revision` that which the attestation will have, 0 in an anchored dataset.
	pub fn seal(
		secret: &BlindingSecret,
		chain: H256,
		enterprise: impl Display,
		indicator: &IndicatorView,
		value: i64,
		period_end: Date,
		revision: Revision,
	) -> Result<Self, NotSealed> {
		let enterprise = enterprise.to_string();
		let of = Occasion {
			genesis_hash: chain.0,
			enterprise: &enterprise,
			indicator: indicator.id.0,
			period_end,
			revision,
		};
		let malformed = |why| NotSealed { indicator: indicator.name.as_str().into(), why };
		let opening = secret.opening(&of, indicator.bin_of(value), indicator.bins()).map_err(malformed)?;
		let salt = H256(secret.salt(&of, value).map_err(malformed)?);
		Ok(Self { indicator: indicator.id, period_end, value, salt, opening })
	}

	/// The attestation as it goes to the chain: commitments, and a salted fingerprint of the figure.
	pub fn attestation(&self, enterprise: &RegistrationNumber) -> Result<AttestationSpec, NotSealed> {
		Ok(AttestationSpec {
			enterprise: enterprise.clone(),
			indicator: self.indicator,
			value: self.commitments()?,
			period_end: self.period_end,
			evidence: self.evidence(&enterprise.to_string()),
		})
	}

	/// The fingerprint by which the figure can be opened as well as its bin.
	pub fn evidence(&self, enterprise: &str) -> H256 {
		let Self { indicator, period_end, value, salt, .. } = self;
		Print { enterprise, indicator: *indicator, period_end: *period_end, value: *value, salt: *salt }.evidence()
	}

	/// The value of an attestation: a commitment for each bin but the last.
	pub fn commitments(&self) -> Result<attestation::Value, NotSealed> {
		let malformed = |why| NotSealed { indicator: alloc::format!("indicator {}", self.indicator), why };
		let points: Vec<H256> = self.opening.stored().map_err(malformed)?.into_iter().map(H256).collect();
		let sealed = points.try_into().map_err(|_| malformed(Refusal::WrongBins))?;
		Ok(attestation::Value::Sealed(sealed))
	}
}

/// What the evidence of a sealed attestation is the fingerprint of. The salt keeps it from being guessed.
pub struct Print<'a> {
	pub enterprise: &'a str,
	pub indicator: IndicatorId,
	pub period_end: Date,
	pub value: i64,
	pub salt: H256,
}

impl Print<'_> {
	pub fn evidence(&self) -> H256 {
		let Self { enterprise, indicator, period_end, value, salt } = self;
		let printed = (b"lingnan figure 1", enterprise, u64::from(*indicator), period_end, value, salt.0);
		H256(lingnan_anchored::blake2_256(&printed.encode()))
	}

	/// Whether an attestation on the chain is about this figure. Its evidence is the print; or, if it was brought from an
	/// anchored dataset, the hash of the leaf whose salt is the print (decision 193).
	pub fn is_of(&self, there: &AttestationView) -> bool {
		self.fits(there.evidence, &there.value)
	}

	/// The same of an attestation with this evidence and value.
	fn fits(&self, evidence: H256, value: &attestation::Value) -> bool {
		let (print, value) = (self.evidence(), value.clone());
		let Ok(enterprise) = self.enterprise.parse::<RegistrationNumber>() else { return false };
		let (indicator, period_end) = (self.indicator.0, self.period_end);
		let leaf = lingnan_anchored::Leaf { enterprise, indicator, period_end, value, salt: print.0 };
		evidence == print || evidence.0 == lingnan_anchored::leaf_hash(&leaf)
	}
}

/// What a firm shows of a sealed attestation: its range, and the figure if it likes.
pub struct Shown<'a> {
	/// The last day of the period that it says.
	pub period_end: Date,
	pub opening: &'a Opening,
	/// The figure, in the indicator's unit, and the salt of its fingerprint.
	pub figure: Option<(i64, H256)>,
}

/// Why what is shown is not what the agency sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotShown {
	/// The opening is not that of the commitments, or of another period.
	DoesNotOpen,
	/// The figure is not the one that the agency fingerprinted, or lies in another bin.
	WrongFigure,
}

impl Shown<'_> {
	/// Compares it with the attestation on the chain. Who shows it, to whom, and whether the attestation still counts is asked elsewhere.
	pub fn check(&self, enterprise: &str, indicator: &IndicatorView, there: &AttestationView) -> Result<(), NotShown> {
		let Self { period_end, opening, figure } = *self;
		let Some(sealed) = Sealed::of(there) else { return Err(NotShown::DoesNotOpen) };
		if opening.check(&sealed.commitments).is_err() || sealed.period_end != period_end {
			return Err(NotShown::DoesNotOpen);
		}
		let Some((value, salt)) = figure else { return Ok(()) };
		let print = Print { enterprise, indicator: indicator.id, period_end, value, salt };
		match print.is_of(there) && indicator.bin_of(value) == opening.bin {
			true => Ok(()),
			false => Err(NotShown::WrongFigure),
		}
	}
}

/// A sealed attestation as it stands on the chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Sealed {
	/// One for each bin but the last.
	pub commitments: Vec<Point>,
	pub revision: Revision,
	pub period_end: Date,
	/// The enterprise has proved that they hold a single 1.
	pub shown: bool,
	/// By what the figure is told from others of its range, which have the same commitments under one revision. None: not known here,
	/// and then the range alone is compared.
	pub evidence: Option<H256>,
}

impl Display for Sealed {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "revision {} of the period up to {}", self.revision, Day(self.period_end))
	}
}

/// Why nothing that is held opens a sealed attestation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotOpened {
	/// Nothing of its indicator is held.
	NotHeld,
	/// What is held has its range, and another figure than the agency fingerprinted.
	OtherFigure,
	/// What is held is of other revisions; the newest is of the period up to this day.
	Outdated(Date),
}

impl Sealed {
	/// Nothing if the attestation's value stands open.
	pub fn of(attestation: &AttestationView) -> Option<Self> {
		let AttestationView { value, revision, period_end, shown, evidence, .. } = attestation;
		let attestation::Value::Sealed(points) = value else { return None };
		let commitments = points.iter().map(|point| point.0).collect();
		let (revision, period_end, shown, evidence) = (*revision, *period_end, *shown, Some(*evidence));
		Some(Self { commitments, revision, period_end, shown, evidence })
	}

	/// Whether this opens it: its commitments, and its evidence where it is known.
	pub fn is_opened_by(&self, opened: &Opened, enterprise: &str) -> bool {
		if opened.opening.check(&self.commitments).is_err() {
			return false;
		}
		let Some(evidence) = self.evidence else { return true };
		let points: Vec<H256> = self.commitments.iter().copied().map(H256).collect();
		let Ok(points) = points.try_into() else { return false };
		let Opened { indicator, period_end, value, salt, .. } = *opened;
		Print { enterprise, indicator, period_end, value, salt }.fits(evidence, &attestation::Value::Sealed(points))
	}

	/// What opens it, of all that an enterprise holds of its indicator.
	pub fn opened_by<'o>(&self, held: &'o [Opened], enterprise: &str) -> Result<&'o Opened, NotOpened> {
		let Some(newest) = held.iter().map(|one| one.period_end).max() else { return Err(NotOpened::NotHeld) };
		if let Some(found) = held.iter().find(|one| self.is_opened_by(one, enterprise)) {
			return Ok(found);
		}
		match held.iter().any(|one| one.opening.check(&self.commitments).is_ok()) {
			true => Err(NotOpened::OtherFigure),
			false => Err(NotOpened::Outdated(newest)),
		}
	}
}
