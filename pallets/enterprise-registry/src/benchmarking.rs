use crate::*;
use alloc::{format, vec::Vec};
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use lingnan_support::{Currency, Division, EnterpriseStatus, RegistrationNumber};
use sp_core::H256;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// The key of an agency with the registrar's right.
	fn registrar() -> AccountId;
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A mainland code: its two check characters cost most to check. Found by trying.
	fn number(n: u32) -> RegistrationNumber {
		const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
		ALPHABET
			.chars()
			.flat_map(|inner| ALPHABET.chars().map(move |outer| (inner, outer)))
			.find_map(|(inner, outer)| {
				let number: RegistrationNumber = format!("91440300{n:08}{inner}{outer}").parse().ok()?;
				number.check().is_ok().then_some(number)
			})
			.expect("every code has its check characters")
	}

	fn registration(n: u32) -> RegistrationSpec {
		RegistrationSpec {
			number: number(n),
			legal_name: "A name of middling length, as firms have it".try_into().unwrap_or_default(),
			industry: "C3911".parse().expect("valid"),
			division: Some(Division(440_300)),
			founded: 0,
			registered_capital: 1,
			capital_currency: Currency::Cny,
			lei: None,
			accept_outer_check_mismatch: false,
		}
	}

	fn registered<T: Config>(n: u32) -> (T::AccountId, RegistrationNumber) {
		let registrar = T::BenchmarkHelper::registrar();
		Pallet::<T>::do_register(registrar.clone(), registration(n)).expect("it registers");
		(registrar, number(n))
	}

	fn controlled<T: Config>() -> (T::AccountId, RegistrationNumber, T::AccountId) {
		let (registrar, number) = registered::<T>(1);
		let controller: T::AccountId = account("controller", 0, 0);
		Pallet::<T>::do_offer_control(registrar.clone(), number.clone(), controller.clone()).expect("it is offered");
		Pallet::<T>::do_accept_control(controller.clone(), number.clone()).expect("it is accepted");
		(registrar, number, controller)
	}

	#[benchmark]
	fn register() {
		let registrar = T::BenchmarkHelper::registrar();
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), registration(1));
		assert!(Enterprises::<T>::contains_key(number(1)));
	}

	#[benchmark]
	fn register_many(n: Linear<1, MAX_BATCH>) {
		let registrar = T::BenchmarkHelper::registrar();
		let registrations: Vec<_> = (0..n).map(registration).collect();
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), registrations.try_into().expect("within the bound"));
		assert!(Enterprises::<T>::contains_key(number(n - 1)));
	}

	#[benchmark]
	fn offer_control() {
		let (_, number, controller) = controlled::<T>();
		let [first, second]: [T::AccountId; 2] = [account("heir", 0, 0), account("heir", 1, 0)];
		Pallet::<T>::do_offer_control(controller.clone(), number.clone(), first).expect("it is offered");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), number.clone(), second.clone());
		assert_eq!(Offers::<T>::get(number), Some(second));
	}

	#[benchmark]
	fn accept_control() {
		let (_, number, controller) = controlled::<T>();
		let heir: T::AccountId = account("heir", 0, 0);
		Pallet::<T>::do_offer_control(controller, number.clone(), heir.clone()).expect("it is offered");
		#[extrinsic_call]
		_(RawOrigin::Signed(heir.clone()), number.clone());
		assert!(ControlledBy::<T>::contains_key(heir, number));
	}

	#[benchmark]
	fn withdraw_control_offer() {
		let (_, number, controller) = controlled::<T>();
		Pallet::<T>::do_offer_control(controller.clone(), number.clone(), account("heir", 0, 0))
			.expect("it is offered");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), number.clone());
		assert_eq!(Offers::<T>::get(number), None);
	}

	#[benchmark]
	fn change_status() {
		let (registrar, number) = registered::<T>(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone(), EnterpriseStatus::Abnormal);
		assert!(Enterprises::<T>::get(number).is_some_and(|record| record.status == EnterpriseStatus::Abnormal));
	}

	#[benchmark]
	fn record_succession() {
		let (registrar, number) = registered::<T>(1);
		let (_, successor) = registered::<T>(2);
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone(), successor);
		assert!(Enterprises::<T>::get(number).is_some_and(|record| record.successor.is_some()));
	}

	#[benchmark]
	fn amend() {
		let (registrar, number) = registered::<T>(1);
		let amendment = AmendmentSpec {
			legal_name: "Another name of middling length".try_into().unwrap_or_default(),
			industry: "I65".parse().expect("valid"),
			division: Some(Division(440_100)),
			registered_capital: 2,
		};
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone(), amendment);
		assert!(Enterprises::<T>::get(number).is_some_and(|record| record.registered_capital == 2));
	}

	#[benchmark]
	fn start_recovery() {
		let (registrar, number, _) = controlled::<T>();
		let heir: T::AccountId = account("heir", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone(), heir, H256::zero());
		assert!(Recoveries::<T>::contains_key(&number));
	}

	#[benchmark]
	fn veto_recovery() {
		let (registrar, number, controller) = controlled::<T>();
		Pallet::<T>::do_start_recovery(registrar, number.clone(), account("heir", 0, 0), H256::zero())
			.expect("it begins");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), number.clone());
		assert!(!Recoveries::<T>::contains_key(&number));
	}

	#[benchmark]
	fn withdraw_recovery() {
		let (registrar, number, _) = controlled::<T>();
		Pallet::<T>::do_start_recovery(registrar.clone(), number.clone(), account("heir", 0, 0), H256::zero())
			.expect("it begins");
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone());
		assert!(!Recoveries::<T>::contains_key(&number));
	}

	#[benchmark]
	fn freeze() {
		let (registrar, number, _) = controlled::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone());
		assert!(Freezes::<T>::contains_key(&number));
	}

	#[benchmark]
	fn unfreeze() {
		let (registrar, number, _) = controlled::<T>();
		Pallet::<T>::do_freeze(registrar.clone(), number.clone()).expect("it freezes");
		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), number.clone());
		assert!(!Pallet::<T>::is_frozen(&number));
	}

	fn mandate() -> MandateSpec {
		let duties = [Duty::Apply, Duty::Accept, Duty::Consent, Duty::Pledge, Duty::Confirm];
		let currencies = [Currency::Cny, Currency::Hkd, Currency::Mop, Currency::Usd];
		MandateSpec {
			duties: duties.to_vec().try_into().unwrap_or_default(),
			limits: currencies.map(|currency| Limit { currency, amount: 1 }).to_vec().try_into().unwrap_or_default(),
			until: u32::MAX,
		}
	}

	/// All others' mandates are over, for control has changed hands.
	#[benchmark]
	fn set_mandate() {
		let (_, number, controller) = controlled::<T>();
		for n in 0..MAX_MANDATES {
			let officer = account("officer", n, 0);
			Pallet::<T>::do_set_mandate(controller.clone(), number.clone(), officer, mandate()).expect("it is set");
		}
		let heir: T::AccountId = account("heir", 0, 0);
		Pallet::<T>::do_offer_control(controller, number.clone(), heir.clone()).expect("it is offered");
		Pallet::<T>::do_accept_control(heir.clone(), number.clone()).expect("it is accepted");
		let officer: T::AccountId = account("officer", MAX_MANDATES, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(heir), number.clone(), officer.clone(), mandate());
		assert!(Mandates::<T>::contains_key(number, officer));
	}

	#[benchmark]
	fn revoke_mandate() {
		let (_, number, controller) = controlled::<T>();
		let officer: T::AccountId = account("officer", 0, 0);
		Pallet::<T>::do_set_mandate(controller.clone(), number.clone(), officer.clone(), mandate()).expect("it is set");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), number.clone(), officer.clone());
		assert!(!Mandates::<T>::contains_key(number, officer));
	}

	fn guardians<T: Config>(from: u32) -> Guardians<T::AccountId> {
		let accounts: Vec<T::AccountId> = (from..from + MAX_GUARDIANS).map(|n| account("guardian", n, 0)).collect();
		let threshold = u8::try_from(MAX_GUARDIANS).unwrap_or(u8::MAX);
		Guardians { accounts: accounts.try_into().unwrap_or_default(), threshold }
	}

	/// Five in force, and five who wait from that time on.
	fn guarded<T: Config>(number: &RegistrationNumber, from: u64) {
		let next = Some(NextGuardians { guardians: guardians::<T>(MAX_GUARDIANS), from });
		let guardians = guardians::<T>(0);
		Pallet::<T>::put_guardianship(number, Guardianship { guardians, next, ..Default::default() });
	}

	/// Five take the place of five who have just come into force themselves.
	#[benchmark]
	fn name_guardians() {
		let (_, number, controller) = controlled::<T>();
		guarded::<T>(&number, 0);
		let others = guardians::<T>(2 * MAX_GUARDIANS);
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), number.clone(), others);
		assert!(Guardianships::<T>::get(number).is_some_and(|standing| standing.next.is_some()));
	}

	/// The last word, by which a recovery begins, and five who wait do not come into force.
	#[benchmark]
	fn act_as_guardian() {
		let (_, number, _) = controlled::<T>();
		guarded::<T>(&number, u64::MAX);
		let heir: T::AccountId = account("heir", 0, 0);
		let act = GuardianAct::Recover { to: heir, evidence: H256::zero() };
		for n in 1..MAX_GUARDIANS {
			let guardian = account("guardian", n, 0);
			Pallet::<T>::do_act_as_guardian(guardian, number.clone(), act.clone()).expect("it agrees");
		}
		let last: T::AccountId = account("guardian", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(last), number.clone(), act);
		assert!(Recoveries::<T>::contains_key(&number));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
