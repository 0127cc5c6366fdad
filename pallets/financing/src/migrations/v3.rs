//! Version 3: an institution's loans, its closed applications and its missed deadlines are listed by the institution.
//!
//! A bank may have any number of loans, so this takes as many blocks as it needs: each step looks at as many applications as
//! its block has room for, in the order of their numbers. A loan has the number of its application, so that this comes by
//! every loan. While it goes on the chain takes no calls (`pallet-migrations`); begun again from the start it lists the same.

use crate::*;
use codec::{Decode, Encode};
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	pallet_prelude::ValueQuery,
	storage_alias,
	traits::{Get, GetStorageVersion, StorageVersion},
	weights::{Weight, WeightMeter},
	Twox64Concat,
};
use lingnan_support::{ApplicationId, InstitutionId, LoanId};
#[cfg(feature = "try-runtime")]
use sp_runtime::TryRuntimeError;

/// The version that this finds.
pub const BEFORE: u8 = 2;
/// The version that it leaves.
pub const AFTER: u8 = 3;

/// The records as version 2 wrote them, as far as the lists ask: what stands behind in a record is left unread. Numbers,
/// grades, currencies and methods are read as what they are written as.
pub(crate) mod v2 {
	use super::*;
	use alloc::vec::Vec;

	#[derive(Encode, Decode)]
	pub enum RegistrationNumber {
		Mainland([u8; 18]),
		HongKong([u8; 8]),
		Macao(Vec<u8>),
	}

	#[derive(Encode, Decode)]
	pub struct Request {
		pub amount: u64,
		pub currency: u8,
		pub tenor: u16,
		pub method: u8,
		pub security: Vec<u64>,
	}

	#[derive(Encode, Decode)]
	pub struct Application {
		pub enterprise: RegistrationNumber,
		pub product: u32,
		pub institution: u32,
		pub request: Request,
		pub scorecard: u32,
		pub grade: u8,
		pub filed_at: u64,
		pub decide_by: u64,
		pub deadline_missed: bool,
		/// The first byte of the state: which one it is.
		pub state: u8,
	}

	/// States of an application in which its money was stated: as disbursed, and as disputed.
	pub const STATED: [u8; 2] = [3, 4];
	/// It became the loan of the same number.
	pub const FUNDED: u8 = 5;

	#[derive(Encode, Decode)]
	pub struct Terms {
		pub application: u64,
		pub product: u32,
		pub institution: u32,
		pub enterprise: RegistrationNumber,
		pub currency: u8,
		pub amount: u64,
		pub rate: u32,
		pub tenor: u16,
		pub method: u8,
		pub penalty_rate: u32,
		pub arrangement_fee: u64,
		pub security: Vec<u64>,
		pub valid_until: u64,
	}

	#[derive(Encode, Decode)]
	pub struct Bill {
		pub due: u32,
		pub interest: u64,
		pub principal: u64,
	}

	#[derive(Encode, Decode)]
	pub struct Ledger {
		pub method: u8,
		pub amount: u64,
		pub rate: u32,
		pub penalty_rate: u32,
		pub tenor: u16,
		pub started: u32,
		pub instalment: u64,
		pub billed: u16,
		pub unbilled: u64,
		pub bills: Vec<Bill>,
		pub charges: u64,
		pub penalty: u128,
		pub penalty_paid: u64,
		pub principal_days: u128,
		pub interest_ahead: u64,
		pub reckoned: u32,
		pub repaid_charges: u64,
		pub repaid_interest: u64,
		pub repaid_principal: u64,
	}

	#[derive(Encode, Decode)]
	pub struct Loan {
		pub terms: Terms,
		pub scorecard: u32,
		pub grade: u8,
		pub ledger: Ledger,
		pub postings: u32,
		pub state: u8,
	}

	/// Repaid to the last unit.
	pub const CLOSED: u8 = 2;

	#[storage_alias]
	pub type NextApplication<T: Config> = StorageValue<Pallet<T>, u64, ValueQuery>;
	#[storage_alias]
	pub type Applications<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, Application>;
	#[storage_alias]
	pub type Loans<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, Loan>;
}

/// Fills the lists.
pub struct Migration<T>(core::marker::PhantomData<T>);

