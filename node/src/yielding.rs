//! The state as a dear question reads it: between two reads its thread lets others have the core.
//!
//! Where nobody waits, that costs less than a read. Where somebody does, niceness alone would have him wait until the system's clock
//! ends the slice, some milliseconds. No lock is held between two reads, so nobody waits for one whose holder has given way:
//! `docs/decisions/0200-dear-questions-yield.md`.

use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{Error, Extension, ExtensionStore, Externalities, MultiRemovalResults};
use std::{
	any::{Any, TypeId},
	thread,
	time::{Duration, Instant},
};

/// How long a thread keeps the core, until the next read. A tenth of what a cheap question takes.
const AT_MOST: Duration = Duration::from_micros(150);

pub struct Yielding<'a> {
	state: &'a mut dyn Externalities,
	since: Instant,
}

impl<'a> Yielding<'a> {
	pub fn new(state: &'a mut dyn Externalities) -> Self {
		Self { state, since: Instant::now() }
	}

	/// The state, after others had the core if it is time.
	fn state(&mut self) -> &mut dyn Externalities {
		if self.is_time() {
			thread::yield_now();
			self.since = Instant::now();
		}
		self.state
	}

	fn is_time(&self) -> bool {
		self.since.elapsed() >= AT_MOST
	}
}

macro_rules! pass_on {
	($(fn $name:ident($($argument:ident: $type:ty),*) $(-> $answer:ty)?;)*) => {$(
		fn $name(&mut self, $($argument: $type),*) $(-> $answer)? {
			self.state().$name($($argument),*)
		}
	)*};
}

impl Externalities for Yielding<'_> {
	pass_on! {
		fn set_offchain_storage(key: &[u8], value: Option<&[u8]>);
		fn storage(key: &[u8]) -> Option<Vec<u8>>;
		fn storage_hash(key: &[u8]) -> Option<Vec<u8>>;
		fn child_storage_hash(child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>>;
		fn child_storage(child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>>;
		fn exists_storage(key: &[u8]) -> bool;
		fn exists_child_storage(child: &ChildInfo, key: &[u8]) -> bool;
		fn next_storage_key(key: &[u8]) -> Option<Vec<u8>>;
		fn next_child_storage_key(child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>>;
		fn kill_child_storage(child: &ChildInfo, limit: Option<u32>, cursor: Option<&[u8]>) -> MultiRemovalResults;
		fn clear_prefix(prefix: &[u8], limit: Option<u32>, cursor: Option<&[u8]>) -> MultiRemovalResults;
		fn clear_child_prefix(
			child: &ChildInfo,
			prefix: &[u8],
			limit: Option<u32>,
			cursor: Option<&[u8]>
		) -> MultiRemovalResults;
		fn place_storage(key: Vec<u8>, value: Option<Vec<u8>>);
		fn place_child_storage(child: &ChildInfo, key: Vec<u8>, value: Option<Vec<u8>>);
		fn storage_root(version: StateVersion) -> Vec<u8>;
		fn child_storage_root(child: &ChildInfo, version: StateVersion) -> Vec<u8>;
		fn storage_append(key: Vec<u8>, value: Vec<u8>);
		fn storage_start_transaction();
		fn storage_rollback_transaction() -> Result<(), ()>;
		fn storage_commit_transaction() -> Result<(), ()>;
		fn storage_index_transaction(index: u32, hash: &[u8], size: u32);
		fn storage_renew_transaction_index(index: u32, hash: &[u8]);
		fn wipe();
		fn commit();
		fn reset_read_write_count();
		fn set_whitelist(new: Vec<TrackedStorageKey>);
	}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		self.state.read_write_count()
	}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		self.state.get_whitelist()
	}

	fn proof_size(&self) -> Option<u32> {
		self.state.proof_size()
	}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		self.state.get_read_and_written_keys()
	}
}

impl ExtensionStore for Yielding<'_> {
	fn extension_by_type_id(&mut self, id: TypeId) -> Option<&mut dyn Any> {
		self.state.extension_by_type_id(id)
	}

	fn register_extension_with_type_id(&mut self, id: TypeId, extension: Box<dyn Extension>) -> Result<(), Error> {
		self.state.register_extension_with_type_id(id, extension)
	}

	fn deregister_extension_by_type_id(&mut self, id: TypeId) -> Result<(), Error> {
		self.state.deregister_extension_by_type_id(id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::offchain::{testing::TestOffchainExt, OffchainDbExt};
	use sp_externalities::ExternalitiesExt;
	use sp_state_machine::BasicExternalities;

	#[test]
	fn it_is_the_state_itself() {
		let mut state = BasicExternalities::new_empty();
		state.insert(b"one".to_vec(), b"1".to_vec());
		let mut read = Yielding::new(&mut state);
		for _ in 0..2 {
			assert_eq!(read.storage(b"one"), Some(b"1".to_vec()));
			assert_eq!((read.exists_storage(b"two"), read.next_storage_key(b"one")), (false, None));
			thread::sleep(AT_MOST);
		}
		read.set_storage(b"two".to_vec(), b"2".to_vec());
		assert_eq!(read.next_storage_key(b"one"), Some(b"two".to_vec()));
		let mut whole: &mut dyn Externalities = &mut read;
		whole.register_extension(OffchainDbExt::new(TestOffchainExt::new().0)).expect("there is none yet");
		assert!(whole.extension::<OffchainDbExt>().is_some());
		let root = read.storage_root(StateVersion::V1);
		assert_eq!(state.storage(b"two"), Some(b"2".to_vec()));
		assert_eq!(state.storage_root(StateVersion::V1), root);
	}

	#[test]
	fn it_yields_after_a_while_and_not_at_each_read() {
		let mut state = BasicExternalities::new_empty();
		let mut read = Yielding { since: Instant::now() + AT_MOST, state: &mut state };
		assert!(!read.is_time());
		read.since = Instant::now() - AT_MOST;
		assert!(read.is_time());
		let before = read.since;
		read.storage(b"one");
		assert!(read.since >= before + AT_MOST, "the while begins anew");
	}
}
