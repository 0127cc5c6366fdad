use crate::{dispatchables::hash_of, *};
use lingnan_support::{InstitutionId, LineId, Page, Paging, RegistrationNumber, StoredPage, MOST_LONG};

impl<T: Config> Pallet<T> {
	/// A line as it stands today.
	pub fn line(id: LineId) -> Option<LineView> {
		let line = Lines::<T>::get(id)?;
		let state = line.state_at(Self::now(), Self::today());
		let account = FeeAccounts::<T>::get(id);
		Some(LineView {
			id,
			terms_hash: hash_of(&Self::terms(id, &line)),
			institution: line.institution,
			state,
			available: if state == LineState::InForce { line.left() } else { 0 },
			offered_at: line.offered_at,
			accepted_on: line.accepted_on,
			cancelled_on: line.cancelled_on,
			drawn: line.drawn,
			// One that cannot be reckoned any more is none that can be levied.
			to_levy: Self::to_levy(id, &line, &account).unwrap_or_default(),
			fee_owed: account.owed(),
			fee_due: account.due(Self::today()),
			levied: account.levied.into_inner(),
			fee_payments: account.payments.into_inner(),
			stops: line.stops.into_inner(),
			spec: line.spec,
		})
	}

	/// The lines of an enterprise.
	pub fn lines_of(enterprise: RegistrationNumber, page: Paging) -> Page<LineView> {
		Page::of_keys::<LinesOf<T>, _, _, _>(enterprise, page, MOST_LONG, Self::line)
	}

	/// The lines that an institution gave.
	pub fn lines_by(institution: InstitutionId, page: Paging) -> Page<LineView> {
		Page::of_keys::<LinesBy<T>, _, _, _>(institution, page, MOST_LONG, Self::line)
	}
}
