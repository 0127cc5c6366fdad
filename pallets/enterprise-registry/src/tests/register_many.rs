use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use lingnan_support::{EnterpriseStatus, Page, Paging};

fn many(specs: Vec<RegistrationSpec>) -> Call<Test> {
	Call::register_many { registrations: specs.try_into().unwrap() }
}

fn macao(n: u32) -> RegistrationSpec {
	registration(&format!("MO:M-{n}"))
}

#[test]
fn five_hundred_in_one_call() {
	test(|| {
		let specs: Vec<_> = (0..MAX_BATCH).map(macao).collect();
		assert_ok!(dispatch(REGISTRAR, many(specs)));
		assert_eq!(Enterprises::<Test>::iter().count(), 500);
		assert_eq!(System::events().len(), 500);
	});
	assert!(BoundedVec::<_, frame_support::traits::ConstU32<MAX_BATCH>>::try_from(
		(0..=MAX_BATCH).map(macao).collect::<Vec<_>>()
	)
	.is_err());
}

#[test]
fn one_bad_item_fails_them_all() {
	test(|| {
		assert_ok!(dispatch(REGISTRAR, many(vec![macao(7)])));
		let with = |bad: RegistrationSpec| many(vec![macao(1), bad, macao(2)]);
		assert_noop!(dispatch(REGISTRAR, with(macao(7))), Error::<Test>::AlreadyExists);
		assert_noop!(dispatch(REGISTRAR, with(macao(2))), Error::<Test>::AlreadyExists);
		assert_noop!(dispatch(REGISTRAR, with(registration(ODD_FIRMS[0]))), Error::<Test>::OuterCheckFailed);
		assert_noop!(
			dispatch(REGISTRAR, with(RegistrationSpec { founded: TODAY + 1, ..macao(3) })),
			Error::<Test>::InvalidDate
		);
	});
}

#[test]
fn an_empty_call_and_a_stranger_are_refused() {
	test(|| {
		assert_noop!(dispatch(REGISTRAR, many(vec![])), Error::<Test>::EmptyBatch);
		assert_noop!(dispatch(TAX_OFFICE, many(vec![macao(1)])), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn whoever_looks_for_a_name_walks_the_whole_register() {
	test(|| {
		let specs: Vec<_> = (0..MAX_BATCH).map(macao).collect();
		assert_ok!(dispatch(REGISTRAR, many(specs)));
		assert_ok!(dispatch(REGISTRAR, many(vec![registration(SHENZHEN_FIRM)])));
		let (mut names, mut after, mut pages) = (Vec::new(), None, 0);
		loop {
			let Page { items, next } = Registry::enterprises(Paging { after, limit: Some(100) });
			names.extend(items.into_iter().map(|one| one.number));
			(after, pages) = (next, pages + 1);
			if after.is_none() {
				break;
			}
		}
		names.sort_unstable();
		let mut expected: Vec<_> = Enterprises::<Test>::iter_keys().collect();
		expected.sort_unstable();
		assert_eq!((names, pages), (expected, 6));
		let found = Registry::enterprises(Paging::FIRST).items;
		let found = found.iter().find(|one| one.number == firm()).unwrap();
		assert_eq!((found.legal_name.as_str(), found.status), ("Lychee Electronics", EnterpriseStatus::Active));
	});
}
