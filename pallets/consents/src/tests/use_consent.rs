use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{ConsentId, Consents as _, IndicatorId, InstitutionId, Paging, Purpose};

fn try_use(
	institution: InstitutionId,
	purpose: Purpose,
	indicators: &[u32],
) -> Result<ConsentId, sp_runtime::DispatchError> {
	let indicators: Vec<_> = indicators.iter().copied().map(IndicatorId).collect();
	let may = ConsentsPallet::may_use(&firm(), institution, purpose, &indicators);
	let used = ConsentsPallet::use_consent(&firm(), institution, purpose, &indicators);
	assert_eq!(may.is_ok(), used.is_ok(), "what is announced and what happens differ");
	used
}

#[test]
fn each_use_burns_one_and_leaves_a_receipt() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		assert_eq!(try_use(BANK, Purpose::Assessment, &[1, 2]), Ok(ConsentId(0)));
		System::assert_last_event(
			Event::Used {
				consent: ConsentId(0),
				number: 1,
				enterprise: firm(),
				institution: BANK,
				purpose: Purpose::Assessment,
				indicators: 2,
				at: NOON,
			}
			.into(),
		);
		set_now(NOON + 5);
		assert_eq!(try_use(BANK, Purpose::Assessment, &[]), Ok(ConsentId(0)));
		let receipts: Vec<_> = ConsentsPallet::receipts(ConsentId(0), Paging::FIRST)
			.items
			.into_iter()
			.map(|r| (r.number, r.at, r.institution, r.indicators))
			.collect();
		assert_eq!(receipts, [(1, NOON, BANK, 2), (2, NOON + 5, BANK, 0)]);
		assert_noop!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]), Error::<Test>::NoConsent);
		assert_eq!(ConsentsPallet::receipts(ConsentId(8), Paging::FIRST).items, []);
	});
}

#[test]
fn institution_purpose_scope_and_window_each_refuse() {
	test(|| {
		let only = Scope::Only(vec![IndicatorId(1), IndicatorId(2)].try_into().unwrap());
		let terms = ConsentSpec { scope: only, from: NOON + 10, ..terms() };
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms));
		let no = Err(Error::<Test>::NoConsent.into());
		assert_eq!(try_use(BANK, Purpose::Assessment, &[1]), no, "too early");
		set_now(NOON + 10);
		assert_eq!(try_use(OTHER_BANK, Purpose::Assessment, &[1]), no);
		assert_eq!(try_use(BANK, Purpose::Monitoring, &[1]), no);
		assert_eq!(try_use(BANK, Purpose::Assessment, &[1, 3]), no);
		assert_eq!(try_use(BANK, Purpose::Assessment, &[2, 1]), Ok(ConsentId(0)));
		set_now(NOON + 1_000);
		assert_eq!(try_use(BANK, Purpose::Assessment, &[1]), no, "too late");
	});
}

#[test]
fn the_consent_that_ends_first_is_burned_first() {
	test(|| {
		for until in [NOON + 900, NOON + 300, NOON + 300, NOON + 600] {
			let terms = ConsentSpec { until, uses: 1, ..terms() };
			assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms));
		}
		let order: Vec<_> = (0..4).map(|_| try_use(BANK, Purpose::Assessment, &[]).unwrap()).collect();
		assert_eq!(order, [1, 2, 3, 0].map(ConsentId));
	});
}
