use crate::mock::*;
use lingnan_support::{InstitutionId, Paging, ProductId};

#[test]
fn a_network_starts_with_its_products() {
	build(vec![(BANK, product()), (OTHER_BANK, product())]).execute_with(|| {
		let shown = Shelf::products(Paging::FIRST).items;
		assert_eq!(
			shown.iter().map(|one| (one.id, one.institution)).collect::<Vec<_>>(),
			[(ProductId(0), BANK), (ProductId(1), OTHER_BANK)]
		);
		assert_eq!(shown[0].spec, product());
		Shelf::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis product 0: unknown institution")]
fn a_product_of_an_unknown_institution_stops_the_build() {
	build(vec![(InstitutionId(7), product())]);
}

#[test]
#[should_panic(expected = "genesis product 1: Err(Flaw { field: \"maxTenor\"")]
fn a_product_that_breaks_a_rule_stops_the_build_and_names_the_field() {
	let mut long = product();
	long.max_tenor = 361;
	build(vec![(BANK, product()), (BANK, long)]);
}