impl<T: Config> SteppedMigration for Migration<T> {
	/// The number of the application that comes next.
	type Cursor = u64;
	type Identifier = MigrationId<16>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"pallet-financing", version_from: BEFORE, version_to: AFTER }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Pallet::<T>::on_chain_storage_version() != u16::from(BEFORE) {
			return Ok(None);
		}
		let each = weight_of_one::<T>();
		if meter.try_consume(weight_of_a_step::<T>()).is_err() || !meter.can_consume(each) {
			let required = weight_of_a_step::<T>().saturating_add(each);
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let end = v2::NextApplication::<T>::get();
		for id in cursor.unwrap_or(0)..end {
			if meter.try_consume(each).is_err() {
				return Ok(Some(id));
			}
			list::<T>(id);
		}
		StorageVersion::new(AFTER.into()).put::<Pallet<T>>();
		Ok(None)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: alloc::vec::Vec<u8>) -> Result<(), TryRuntimeError> {
		frame_support::ensure!(
			Pallet::<T>::on_chain_storage_version() == u16::from(AFTER),
			"the lists of institutions were not filled"
		);
		// The records are of version 3 still: the next step reads them.
		Ok(())
	}
}

/// The version and the number of applications are read, and in the end the version is written.
fn weight_of_a_step<T: Config>() -> Weight {
	<T as frame_system::Config>::DbWeight::get().reads_writes(2, 1)
}

/// An estimate, of the worst case: the application and the loan are read; the loan, the closed application and the missed
/// deadline are written. Ten times what a node needs to read one of its records (`MaxEncodedLen` of a loan is 8 kB) is added.
fn weight_of_one<T: Config>() -> Weight {
	const DECODING: u64 = 50_000_000;
	<T as frame_system::Config>::DbWeight::get().reads_writes(2, 3).saturating_add(Weight::from_parts(DECODING, 0))
}

