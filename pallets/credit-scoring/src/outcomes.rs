//! What financing reports of loans, and what follows for the scorecard that predicted it.

use crate::{
	monitor::{month_of, Borrower, Rules},
	*,
};
use frame_support::{traits::Get, weights::Weight};
use lingnan_support::{date_of, Date, Enterprises, Grade, GrantedLoan, ScorecardId};

/// Days after its grant within which a default counts: a year, whatever its February.
pub const YEAR_DAYS: u32 = 365;

impl<T: Config> lingnan_support::Outcomes for Pallet<T> {
	fn granted(loan: &GrantedLoan) {
		let Some(card) = Self::counted_card(loan) else { return };
		let (id, enterprise, month) = (loan.scorecard, loan.enterprise, month_of(loan.on));
		let mut record = Records::<T>::get(id);
		let before = Watched::<T>::get(enterprise, id).filter(|watch| watch.round == record.round);
		// An enterprise is one observation a year, however many loans it takes: together they stand or fall.
		if before.is_some_and(|watch| loan.on < watch.since.saturating_add(YEAR_DAYS)) {
			return;
		}
		let borrower = if before.is_none() { Borrower::New } else { Borrower::Known };
		if !record.note_grant(month, loan.grade, loan.institution, borrower) {
			return;
		}
		let watch = Watch {
			round: record.round,
			since: loan.on,
			grade: loan.grade,
			institution: loan.institution,
			first: borrower == Borrower::New,
			defaulted: false,
		};
		Watched::<T>::insert(enterprise, id, watch);
		Self::deposit_event(Event::LoanCounted {
			scorecard: id,
			enterprise: enterprise.clone(),
			grade: loan.grade,
			granted: loan.on,
		});
		Self::conclude(id, card, record);
	}

	fn default_undone(loan: &GrantedLoan) {
		if Self::counted_card(loan).is_none() {
			return;
		}
		let Some((mut record, watch)) = Self::observed(loan).filter(|(_, watch)| watch.defaulted) else { return };
		let (id, enterprise) = (loan.scorecard, loan.enterprise);
		if record.undo_default(month_of(watch.since), watch.grade, watch.institution) {
			Records::<T>::insert(id, record);
			Watched::<T>::insert(enterprise, id, Watch { defaulted: false, ..watch });
			Self::deposit_event(Event::DefaultUncounted { scorecard: id, enterprise: enterprise.clone() });
		}
	}

	fn annulled(loan: &GrantedLoan) {
		let is_it = |watch: &Watch| watch.since == loan.on && watch.institution == loan.institution;
		let Some((mut record, watch)) = Self::observed(loan).filter(|(_, watch)| is_it(watch)) else { return };
		let (id, enterprise) = (loan.scorecard, loan.enterprise);
		let month = month_of(watch.since);
		if watch.defaulted {
			record.undo_default(month, watch.grade, watch.institution);
		}
		let borrower = if watch.first { Borrower::New } else { Borrower::Known };
		record.annul(month, watch.grade, borrower);
		Records::<T>::insert(id, record);
		Watched::<T>::remove(enterprise, id);
		Self::deposit_event(Event::LoanUncounted { scorecard: id, enterprise: enterprise.clone() });
	}

	fn weight() -> Weight {
		T::WeightInfo::reported().saturating_add(T::WeightInfo::suspend_scorecard())
	}

	fn defaulted(loan: &GrantedLoan, on: Date) {
		let Some(card) = Self::counted_card(loan) else { return };
		let Some((mut record, mut watch)) = Self::observed(loan).filter(|(_, watch)| !watch.defaulted) else { return };
		let (id, enterprise) = (loan.scorecard, loan.enterprise);
		if on > watch.since.saturating_add(YEAR_DAYS) {
			return;
		}
		if !record.note_default(month_of(watch.since), watch.grade, watch.institution) {
			return;
		}
		watch.defaulted = true;
		Watched::<T>::insert(enterprise, id, watch);
		Self::deposit_event(Event::DefaultCounted {
			scorecard: id,
			enterprise: enterprise.clone(),
			grade: watch.grade,
			granted: watch.since,
		});
		Self::conclude(id, card, record);
	}
}

