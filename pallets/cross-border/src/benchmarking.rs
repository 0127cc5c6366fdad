use crate::*;
use frame_benchmarking::v2::*;
use frame_support::weights::Weight;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use lingnan_support::{
	Attestations, Corridor, CorridorInbox, CorridorMessage, DataClass, DocumentsAbroad, DuplicateAnswer, IndicatorId,
	OnConsentRevoked, Passport, RegistrationNumber, ScorecardId, StoppedBy, Voucher, VoucherOutcome,
};
use sp_core::H256;
use sp_runtime::traits::Zero;

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// An active and rated enterprise, its controller, the key of an institution with a consent for cross-border
	/// verification, and an indicator with an attestation that counts.
	fn enterprise() -> (RegistrationNumber, AccountId, AccountId, IndicatorId);
	/// Has an agency say that the document is this enterprise's, which consented to the institution for assessment.
	fn attest(document: H256, enterprise: &RegistrationNumber);
	/// Makes a lane take messages.
	fn open_lane(corridor: Corridor);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	struct Scene<AccountId> {
		corridor: Corridor,
		enterprise: RegistrationNumber,
		controller: AccountId,
		institution: AccountId,
		indicator: IndicatorId,
	}

	/// The chain of the enterprise's place, with both corridors open.
	fn scene<T: Config>() -> Scene<T::AccountId> {
		let (enterprise, controller, institution, indicator) = T::BenchmarkHelper::enterprise();
		let home = enterprise.jurisdiction();
		Home::<T>::put(home);
		for corridor in Corridor::of(home) {
			T::BenchmarkHelper::open_lane(corridor);
			for class in DataClass::ALL {
				Open::<T>::insert(corridor, class, BlockNumberFor::<T>::zero());
			}
			Recognised::<T>::insert(corridor, ScorecardId(2), [1; 9]);
		}
		let corridor = Corridor::of(home)[0];
		T::BenchmarkHelper::attest(document(), &enterprise);
		Scene { corridor, enterprise, controller, institution, indicator }
	}

	fn document() -> H256 {
		H256::repeat_byte(0xd0)
	}

	/// A passport from the other end.
	fn arriving<T: Config>(corridor: Corridor, number: u64, holder: u8) -> Passport {
		let enterprise = match Pallet::<T>::ensure_ours(corridor) {
			Ok(lingnan_support::Jurisdiction::HongKong) => RegistrationNumber::HongKong(*b"12345678"),
			Ok(lingnan_support::Jurisdiction::Guangdong) => RegistrationNumber::Mainland(*b"91440300708461136T"),
			_ => RegistrationNumber::Macao(frame_support::BoundedVec::truncate_from(b"SO 12345".to_vec())),
		};
		Passport {
			number,
			enterprise,
			holder: H256::repeat_byte(holder),
			industry: lingnan_support::Industry(frame_support::BoundedVec::truncate_from(b"C3911".to_vec())),
			division: Some(lingnan_support::Division(440_300)),
			founded: 14_600,
			grade: lingnan_support::Grade::A,
			scorecard: ScorecardId(2),
			coverage: 9_000,
			rated_at: 0,
			valid_until: u64::MAX,
			attestations: H256::repeat_byte(5),
		}
	}

	fn arrive<T: Config>(corridor: Corridor, message: CorridorMessage) {
		let nonce = LastReceived::<T>::get(corridor).saturating_add(1);
		Pallet::<T>::receive(corridor, nonce, message).expect("it is taken");
	}

	#[benchmark]
	fn send_passport() {
		let scene = scene::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.institution), scene.corridor, scene.enterprise.clone());
		assert!(PassportsSent::<T>::contains_key(scene.corridor, scene.enterprise));
	}

	#[benchmark]
	fn revoke_passport() {
		let Scene { corridor, enterprise, controller, institution, .. } = scene::<T>();
		Pallet::<T>::do_send_passport(institution, corridor, enterprise.clone()).expect("it is sent");
		#[extrinsic_call]
		_(RawOrigin::Signed(controller), corridor, enterprise.clone());
		assert!(!PassportsSent::<T>::contains_key(corridor, enterprise));
	}

	#[benchmark]
	fn send_voucher() {
		let scene = scene::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.institution), scene.corridor, scene.enterprise, scene.indicator);
		assert!(VouchersSent::<T>::contains_key(scene.corridor, 1));
	}

	#[benchmark]
	fn check_voucher() {
		let Scene { corridor, institution, .. } = scene::<T>();
		let enterprise = arriving::<T>(corridor, 1, 1).enterprise;
		let voucher = Voucher { number: 1, enterprise, indicator: IndicatorId(1), valid_until: u64::MAX };
		arrive::<T>(corridor, CorridorMessage::Voucher(voucher));
		#[extrinsic_call]
		_(RawOrigin::Signed(institution), corridor, 1, document());
		assert!(ChecksAsked::<T>::contains_key((corridor, 1), 1));
	}

	#[benchmark]
	fn claim_document() {
		let scene = scene::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.institution), document());
		assert!(Claims::<T>::contains_key(document()));
	}

	#[benchmark]
	fn send_waiting(n: Linear<1, MAX_BATCH>) {
		let Scene { corridor, institution, .. } = scene::<T>();
		for _ in 0..n {
			let notice = CorridorMessage::DuplicateNotice { document: document(), similar: document(), financed_at: 1 };
			Pallet::<T>::queue(corridor, notice);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(institution), corridor, n);
		assert_eq!(WaitingTotal::<T>::get(), 0);
	}

	#[benchmark]
	fn open_class() {
		let Scene { corridor, .. } = scene::<T>();
		Pallet::<T>::do_close_class(corridor, DataClass::Vouchers, StoppedBy::Few).expect("it is closed");
		#[block]
		{
			Pallet::<T>::do_open_class(corridor, DataClass::Vouchers).expect("it is accepted");
		}
		assert!(Open::<T>::contains_key(corridor, DataClass::Vouchers));
	}

	#[benchmark]
	fn close_class() {
		let Scene { corridor, .. } = scene::<T>();
		#[block]
		{
			Pallet::<T>::do_close_class(corridor, DataClass::Vouchers, StoppedBy::Few).expect("it is accepted");
		}
		assert!(!Pallet::<T>::lets_through(corridor, DataClass::Vouchers));
	}

	#[benchmark]
	fn halt() {
		let Scene { corridor, .. } = scene::<T>();
		#[block]
		{
			Pallet::<T>::do_halt(corridor, StoppedBy::Few).expect("it is accepted");
		}
		assert!(Halted::<T>::contains_key(corridor));
	}

	#[benchmark]
	fn resume() {
		let Scene { corridor, .. } = scene::<T>();
		Pallet::<T>::do_halt(corridor, StoppedBy::Few).expect("it is halted");
		#[block]
		{
			Pallet::<T>::do_resume(corridor).expect("it is accepted");
		}
		assert!(!Halted::<T>::contains_key(corridor));
	}

	#[benchmark]
	fn recognise_scorecard() {
		let Scene { corridor, .. } = scene::<T>();
		Recognised::<T>::insert(corridor, ScorecardId(3), [1; 9]);
		Recognised::<T>::insert(corridor, ScorecardId(4), [1; 9]);
		#[block]
		{
			Pallet::<T>::do_recognise_scorecard(corridor, ScorecardId(5), Some([2; 9])).expect("it is accepted");
		}
		assert!(Recognised::<T>::contains_key(corridor, ScorecardId(5)));
	}

	#[benchmark]
	fn take_passport() {
		let Scene { corridor, .. } = scene::<T>();
		arrive::<T>(corridor, CorridorMessage::Passport(arriving::<T>(corridor, 1, 1)));
		let passport = arriving::<T>(corridor, 2, 2);
		let enterprise = passport.enterprise.clone();
		#[block]
		{
			Pallet::<T>::receive(corridor, 2, CorridorMessage::Passport(passport)).expect("it is accepted");
		}
		assert_eq!(Visitors::<T>::get(enterprise).map(|visitor| visitor.number), Some(2));
	}

	#[benchmark]
	fn burn_passport() {
		let Scene { corridor, .. } = scene::<T>();
		let passport = arriving::<T>(corridor, 1, 1);
		let enterprise = passport.enterprise.clone();
		arrive::<T>(corridor, CorridorMessage::Passport(passport));
		#[block]
		{
			let number = 1;
			let enterprise = enterprise.clone();
			Pallet::<T>::receive(corridor, 2, CorridorMessage::PassportRevoked { number, enterprise })
				.expect("it is accepted");
		}
		assert!(Visitors::<T>::get(enterprise).is_some_and(|visitor| visitor.rating.is_none()));
	}

	#[benchmark]
	fn take_voucher() {
		let Scene { corridor, .. } = scene::<T>();
		let enterprise = arriving::<T>(corridor, 1, 1).enterprise;
		let voucher = Voucher { number: 1, enterprise, indicator: IndicatorId(1), valid_until: u64::MAX };
		#[block]
		{
			Pallet::<T>::receive(corridor, 1, CorridorMessage::Voucher(voucher)).expect("it is accepted");
		}
		assert!(VouchersHeld::<T>::contains_key(corridor, 1));
	}

	#[benchmark]
	fn answer_check() {
		let Scene { corridor, enterprise, institution, indicator, .. } = scene::<T>();
		Pallet::<T>::do_send_voucher(institution, corridor, enterprise.clone(), indicator).expect("it is sent");
		let fingerprint = T::Attestations::evidence(&enterprise, indicator).expect("the agency has evidence");
		#[block]
		{
			Pallet::<T>::receive(corridor, 1, CorridorMessage::VoucherCheck { voucher: 1, check: 1, fingerprint })
				.expect("it is accepted");
		}
		let answered = ChecksAnswered::<T>::get((corridor, 1), 1).map(|answered| answered.outcome);
		assert_eq!(answered, Some(VoucherOutcome::Match));
	}

	#[benchmark]
	fn take_receipt() {
		let Scene { corridor, institution, .. } = scene::<T>();
		let enterprise = arriving::<T>(corridor, 1, 1).enterprise;
		let voucher = Voucher { number: 1, enterprise, indicator: IndicatorId(1), valid_until: u64::MAX };
		arrive::<T>(corridor, CorridorMessage::Voucher(voucher));
		Pallet::<T>::do_check_voucher(institution, corridor, 1, document()).expect("it is asked");
		#[block]
		{
			let outcome = VoucherOutcome::Match;
			Pallet::<T>::receive(corridor, 2, CorridorMessage::VoucherReceipt { voucher: 1, check: 1, outcome })
				.expect("it is accepted");
		}
		assert!(ChecksAsked::<T>::get((corridor, 1), 1).is_some_and(|asked| asked.receipt.is_some()));
	}

	/// A claim of the other end that goes before one of ours.
	#[benchmark]
	fn answer_query() {
		let Scene { corridor, institution, .. } = scene::<T>();
		Pallet::<T>::do_claim_document(institution, document()).expect("it is claimed");
		let query = CorridorMessage::DuplicateQuery { document: document(), claimed_at: 0, until: u64::MAX };
		#[block]
		{
			Pallet::<T>::receive(corridor, 1, query).expect("it is accepted");
		}
		assert!(Held::<T>::contains_key(document(), corridor));
	}

	#[benchmark]
	fn take_reply() {
		let Scene { corridor, institution, .. } = scene::<T>();
		Pallet::<T>::do_claim_document(institution, document()).expect("it is claimed");
		let claimed_at = Pallet::<T>::now();
		let answer = DuplicateAnswer::Clear;
		let reply = CorridorMessage::DuplicateReply { document: document(), claimed_at, answer };
		#[block]
		{
			Pallet::<T>::receive(corridor, 1, reply).expect("it is accepted");
		}
		assert_eq!(Claims::<T>::get(document()).and_then(|claim| claim.answer(corridor)), Some(answer));
	}

	#[benchmark]
	fn take_notice() {
		let Scene { corridor, institution, .. } = scene::<T>();
		Pallet::<T>::do_claim_document(institution, document()).expect("it is claimed");
		let notice = CorridorMessage::DuplicateNotice { document: document(), similar: document(), financed_at: 1 };
		#[block]
		{
			Pallet::<T>::receive(corridor, 1, notice).expect("it is accepted");
		}
		assert!(FinancedAbroad::<T>::contains_key(document(), corridor));
	}

	#[benchmark]
	fn clear_and_finance() {
		let Scene { institution, .. } = scene::<T>();
		Pallet::<T>::do_claim_document(institution, document()).expect("it is claimed");
		let claimed = Claims::<T>::get(document()).expect("the claim stands");
		for (corridor, _) in &claimed.answers {
			let (answer, claimed_at) = (DuplicateAnswer::Clear, claimed.claimed_at);
			arrive::<T>(*corridor, CorridorMessage::DuplicateReply { document: document(), claimed_at, answer });
		}
		#[block]
		{
			Pallet::<T>::ensure_clear(document(), claimed.institution).expect("all have answered");
			Pallet::<T>::financed(document(), document());
		}
		assert_eq!(WaitingTotal::<T>::get(), 2);
	}

	/// A consent under which a passport was sent to both other places.
	#[benchmark]
	fn revoked() {
		let Scene { enterprise, institution, corridor: one, .. } = scene::<T>();
		for corridor in Corridor::of(enterprise.jurisdiction()) {
			Pallet::<T>::do_send_passport(institution.clone(), corridor, enterprise.clone()).expect("it is sent");
		}
		let consent = PassportsSent::<T>::get(one, &enterprise).map(|sent| sent.consent).expect("it was sent");
		#[block]
		{
			<Pallet<T> as OnConsentRevoked>::revoked(consent, &enterprise);
		}
		assert_eq!(WaitingTotal::<T>::get(), 2);
	}

	/// One that still has grounds; what else it costs to take it back is added to this.
	#[benchmark]
	fn check_passport() {
		let Scene { corridor, enterprise, institution, .. } = scene::<T>();
		Pallet::<T>::do_send_passport(institution, corridor, enterprise.clone()).expect("it is sent");
		#[block]
		{
			Pallet::<T>::check_passports(Weight::MAX);
		}
		assert_eq!(LastChecked::<T>::get(), Some((corridor, enterprise)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