/// Puts an application, and the loan that it became, on the lists on which they belong.
fn list<T: Config>(id: u64) {
	let Some(application) = v2::Applications::<T>::get(id) else { return };
	let v2::Application { institution, deadline_missed, state, .. } = application;
	let (institution, loan) = (InstitutionId(institution), LoanId(id));
	if deadline_missed {
		MissedBy::<T>::insert(institution, ApplicationId(id), ());
	}
	// The states come in the order of a loan's beginning: what is beyond the statement of its money is closed.
	if state >= v2::FUNDED {
		ClosedTo::<T>::insert(institution, ApplicationId(id), ());
	}
	if v2::STATED.contains(&state) {
		LoansBy::<T>::insert(institution, loan, ());
	} else if state == v2::FUNDED {
		match v2::Loans::<T>::get(id) {
			Some(old) if old.state == v2::CLOSED => RepaidBy::<T>::insert(institution, loan, ()),
			Some(_) => LoansBy::<T>::insert(institution, loan, ()),
			None => {},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::migrations::v4;
	use crate::mock::*;
	use lingnan_support::InstitutionId;
	use sp_core::H256;

	/// Of loans that run and that were repaid, and of applications that were closed and that were decided late.
	type Lists = ([Vec<(InstitutionId, LoanId)>; 2], [Vec<(InstitutionId, ApplicationId)>; 2]);

	fn lists() -> Lists {
		fn sorted<T: Ord>(list: impl Iterator<Item = T>) -> Vec<T> {
			let mut list: Vec<T> = list.collect();
			list.sort_unstable();
			list
		}
		(
			[sorted(LoansBy::<Test>::iter_keys()), sorted(RepaidBy::<Test>::iter_keys())],
			[sorted(ClosedTo::<Test>::iter_keys()), sorted(MissedBy::<Test>::iter_keys())],
		)
	}

	/// As version 2 left it: without lists, and each record as it was written then, as far as this reads it.
	fn without_lists() {
		let _ = LoansBy::<Test>::clear(u32::MAX, None);
		let _ = RepaidBy::<Test>::clear(u32::MAX, None);
		let _ = ClosedTo::<Test>::clear(u32::MAX, None);
		let _ = MissedBy::<Test>::clear(u32::MAX, None);
		v4::tests::as_version_three();
		StorageVersion::new(BEFORE.into()).put::<Financing>();
	}

	/// What the calls of today leave cannot be read again after [`without_lists`].
	fn test(run: impl FnOnce()) {
		externalities().execute_with(run);
	}

	/// Loans and applications in every state that the lists tell apart, each of them after one that was closed.
	fn portfolio() {
		lingnan_support::mocks::set_consent(&firm(), BANK, 100);
		for n in 0..3 {
			let application = applied(request());
			Financing::withdraw_application(signed(CONTROLLER), application).unwrap();
			let closed = lent(request(), offer());
			let payoff = Financing::loan(closed).unwrap().payoff;
			repay(closed, payoff, "ALL").unwrap();
			if n == 2 {
				let reopened = closed;
				reverse(BANK_KEY, reopened, 0).unwrap();
				continue;
			}
			let running = lent(request(), offer());
			repay(running, 10_000, "PART").unwrap();
		}
		let disputed = disbursed(request(), offer());
		Financing::dispute_payment(signed(CONTROLLER), disputed, H256::zero()).unwrap();
		Financing::decide_dispute(signed(REGULATOR), disputed, Finding::NotPaid).unwrap();
		let late = applied(request());
		pass(6);
		Financing::expire(signed(STRANGER), late).unwrap();
		Financing::withdraw_application(signed(CONTROLLER), late).unwrap();
	}

	/// Steps until it is done; how many.
	fn run(each_time: impl Fn() -> WeightMeter, mut between: impl FnMut()) -> u32 {
		let (mut cursor, mut steps) = (None, 0);
		loop {
			cursor = Migration::<Test>::step(cursor, &mut each_time()).unwrap();
			steps += 1;
			between();
			if cursor.is_none() {
				return steps;
			}
		}
	}

	/// Room for so many applications.
	fn room(applications: u64) -> WeightMeter {
		WeightMeter::with_limit(weight_of_a_step::<Test>() + weight_of_one::<Test>() * applications)
	}

	#[test]
	fn every_loan_that_was_there_is_listed_once_across_several_steps() {
		test(|| {
			portfolio();
			// One that is stated, and one that is only applied for.
			disbursed(request(), offer());
			let expected = lists();
			let (loans, applications) = &expected;
			let is_full = loans.iter().all(|list| !list.is_empty()) && applications.iter().all(|list| !list.is_empty());
			assert!(is_full, "{expected:?}");
			let applications = NextApplication::<Test>::get().0;

			for at_once in [1, 4, 1_000] {
				without_lists();
				let steps = run(|| room(at_once), || {});
				assert_eq!(u64::from(steps), applications.div_ceil(at_once), "{at_once} at once");
				assert_eq!(lists(), expected, "{at_once} at once");
				assert_eq!(Financing::on_chain_storage_version(), StorageVersion::new(AFTER.into()));
			}
		});
	}

	#[test]
	fn begun_again_in_the_middle_it_lists_the_same() {
		test(|| {
			portfolio();
			let expected = lists();
			without_lists();
			let cursor = Migration::<Test>::step(None, &mut room(3)).unwrap();
			assert_eq!(cursor, Some(3));
			run(|| room(2), || {});
			assert_eq!(lists(), expected);
		});
	}

	#[test]
	fn what_is_listed_already_is_not_listed_again() {
		test(|| {
			portfolio();
			without_lists();
			run(|| room(1_000), || {});
			let _ = LoansBy::<Test>::clear(u32::MAX, None);
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			assert_eq!(Migration::<Test>::step(None, &mut room(1_000)).unwrap(), None);
			assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before, "version 3 is left as it is");
			without_lists();
			run(|| room(1_000), || {});
		});
	}

	#[test]
	fn a_block_without_room_says_how_much_it_needs() {
		test(|| {
			portfolio();
			without_lists();
			let refused = Migration::<Test>::step(None, &mut room(0));
			let required = weight_of_a_step::<Test>() + weight_of_one::<Test>();
			assert_eq!(refused, Err(SteppedMigrationError::InsufficientWeight { required }));
			assert_eq!(lists(), Lists::default());
			run(|| WeightMeter::with_limit(required), || {});
		});
	}

	#[test]
	fn a_list_that_leaves_a_loan_out_is_found_once_it_is_filled() {
		test(|| {
			let loan = lent(request(), offer());
			LoansBy::<Test>::remove(BANK, loan);
			assert!(Financing::do_try_state().is_err());
			LoansBy::<Test>::insert(BANK, loan, ());
			for list in [
				|loan| RepaidBy::<Test>::insert(BANK, loan, ()),
				|loan: LoanId| MissedBy::<Test>::insert(BANK, loan.application(), ()),
				|loan| LoansBy::<Test>::insert(OTHER_BANK, loan, ()),
			] {
				let kept = lists();
				list(loan);
				assert!(Financing::do_try_state().is_err());
				let _ = RepaidBy::<Test>::clear(u32::MAX, None);
				let _ = MissedBy::<Test>::clear(u32::MAX, None);
				LoansBy::<Test>::remove(OTHER_BANK, loan);
				assert_eq!(lists(), kept);
			}
		});
	}
}
