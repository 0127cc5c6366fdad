use crate::{mock::*, *};
use lingnan_support::{Currency, Paging};
use sp_runtime::BuildStorage;

fn build(products: Vec<(u32, ProductSpec)>) -> sp_io::TestExternalities {
	let _ = bare();
	let institutions = vec![institution(BANK_KEY)];
	let compensation = vec![(Currency::CNY, 3_000, 1_000)];
	GenesisConfig::<Test> { institutions, products, compensation }.build_storage().unwrap().into()
}

#[test]
fn institutions_products_and_funds_stand_from_the_start() {
	build(vec![(0, product())]).execute_with(|| {
		assert_eq!(Financing::products(Paging::FIRST).items[0].spec, product());
		assert_eq!(Funds::<Test>::get(Currency::CNY).unwrap().budget, 1_000);
		Financing::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis product 0: unknown institution")]
fn a_product_of_an_unknown_institution_stops_the_build() {
	build(vec![(1, product())]);
}
