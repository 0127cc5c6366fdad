//! Decisions that are otherwise than the rules that the institution had stated: who validates a scorecard, or judges one, needs to
//! know them apart. Recorded by the chain itself, whoever decides.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	weights::Weight,
};
use lingnan_support::{
	policy::PolicyReason, ApplicationId, InstitutionId, Institutions as _, Page, Paging, PolicyId, StoredPage,
	MOST_LISTED,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// An application was filed, and its institution's policy looked at it. A renewal no policy judges.
	pub(crate) fn note_ruled(id: ApplicationId, policy: PolicyId, left: Option<PolicyReason>) {
		if left != Some(PolicyReason::Renewal) {
			Ruled::<T>::insert(id, (policy, left.filter(PolicyReason::is_a_no)));
		}
	}

	/// An officer offered: otherwise than its policy, if that said no. The policy's own offer is none of these.
	pub(crate) fn note_offered(id: ApplicationId, institution: InstitutionId) {
		if let Some((policy, Some(rule))) = Ruled::<T>::get(id) {
			Self::note_override(id, institution, Some(policy), OverrideKind::LowSide { rule, reason: None });
		}
	}

	/// It was declined: otherwise than the rules, if the policy said yes; and where none judged it, for whoever applies keeps the
	/// rules of the product.
	pub(crate) fn note_declined(id: ApplicationId, institution: InstitutionId, reason: DeclineReason) {
		let ruled = Ruled::<T>::get(id);
		let is_kept = ruled.is_none_or(|(_, rule)| rule.is_none());
		if is_kept && reason.is_of_credit() {
			let policy = ruled.map(|(policy, _)| policy);
			Self::note_override(id, institution, policy, OverrideKind::HighSide { reason });
		}
	}

	fn note_override(id: ApplicationId, institution: InstitutionId, policy: Option<PolicyId>, kind: OverrideKind) {
		let decided = Override { policy, kind, at: Self::now() };
		Overrides::<T>::insert(institution, id, decided);
		Self::deposit_event(Event::Overridden { application: id, institution, decided });
	}

	/// What it takes to look whether a decision was otherwise, and to note it.
	pub(crate) fn weight_of_override() -> Weight {
		T::DbWeight::get().reads_writes(1, 1)
	}

	pub(crate) fn do_explain_override(who: T::AccountId, id: ApplicationId, reason: OverrideReason) -> DispatchResult {
		let institution = Self::application_record(id)?.institution;
		ensure!(T::Institutions::key_of(institution) == Some(who), Error::<T>::NotAuthorized);
		Overrides::<T>::try_mutate(institution, id, |found| {
			let decided = found.as_mut().ok_or(Error::<T>::NotFound)?;
			// Once, so that nobody finds a better reason when the loan has gone bad; why it declined it said when it did.
			let OverrideKind::LowSide { reason: said @ None, .. } = &mut decided.kind else {
				return Err(Error::<T>::WrongState);
			};
			*said = Some(reason);
			Ok(())
		})?;
		Self::deposit_event(Event::OverrideExplained { application: id, reason });
		Ok(())
	}

	/// The decisions of an institution that were otherwise than its rules.
	pub fn overrides(institution: InstitutionId, page: Paging) -> Page<OverrideView> {
		Page::of_keys::<Overrides<T>, _, _, _>(institution, page, MOST_LISTED, |application| {
			let decided = Overrides::<T>::get(institution, application)?;
			let Application { enterprise, product, grade, .. } = Applications::<T>::get(application)?;
			Some(OverrideView { application, enterprise, product, grade, decided })
		})
	}

	/// Each is of an application to its institution, and says what its state can be.
	pub(crate) fn try_overrides() -> Result<(), TryRuntimeError> {
		for (institution, id, decided) in Overrides::<T>::iter() {
			let application = Applications::<T>::get(id).filter(|one| one.institution == institution);
			let application = application.ok_or("an override is of no application to its institution")?;
			let rule = Ruled::<T>::get(id).and_then(|(_, rule)| rule);
			match decided.kind {
				OverrideKind::HighSide { reason } => {
					ensure!(
						application.state == ApplicationState::Declined { reason },
						"what was overridden was not declined"
					);
					ensure!(rule.is_none(), "what the policy does not take was declined against it");
				},
				OverrideKind::LowSide { rule: named, .. } => {
					ensure!(rule == Some(named), "a rule was overridden that was kept");
					ensure!(application.offered_on.is_some(), "what was overridden was not offered");
				},
			}
		}
		ensure!(Ruled::<T>::iter_keys().all(Applications::<T>::contains_key), "a policy judged no application");
		Ok(())
	}
}
