//! What became of the loans granted by a scorecard, and what that says of it. Pure: the same record, day and rules give
//! the same judgement, on the chain and off it. `docs/scorecard-monitoring.md` has the reasons and the sizes.
//!
//! Loans are counted in cohorts, by the month of their grant, whether they ended or not. A cohort that is `m` months old
//! has seen a straight share of its year, so that much of the year's probability is expected of it; after twelve
//! months it is all expected, and no later default counts.
//!
//! A grade is what was proved for the loan, so the firm's own may be better: a firm proves what a product asks, seldom its
//! best. That counts in the scorecard's favour; too few defaults therefore say nothing of it, and nothing is drawn from
//! them.

use crate::{
	statistics::{self, Expected, PARTS},
	types::*,
};
use alloc::{collections::BTreeMap, vec::Vec};
use lingnan_support::{civil, BasisPoints, Date, Grade, InstitutionId, WHOLE};

/// Months of a loan's first year, in which its default counts.
pub const YEAR: u32 = 12;

/// The same in the parts of a year that are counted: twenty-fourths.
const WHOLE_YEAR: u64 = 24;

/// Millionths in a basis point.
const MILLIONTHS: u32 = 100;

/// Under what governance has a scorecard judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
	/// At which too many defaults suspend, in basis points.
	pub confidence: BasisPoints,
	/// At which they are warned of.
	pub warning: BasisPoints,
	/// Correlation of the firms' assets, in basis points.
	pub correlation: BasisPoints,
	/// Fewer loans, borrowers or institutions judge nothing.
	pub least_loans: u32,
	pub least_borrowers: u32,
	pub least_institutions: u32,
}

/// What there is to say of a scorecard.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Verdict {
	/// The first that suspends it: the card as a whole, then its grades from AAA.
	pub refuted: Option<Finding>,
	/// All with too many defaults at the confidence of a warning.
	pub warned: Vec<Finding>,
}

/// The months since 1970 began, by the calendar of the three places.
pub fn month_of(date: Date) -> u32 {
	let (year, month, _) = civil(date);
	year.saturating_sub(1970).saturating_mul(12).saturating_add(month).saturating_sub(1)
}

impl Tally {
	fn add(self, other: Self) -> Self {
		Self {
			loans: self.loans.saturating_add(other.loans),
			borrowers: self.borrowers.saturating_add(other.borrowers),
			defaulted: self.defaulted.saturating_add(other.defaulted),
		}
	}
}

impl Cohort {
	fn tally_mut(&mut self, grade: Grade) -> Option<&mut Tally> {
		self.proved.get_mut(grade.index())
	}

	/// Twenty-fourths of their first year that its loans have seen: on average half a month in that of the grant. To the
	/// end of the running month, so rather too much, which is in the scorecard's favour.
	fn seen(&self, month: u32) -> u64 {
		match month.saturating_sub(self.month) {
			age if age < YEAR => u64::from(age).saturating_mul(2).saturating_add(1),
			_ => WHOLE_YEAR,
		}
	}
}

/// Whether a loan's borrower had one by the same scorecard before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Borrower {
	New,
	Known,
}

impl Borrower {
	/// Borrowers that the loan adds to the record.
	fn counts(self) -> u32 {
		match self {
			Self::New => 1,
			Self::Known => 0,
		}
	}
}

impl Record {
	/// Counts a loan granted in this month. Nothing, where the month is older than all that is kept.
	pub fn note_grant(&mut self, month: u32, grade: Grade, institution: InstitutionId, borrower: Borrower) -> bool {
		let Some(tally) = self.cohort(month).and_then(|cohort| cohort.tally_mut(grade)) else { return false };
		tally.loans = tally.loans.saturating_add(1);
		tally.borrowers = tally.borrowers.saturating_add(borrower.counts());
		self.note_lender(institution, month);
		true
	}

	/// Counts a default of a loan granted in that month. Nothing, where the month is no longer kept.
	pub fn note_default(&mut self, month: u32, grade: Grade, institution: InstitutionId) -> bool {
		let cohort = self.cohorts.iter_mut().find(|cohort| cohort.month == month);
		let Some(tally) = cohort.and_then(|cohort| cohort.tally_mut(grade)) else { return false };
		tally.defaulted = tally.defaulted.saturating_add(1).min(tally.loans);
		if self.defaults.is_full() {
			self.defaults.remove(0);
		}
		// There is room now.
		let _ = self.defaults.try_push(DefaultNote { month, grade, institution });
		true
	}

