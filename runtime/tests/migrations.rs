//! The long migrations of this release, as the runtime walks through them.

use crate::common::{credit::firm, *};
use frame_support::{
	migrations::MultiStepMigrator,
	traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
};
use lingnan_runtime::*;
use lingnan_support::{ApplicationId, Currency, Grade, InstitutionId, ProductId, ScorecardId};
use pallet_financing::{
	migrations::{v3, v4},
	ApplicationState, ClosedTo, DeclineReason, MissedBy, NextApplication, Records, RepaymentMethod,
};
use v4::v3::{Application, Applications, Request};

fn declined(id: u64) -> Application {
	Application {
		enterprise: firm(),
		product: ProductId(0),
		institution: InstitutionId((id % 3) as u32),
		request: Request {
			amount: 1,
			currency: Currency::Cny,
			tenor: 1,
			method: RepaymentMethod::Bullet,
			security: Default::default(),
		},
		scorecard: ScorecardId(0),
		grade: Grade::A,
		filed_at: 0,
		decide_by: 0,
		deadline_missed: id.is_multiple_of(2),
		state: ApplicationState::Declined { reason: DeclineReason::Capacity },
		terms: None,
		offered_on: None,
		reservation: None,
	}
}

/// A chain with more applications than a block has room for is some blocks without calls, and then has its lists.
#[test]
fn the_lists_of_institutions_are_filled_over_several_blocks_that_are_never_too_full() {
	const APPLICATIONS: u64 = 10_000;
	development().execute_with(|| {
		for id in 0..APPLICATIONS {
			Applications::<Runtime>::insert(ApplicationId(id), declined(id));
		}
		NextApplication::<Runtime>::put(ApplicationId(APPLICATIONS));
		StorageVersion::new(v3::BEFORE.into()).put::<Financing>();

		MultiBlockMigrations::on_runtime_upgrade();
		let most = configs::system::RuntimeBlockWeights::get().max_block;
		let mut blocks = 0;
		while MultiBlockMigrations::ongoing() {
			System::set_block_number(System::block_number() + 1);
			let weight = <MultiBlockMigrations as MultiStepMigrator>::step();
			assert!(weight.all_lte(most), "a block's steps weigh {weight}");
			blocks += 1;
			assert!(blocks < 100, "it does not end");
		}
		assert!(blocks > 1, "it is one that takes several blocks");
		assert_eq!(Financing::on_chain_storage_version(), StorageVersion::new(v4::AFTER.into()));
		assert_eq!(Records::<Runtime>::iter_keys().count() as u64, APPLICATIONS);
		let closed: u64 =
			(0..3).map(InstitutionId).map(|bank| ClosedTo::<Runtime>::iter_key_prefix(bank).count() as u64).sum();
		assert_eq!((closed, MissedBy::<Runtime>::iter_keys().count() as u64), (APPLICATIONS, APPLICATIONS / 2));
	});
}
