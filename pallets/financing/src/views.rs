use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;
use lingnan_support::{ApplicationId, Enterprises, InstitutionId, LoanId, Ratings, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// Every institution, by number.
	pub fn institutions() -> Vec<InstitutionView<T::AccountId>> {
		(0..NextInstitution::<T>::get())
			.filter_map(|id| {
				let Institution { spec, suspended, missed_deadlines } = Institutions::<T>::get(id)?;
				let InstitutionSpec { name, kind, jurisdiction, key } = spec;
				Some(InstitutionView { id, name, kind, jurisdiction, key, suspended, missed_deadlines })
			})
			.collect()
	}

	/// Every product, by number.
	pub fn products() -> Vec<ProductView> {
		(0..NextProduct::<T>::get())
			.filter_map(|id| {
				let Product { institution, spec, open } = Products::<T>::get(id)?;
				Some(ProductView { id, institution, open, spec })
			})
			.collect()
	}

	/// Every product against a request, in the published order.
	pub fn match_products(enterprise: &RegistrationNumber, request: &RequestSpec) -> Result<Vec<Match>, MatchRefusal> {
		let profile = T::Enterprises::profile(enterprise).ok_or(MatchRefusal::NotFound)?;
		if !applications::is_valid(request) {
			return Err(MatchRefusal::InvalidRequest);
		}
		let rating = T::Ratings::current(enterprise);
		let security =
			Self::security(enterprise, request).map_err(|(asset, _)| MatchRefusal::SecurityUnusable { asset })?;
		let applicant = matching::Applicant {
			profile: &profile,
			rating: rating.as_ref(),
			request,
			security: &security,
			today: Self::today(),
			headroom: Self::headroom(enterprise, request.currency),
		};
		let mut lenders = BTreeMap::new();
		let mut matches: Vec<_> = (0..NextProduct::<T>::get())
			.filter_map(|id| {
				let product = Products::<T>::get(id)?;
				let lender = *lenders
					.entry(product.institution)
					.or_insert_with(|| Self::lender(product.institution, enterprise, request.currency));
				Some(matching::judge(id, &product, lender, &applicant))
			})
			.collect();
		if !T::Ratings::has_champion(enterprise) {
			let unrated = matches.iter_mut().flat_map(|found| found.refusals.iter_mut());
			unrated.filter(|why| **why == Refusal::NotRated).for_each(|why| *why = Refusal::NoChampion);
		}
		matching::rank(&mut matches);
		Ok(matches)
	}

	pub fn application(id: ApplicationId) -> Option<ApplicationView> {
		let application = Applications::<T>::get(id)?;
		let late = application.state == ApplicationState::Open && Self::now() > application.decide_by;
		Some(ApplicationView {
			id,
			enterprise: application.enterprise,
			product: application.product,
			institution: application.institution,
			request: application.request,
			grade: application.grade.grade(),
			filed_at: application.filed_at,
			decide_by: application.decide_by,
			deadline_missed: application.deadline_missed || late,
			state: application.state,
			offered_terms_hash: application.terms.as_ref().map(Terms::hash),
			terms: application.terms,
		})
	}

	/// Every application of an enterprise, by number.
	pub fn applications_of(enterprise: &RegistrationNumber) -> Vec<ApplicationView> {
		let mut ids: Vec<_> = ApplicationsOf::<T>::iter_key_prefix(enterprise).collect();
		ids.sort_unstable();
		ids.into_iter().filter_map(Self::application).collect()
	}

	/// The open applications of an institution, by number.
	pub fn inbox(institution: InstitutionId) -> Vec<ApplicationView> {
		let mut ids: Vec<_> = Inbox::<T>::iter_key_prefix(institution).collect();
		ids.sort_unstable();
		ids.into_iter().filter_map(Self::application).collect()
	}

	pub fn loan(id: LoanId) -> Option<LoanView> {
		let mut loan = Loans::<T>::get(id)?;
		let today = Self::today();
		loan.ledger.reckon(today);
		let Loan { terms, ledger, .. } = loan;
		let arrears_since = ledger.arrears_since();
		Some(LoanView {
			id,
			enterprise: terms.enterprise.clone(),
			institution: terms.institution,
			currency: terms.currency,
			state: loan.state,
			grade: loan.grade.grade(),
			started: ledger.started,
			schedule: schedule::schedule(terms.method, terms.amount, terms.rate, terms.tenor, ledger.started),
			due: ledger.due(),
			arrears_since,
			arrears_days: arrears_since.map_or(0, |since| today.saturating_sub(since)),
			outstanding_principal: ledger.outstanding_principal(),
			payoff: ledger.payoff(),
			repaid: ledger.repaid(),
			terms,
			defaulted_on: loan.defaulted_on,
			closed_on: loan.closed_on,
			written_off: loan.written_off,
			compensated: loan.compensated,
		})
	}

	/// Every loan of an enterprise, by number.
	pub fn loans_of(enterprise: &RegistrationNumber) -> Vec<LoanView> {
		let mut ids: Vec<_> = LoansOf::<T>::iter_key_prefix(enterprise).collect();
		ids.sort_unstable();
		ids.into_iter().filter_map(Self::loan).collect()
	}

	/// What an enterprise owes, by currency.
	pub fn exposure(enterprise: &RegistrationNumber) -> Vec<ExposureView> {
		let mut owed: Vec<_> = Exposure::<T>::iter_prefix(enterprise).collect();
		owed.sort_unstable();
		let limit = T::EnterpriseLimit::get();
		owed.into_iter().map(|(currency, principal)| ExposureView { currency, principal, limit }).collect()
	}
}