	/// Takes a default back.
	pub fn undo_default(&mut self, month: u32, grade: Grade, institution: InstitutionId) -> bool {
		let cohort = self.cohorts.iter_mut().find(|cohort| cohort.month == month);
		let Some(tally) = cohort.and_then(|cohort| cohort.tally_mut(grade)) else { return false };
		tally.defaulted = tally.defaulted.saturating_sub(1);
		let note = DefaultNote { month, grade, institution };
		if let Some(place) = self.defaults.iter().rposition(|one| *one == note) {
			self.defaults.remove(place);
		}
		true
	}

	/// Takes a loan back that did not default.
	pub fn annul(&mut self, month: u32, grade: Grade, borrower: Borrower) {
		let cohort = self.cohorts.iter_mut().find(|cohort| cohort.month == month);
		if let Some(tally) = cohort.and_then(|cohort| cohort.tally_mut(grade)) {
			tally.loans = tally.loans.saturating_sub(1);
			tally.borrowers = tally.borrowers.saturating_sub(borrower.counts());
		}
	}

	/// The cohort of a month, in its place among the others. The oldest makes room.
	fn cohort(&mut self, month: u32) -> Option<&mut Cohort> {
		let place = self.cohorts.iter().position(|cohort| cohort.month >= month).unwrap_or(self.cohorts.len());
		if self.cohorts.get(place).is_none_or(|cohort| cohort.month != month) {
			let mut place = place;
			if self.cohorts.is_full() {
				place = place.checked_sub(1)?;
				self.cohorts.remove(0);
			}
			self.cohorts.try_insert(place, Cohort { month, ..Default::default() }).ok()?;
		}
		self.cohorts.iter_mut().find(|cohort| cohort.month == month)
	}

	fn note_lender(&mut self, institution: InstitutionId, month: u32) {
		if let Some(known) = self.lenders.iter_mut().find(|lender| lender.institution == institution) {
			known.month = known.month.max(month);
			return;
		}
		if self.lenders.is_full() {
			let longest_ago = self.lenders.iter().enumerate().min_by_key(|(_, lender)| lender.month);
			if let Some(place) = longest_ago.map(|(place, _)| place) {
				self.lenders.remove(place);
			}
		}
		// There is room now.
		let _ = self.lenders.try_push(Lender { institution, month });
	}

	/// Institutions that granted a loan in the last 48 months. More than 64 are not told apart.
	pub fn institutions(&self, month: u32) -> u32 {
		let lenders = self.lenders.iter().filter(|lender| is_kept(lender.month, month));
		u32::try_from(lenders.count()).unwrap_or(u32::MAX)
	}

	/// The last 48 months, added up by grade.
	fn sums(&self, month: u32) -> Sums {
		let mut sums = Sums { institutions: self.institutions(month), ..Default::default() };
		for cohort in self.cohorts.iter().filter(|cohort| is_kept(cohort.month, month)) {
			let seen = cohort.seen(month);
			sums.has_a_year |= seen >= WHOLE_YEAR;
			for (sum, tally) in sums.grades.iter_mut().zip(&cohort.proved) {
				sum.all = sum.all.add(*tally);
				sum.seen = sum.seen.saturating_add(u64::from(tally.loans).saturating_mul(seen));
			}
		}
		sums
	}

	/// The defaults that count against one grade, or all: those of the institution with the most of them at most as many
	/// as those of all others together, so that none can have a scorecard suspended by itself.
	fn counted(&self, scope: Scope, defaulted: u32, month: u32) -> u32 {
		let defaulted = u64::from(defaulted);
		let mut by_institution = BTreeMap::<InstitutionId, u64>::new();
		for note in self.defaults.iter().filter(|note| is_kept(note.month, month) && scope.holds(note.grade)) {
			let count = by_institution.entry(note.institution).or_default();
			*count = count.saturating_add(1);
		}
		let noted = by_institution.values().copied().fold(0u64, u64::saturating_add);
		let most = by_institution.values().copied().max().unwrap_or(0);
		// Of very many defaults the last ones are noted: they stand for all.
		let others = defaulted.saturating_mul(noted.saturating_sub(most)) / noted.max(1);
		u32::try_from(defaulted.min(others.saturating_mul(2))).unwrap_or(u32::MAX)
	}

