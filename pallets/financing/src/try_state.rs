use crate::{accounts::Account, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use lingnan_support::{Amount, Currency, InstitutionId, RegistrationNumber, ScorecardId};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Open applications are on every list and closed ones on none; each institution's lists name what is its own, and leave
	/// nothing out; exposures are the
	/// sum of what loans owe and what was agreed; each loan's books are what its entries give, whatever came when; money is
	/// neither lost nor made; the funds kept their budgets.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(
			AppliedToday::<T>::iter_values().all(|done| done.count <= MAX_APPLIED_A_DAY),
			"a firm applied more often than a day allows"
		);

		let mut applications = BTreeMap::<RegistrationNumber, u32>::new();
		for (enterprise, _, _) in OpenFor::<T>::iter() {
			let count = applications.entry(enterprise).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(applications == OpenCount::<T>::iter().collect(), "open applications are miscounted");
		ensure!(
			applications.values().all(|count| *count <= MAX_APPLICATIONS),
			"an enterprise has too many open applications"
		);

		let mut promised = BTreeMap::<(RegistrationNumber, Currency), Amount>::new();
		let mut owed = BTreeMap::<(RegistrationNumber, Currency), Amount>::new();
		let mut owed_to = BTreeMap::<(InstitutionId, (RegistrationNumber, Currency)), Amount>::new();
		for (id, application) in Applications::<T>::iter() {
			let open = application.state.is_open();
			ensure!(Inbox::<T>::contains_key(application.institution, id) == open, "an inbox is wrong");
			let listed = OpenFor::<T>::get(&application.enterprise, application.product) == Some(id);
			ensure!(listed == open, "the list of open applications is wrong");
			ensure!(ApplicationsOf::<T>::contains_key(&application.enterprise, id), "an application is not listed");
			let funded = application.state == ApplicationState::Funded;
			ensure!(
				Loans::<T>::contains_key(id.loan()) == funded,
				"a loan lives without its application, or the reverse"
			);
			let agreed = matches!(
				application.state,
				ApplicationState::Accepted | ApplicationState::Disbursed { .. } | ApplicationState::Disputed { .. }
			);
			ensure!(application.reservation.is_some() == agreed, "what is agreed is not reserved, or the reverse");
			let record = Records::<T>::get(id);
			ensure!(record.is_some(), "an application has no record");
			let terms = record.and_then(|record| record.terms);
			let unoffered = matches!(application.state, ApplicationState::Open);
			ensure!(!unoffered || terms.is_none(), "terms stand that were not offered");
			if let Some(terms) = terms.filter(|_| agreed) {
				let key = (terms.enterprise, terms.currency);
				for sum in [
					promised.entry(key.clone()).or_default(),
					owed.entry(key.clone()).or_default(),
					owed_to.entry((terms.institution, key)).or_default(),
				] {
					*sum = sum.saturating_add(terms.conditions.amount);
				}
			}
		}
		let stored =
			ReservedExposure::<T>::iter().map(|(enterprise, currency, sum)| ((enterprise, currency), sum)).collect();
		ensure!(promised == stored, "what is reserved is miscounted");

		Self::try_portfolio()?;
		Self::try_overrides()?;
		let mut compensated = BTreeMap::<Currency, Amount>::new();
		let mut defaults = BTreeMap::<(RegistrationNumber, ScorecardId), u32>::new();
		for (id, loan) in Loans::<T>::iter() {
			let account = Self::account_of(id, loan).map_err(|_| "more was paid than was owed")?;
			let Account { loan, terms, .. } = &account;
			let books = account.on(account.last_day()).map_err(|_| "more was paid than was owed")?;
			let Loan { enterprise, institution, .. } = loan;
			let (currency, principal) = (&terms.currency, books.outstanding_principal());
			ensure!(LoansOf::<T>::contains_key(enterprise, id), "a loan is not listed");
			let told = (&terms.enterprise, &terms.institution, &terms.product);
			ensure!(told == (enterprise, institution, &loan.product), "a loan is another's than its terms say");
			let came = books.repaid().principal.saturating_add(books.forgiven().principal);
			ensure!(principal.saturating_add(came) == terms.conditions.amount, "principal was lost or made");
			ensure!((loan.state == LoanState::Closed) == (books.payoff() == 0), "closed is what owes nothing");
			ensure!(loan.state != LoanState::InDefault || loan.defaulted_on.is_some(), "a default has no day");
			if loan.defaulted_on.is_some() {
				let count = defaults.entry((enterprise.clone(), loan.scorecard)).or_default();
				*count = count.saturating_add(1);
			}
			Self::try_account(&account)?;
			if principal > 0 {
				let key = (enterprise.clone(), *currency);
				let sum = owed.entry(key.clone()).or_default();
				*sum = sum.saturating_add(principal);
				let sum = owed_to.entry((*institution, key)).or_default();
				*sum = sum.saturating_add(principal);
			}
			let sum = compensated.entry(*currency).or_default();
			*sum = sum.saturating_add(Covers::<T>::get(id).map_or(0, |cover| cover.bears));
		}
		let stored = DefaultsOf::<T>::iter().map(|(enterprise, card, count)| ((enterprise, card), count)).collect();
		ensure!(defaults == stored, "loans in default are miscounted");
		let stored = Exposure::<T>::iter().map(|(enterprise, currency, sum)| ((enterprise, currency), sum)).collect();
		ensure!(owed == stored, "exposures are miscounted");
		let stored = ExposureTo::<T>::iter().map(|(institution, key, sum)| ((institution, key), sum)).collect();
		ensure!(owed_to == stored, "exposures to institutions are miscounted");
		for (currency, fund) in Funds::<T>::iter() {
			ensure!(fund.paid <= fund.budget, "a fund paid more than its budget");
			ensure!(compensated.get(&currency).copied().unwrap_or(0) == fund.paid, "a fund's payments are miscounted");
		}
		Ok(())
	}

	fn try_account(account: &Account) -> Result<(), TryRuntimeError> {
		let Account { id, loan, postings, .. } = account;
		let numbered: BTreeSet<u32> = postings.iter().map(|(number, _)| *number).collect();
		ensure!(numbered == (0..loan.postings).collect(), "an entry has a number that was not given out");
		let books = account.on(account.last_day()).map_err(|_| "more was paid than was owed")?;
		let came = account.counting().fold(0, |sum: Amount, (_, posting)| match &posting.entry {
			Entry::Repayment { amount, .. } | Entry::Proceeds { amount, .. } | Entry::Renewed { amount, .. } => {
				sum.saturating_add(*amount)
			},
			_ => sum,
		});
		ensure!(books.repaid().total == came, "money was lost or made");
		let referred: BTreeMap<_, _> = References::<T>::iter_prefix(id).collect();
		let expected: BTreeMap<_, _> = account
			.counting()
			.filter_map(|(number, posting)| match &posting.entry {
				Entry::Repayment { reference, .. } => Some((references::normalised(reference)?, *number)),
				_ => None,
			})
			.collect();
		ensure!(referred == expected, "a payment's reference is not known, or one that was reversed is");
		let claims = PaymentClaims::<T>::iter_prefix(id).count();
		ensure!(u32::try_from(claims) == Ok(loan.claims), "a loan's claims are miscounted");
		Ok(())
	}
}
