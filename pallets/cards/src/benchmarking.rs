use crate::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{date_of, CardHolder, RegistrationNumber, Timestamp, SECONDS_PER_DAY};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An active enterprise and the account that controls it: of the parties the one whose right to speak takes most to find.
	fn enterprise() -> (RegistrationNumber, AccountId);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A key as long as any.
	fn key(n: u32) -> CardKey {
		let number = n.to_le_bytes();
		let mut bytes = vec![7; Suite::XWing.key_bytes()];
		bytes.iter_mut().zip(number).for_each(|(byte, digit)| *byte = digit);
		CardKey::try_from(bytes).unwrap_or_default()
	}

	fn end<T: Config>() -> Timestamp {
		Pallet::<T>::now().saturating_add(SECONDS_PER_DAY)
	}

	/// So many cards of a party, all but the last of them superseded.
	fn published<T: Config>(many: u32) -> (T::AccountId, CardHolder) {
		let (number, controller) = T::BenchmarkHelper::enterprise();
		let holder = CardHolder::Enterprise(number);
		for n in 0..many {
			let suite = Suite::XWing.byte();
			Pallet::<T>::do_publish(&controller, holder.clone(), suite, key(n), end::<T>()).expect("it is published");
		}
		(controller, holder)
	}

	/// The seventeenth, for which the first makes room.
	#[benchmark]
	fn publish() {
		let (controller, holder) = published::<T>(MOST_CARDS);
		let today = date_of(Pallet::<T>::now());
		Pallet::<T>::do_state_destruction(&controller, holder.clone(), 1, today).expect("it was destroyed");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), holder.clone(), Suite::XWing.byte(), key(MOST_CARDS), end::<T>());
		assert_eq!(Pallet::<T>::cards(&holder).first().map(|card| card.version), Some(MOST_CARDS + 1));
	}

	#[benchmark]
	fn withdraw() {
		let (controller, holder) = published::<T>(MOST_CARDS);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), holder.clone(), MOST_CARDS);
		assert_eq!(Pallet::<T>::cards(&holder).first().map(|card| card.state), Some(CardState::Withdrawn));
	}

	#[benchmark]
	fn state_destruction() {
		let (controller, holder) = published::<T>(MOST_CARDS);
		let today = date_of(Pallet::<T>::now());
		Pallet::<T>::do_withdraw(&controller, holder.clone(), MOST_CARDS).expect("it is withdrawn");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), holder.clone(), MOST_CARDS, today);
		assert_eq!(Pallet::<T>::cards(&holder).first().map(|card| card.state), Some(CardState::Destroyed));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