	/// What people read: the grades from AAA, and all together.
	pub fn outcomes(&self, card: &[BasisPoints; 9], month: u32, rules: &Rules) -> (Vec<OutcomeView>, OutcomeView) {
		let sums = self.sums(month);
		let view = |scope: Scope| {
			let Tally { loans, borrowers, defaulted } = sums.all(scope);
			OutcomeView {
				scope,
				loans,
				borrowers,
				defaulted,
				expected: thousandths(sums.expected(scope, card, rules.correlation)),
				judged: sums.are_enough(scope, rules),
				warned: self.warned & scope.bit() != 0,
			}
		};
		(Grade::ALL.into_iter().map(Scope::Grade).map(view).collect(), view(Scope::Whole))
	}

	/// Whether this record says that the card's defaults are too many, or soon will be.
	pub fn judge(&self, card: &[BasisPoints; 9], month: u32, rules: &Rules) -> Verdict {
		let sums = self.sums(month);
		let mut verdict = Verdict::default();
		for scope in Scope::all().filter(|scope| sums.are_enough(*scope, rules)) {
			let Tally { loans, defaulted, .. } = sums.all(scope);
			let expected = sums.expected(scope, card, rules.correlation);
			if u64::from(defaulted).saturating_mul(PARTS) > expected.parts {
				let defaulted = self.counted(scope, defaulted, month);
				let finding = Finding { scope, loans, defaulted, expected: thousandths(expected) };
				let is_too_many =
					|confidence| statistics::too_many(defaulted, expected, significance(confidence, scope));
				if is_too_many(rules.warning) {
					verdict.warned.push(finding);
					let refuted = is_too_many(rules.confidence).then_some(finding);
					verdict.refuted = verdict.refuted.or(refuted);
				}
			}
		}
		verdict
	}
}

/// One grade in all cohorts that are kept.
#[derive(Clone, Copy, Default)]
struct GradeSum {
	all: Tally,
	/// Twenty-fourths of a year that all loans together have seen.
	seen: u64,
}

#[derive(Default)]
struct Sums {
	grades: [GradeSum; 9],
	institutions: u32,
	/// The oldest cohort is twelve months old.
	has_a_year: bool,
}

impl Sums {
	fn of(&self, scope: Scope) -> impl Iterator<Item = &GradeSum> {
		self.grades.iter().enumerate().filter(move |(place, _)| scope.places().contains(place)).map(|(_, sum)| sum)
	}

	fn all(&self, scope: Scope) -> Tally {
		self.of(scope).fold(Tally::default(), |sum, grade| sum.add(grade.all))
	}

	/// What a card lets one expect until now.
	fn expected(&self, scope: Scope, card: &[BasisPoints; 9], correlation: BasisPoints) -> Expected {
		let of_scope = self.grades.iter().zip(card).enumerate().filter(|(place, _)| scope.places().contains(place));
		of_scope.fold(Expected::default(), |sum, (_, (grade, probability))| {
			sum.and(Expected::of(grade.seen, *probability, correlation))
		})
	}

	/// Whether there is enough to judge by: loans, borrowers, institutions, and a cohort whose year is over.
	fn are_enough(&self, scope: Scope, rules: &Rules) -> bool {
		let tally = self.all(scope);
		tally.loans >= rules.least_loans
			&& tally.borrowers >= rules.least_borrowers
			&& self.institutions >= rules.least_institutions
			&& self.has_a_year
	}
}

/// One chance in so many millionths. The grades share one significance among them, as the card as a whole has one.
fn significance(confidence: BasisPoints, scope: Scope) -> u32 {
	let all = WHOLE.saturating_sub(confidence).saturating_mul(MILLIONTHS);
	match scope {
		Scope::Whole => all,
		Scope::Grade(_) => all / 9,
	}
}

fn thousandths(expected: Expected) -> u64 {
	expected.parts.saturating_mul(1_000) / PARTS
}

/// Whether a cohort of this month is among those of the last 48.
fn is_kept(cohort: u32, month: u32) -> bool {
	month.saturating_sub(cohort) < MAX_COHORTS
}
