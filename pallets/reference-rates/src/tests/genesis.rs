use crate::mock::*;
use lingnan_support::{AgencyId, Rate, ReferenceRateId};

#[test]
fn a_network_starts_with_its_references_and_a_rehearsal_with_examples() {
	build(vec![lpr("1 year"), lpr("over 5 years")], vec![(LPR, quote(TODAY, THREE))]).execute_with(|| {
		let shown = Board::reference_rates();
		let last: Vec<_> = shown.iter().map(|one| (one.spec.tenor.as_str(), one.last)).collect();
		assert_eq!(last, [("1 year", Some(quote(TODAY, THREE))), ("over 5 years", None)]);
		Board::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis reference rate 1")]
fn a_reference_of_an_unknown_agency_stops_the_build() {
	let mut nobodys = lpr("over 5 years");
	nobodys.agency = AgencyId(7);
	build(vec![lpr("1 year"), nobodys], vec![]);
}

#[test]
#[should_panic(expected = "genesis quote of reference rate 1: None")]
fn a_quote_of_no_reference_stops_the_build() {
	build(vec![lpr("1 year")], vec![(ReferenceRateId(1), quote(TODAY, THREE))]);
}

#[test]
#[should_panic(expected = "genesis quote of reference rate 0: Some(Err(")]
fn quotes_out_of_order_stop_the_build() {
	build(vec![lpr("1 year")], vec![(LPR, quote(TODAY, THREE)), (LPR, quote(TODAY, Rate(1)))]);
}