impl<T: Config> Pallet<T> {
	/// The scorecard for which a loan counts. A loan below the least amount counts for none, nor one to an enterprise that
	/// is not registered here, nor one for which C was proved: everybody's grade is at least that.
	fn counted_card(loan: &GrantedLoan) -> Option<Scorecard<T::AccountId>> {
		let says_something = loan.grade != Grade::C;
		let counts = loan.amount >= T::LeastAmount::get() && says_something;
		if !counts || !T::Enterprises::exists(loan.enterprise) {
			return None;
		}
		Scorecards::<T>::get(loan.scorecard)
	}

	/// The enterprise of a loan as its scorecard observes it, if it does.
	fn observed(loan: &GrantedLoan) -> Option<(Record, Watch)> {
		let record = Records::<T>::get(loan.scorecard);
		let watch = Watched::<T>::get(loan.enterprise, loan.scorecard)?;
		(watch.round == record.round).then_some((record, watch))
	}

	pub(crate) fn rules() -> Rules {
		Rules {
			confidence: T::Confidence::get(),
			warning: T::WarningConfidence::get(),
			correlation: T::AssetCorrelation::get(),
			least_loans: T::LeastLoans::get(),
			least_borrowers: T::LeastBorrowers::get(),
			least_institutions: T::LeastInstitutions::get(),
		}
	}

	pub(crate) fn this_month() -> u32 {
		month_of(date_of(Self::now()))
	}

	/// Keeps a record, and draws from it what follows for a card in force. What was told once is told again only after
	/// it was untrue in between.
	fn conclude(id: ScorecardId, card: Scorecard<T::AccountId>, mut record: Record) {
		if card.status != Status::Active {
			Records::<T>::insert(id, record);
			return;
		}
		let verdict = record.judge(&card.spec.default_probabilities, Self::this_month(), &Self::rules());
		for finding in verdict.warned.iter().filter(|finding| record.warned & finding.scope.bit() == 0) {
			Self::deposit_event(Event::ScorecardWarned { scorecard: id, finding: *finding });
		}
		record.warned = verdict.warned.iter().fold(0, |marks, finding| marks | finding.scope.bit());
		Records::<T>::insert(id, record);
		if let Some(finding) = verdict.refuted {
			Self::suspend(id, Some(finding));
		}
	}

	/// Takes a card out of force. If it was the champion, the last good one steps in.
	pub(crate) fn suspend(id: ScorecardId, refuted: Option<Finding>) {
		let was_champion = Champion::<T>::get() == Some(id);
		Self::stop(id, Status::Suspended);
		Self::deposit_event(Event::ScorecardSuspended { scorecard: id, refuted });
		if was_champion {
			Self::step_in(id);
		}
	}

	/// Puts the last former champion in force that is still valid. One whose own loans speak against it is suspended
	/// too, and the one before it is asked.
	pub(crate) fn step_in(instead_of: ScorecardId) {
		let (month, rules) = (Self::this_month(), Self::rules());
		while let Some(id) = FormerChampions::<T>::mutate(|former| former.pop()) {
			let Some(card) = Scorecards::<T>::get(id).filter(|card| card.status == Status::Validated) else { continue };
			let refuted = Records::<T>::get(id).judge(&card.spec.default_probabilities, month, &rules).refuted;
			if let Some(finding) = refuted {
				Self::stop(id, Status::Suspended);
				Self::deposit_event(Event::ScorecardSuspended { scorecard: id, refuted: Some(finding) });
				continue;
			}
			Self::enter_force(id);
			Self::deposit_event(Event::ChampionActivated { scorecard: id, former: Some(instead_of) });
			return;
		}
	}
}
