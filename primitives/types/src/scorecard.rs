//! Scorecards: what is proposed, where one stands, and what became of its loans.

use crate::{
	indicator::MAX_OPEN_BINS, record, words::words, BasisPoints, Grade, IndicatorId, ScorecardId, Text, WHOLE,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Characteristics that a scorecard can have.
pub const MAX_CHARACTERISTICS: u32 = 64;

record! {
	/// Points for one indicator.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CharacteristicSpec {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// One entry for each bin, lowest bin first. In points.
		pub points: BoundedVec<i16, ConstU32<MAX_OPEN_BINS>>,
		/// Points where no attestation counts: never better than the worst bin.
		pub missing: i16,
		/// What a sound firm has; shortfalls are measured against it. In points.
		pub reference: i16,
	}
}

impl CharacteristicSpec {
	/// Points for a bin, or for no attestation.
	pub fn points_for(&self, bin: Option<u8>) -> i16 {
		bin.and_then(|bin| self.points.get(usize::from(bin)).copied()).unwrap_or(self.missing)
	}

	/// Points that a bin, or no attestation, lacks against the reference.
	pub fn shortfall(&self, bin: Option<u8>) -> u32 {
		let lacking = i32::from(self.reference).saturating_sub(i32::from(self.points_for(bin)));
		u32::try_from(lacking).unwrap_or(0)
	}
}

record! {
	/// How attestations become a grade. It never changes once proposed.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ScorecardSpec {
		/// Its name, at most 64 bytes of UTF-8.
		pub name: Text<64>,
		/// Points that everybody has, before the characteristics.
		pub base: i32,
		/// One for each indicator that counts.
		pub characteristics: BoundedVec<CharacteristicSpec, ConstU32<MAX_CHARACTERISTICS>>,
		/// Least points for each grade, AAA first, strictly falling. What lies below the last is C too.
		pub cut_offs: [u16; 9],
		/// Probability of default within a year, AAA first, never falling. In basis points.
		pub default_probabilities: [BasisPoints; 9],
		/// Least share of the characteristics that must have an attestation. In basis points.
		pub minimum_coverage: BasisPoints,
		/// Days for which a rating is valid, 1 to 732.
		pub validity_days: u32,
	}
}

impl ScorecardSpec {
	/// Share of the characteristics that have an attestation. `known`: how many have. In basis points.
	pub fn coverage(&self, known: usize) -> BasisPoints {
		coverage(known, self.characteristics.len())
	}
}

/// Share of all characteristics that have an attestation, rounded down. In basis points.
pub fn coverage(known: usize, all: usize) -> BasisPoints {
	let [known, all] = [known, all].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
	known.min(all).saturating_mul(WHOLE).checked_div(all).unwrap_or(0)
}

/// The best grade whose least points are reached; C takes nothing. `least_points`: AAA first.
pub fn grade_of(points: i64, least_points: &[u16]) -> Grade {
	let reached = |(_, least): &(Grade, &u16)| points >= i64::from(**least);
	Grade::ALL.into_iter().zip(least_points).find(reached).map_or(Grade::C, |(grade, _)| grade)
}

record! {
	/// Where a scorecard stands.
	#[derive(Copy)]
	pub enum Status {
		/// Proposed, not validated.
		Draft,
		/// Validated by another account than the author's, not in force.
		Validated,
		/// The champion.
		Active,
		/// Its predictions failed, or governance stopped it.
		Suspended,
		/// It never rates again.
		Retired,
		/// Less than two thirds stopped it: it comes back by itself.
		Stopped,
	}
}

words!(Status { Draft, Validated, Active, Suspended, Retired, Stopped });

record! {
	/// Of which loans something is said.
	#[derive(Copy)]
	pub enum Scope {
		/// All of the scorecard.
		Whole,
		/// Those of one grade.
		Grade(Grade),
	}
}

impl Scope {
	/// The card as a whole, and each grade from AAA.
	pub fn all() -> impl Iterator<Item = Self> {
		core::iter::once(Self::Whole).chain(Grade::ALL.into_iter().map(Self::Grade))
	}

	/// Places of its grades.
	pub fn places(self) -> core::ops::Range<usize> {
		match self {
			Self::Whole => 0..Grade::ALL.len(),
			Self::Grade(grade) => grade.index()..grade.index().saturating_add(1),
		}
	}

	/// Whether loans of this grade are among them.
	pub fn holds(self, grade: Grade) -> bool {
		matches!(self, Self::Whole) || self == Self::Grade(grade)
	}

	/// Its place among the marks of a record.
	pub fn bit(self) -> u16 {
		let place = match self {
			Self::Whole => 0,
			Self::Grade(grade) => grade.index().saturating_add(1),
		};
		1u16.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or(0)
	}
}

record! {
	/// What the counts of a scorecard say.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Finding {
		/// Of which loans it is said.
		pub scope: Scope,
		/// How many loans were counted.
		pub loans: u32,
		/// Those that count against it.
		pub defaulted: u32,
		/// Thousandths of a default that were expected until now.
		pub expected: u64,
	}
}

/// What became of the loans of one grade, or of all, in the last 48 months.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OutcomeView {
	/// Of which loans it is said.
	pub scope: Scope,
	/// How many loans were counted.
	pub loans: u32,
	/// How many enterprises they went to.
	pub borrowers: u32,
	/// How many were in default within a year of the grant.
	pub defaulted: u32,
	/// Thousandths of a default that the scorecard lets one expect until now.
	pub expected: u64,
	/// There are loans, borrowers and institutions enough to judge by.
	pub judged: bool,
	/// More default than the scorecard allows, and it was warned of.
	pub warned: bool,
}

/// A scorecard as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ScorecardView {
	/// Its number.
	pub id: ScorecardId,
	/// Where the scorecard stands.
	pub status: Status,
	/// It is in force.
	pub champion: bool,
	/// What was entered.
	#[serde(flatten)]
	pub spec: ScorecardSpec,
	/// What became of its loans, by the grade that was proved for them, AAA first.
	pub outcomes: Vec<OutcomeView>,
	/// The same of all together.
	pub whole: OutcomeView,
	/// How many institutions granted them.
	pub institutions: u32,
}
