use crate::stage::*;
use lingnan_lending::matching::{self, Known};
use lingnan_types::product::{Match, MatchRefusal, Refusal};

type Answer = Result<Vec<Match>, MatchRefusal>;

#[test]
fn products_are_matched_as_the_command_matches_them() {
	let asked = matching(shelf());
	let found: Answer = call("match_products", &asked).unwrap();
	let known = Known {
		profile: matching::profile_of(&asked.enterprise),
		rating: asked.rating.clone().map(matching::summary),
		has_champion: true,
		headroom: asked.headroom.clone(),
		own_headroom: asked.own_headroom.clone(),
		products: shelf(),
		active: asked.institutions.iter().filter(|one| !one.suspended).map(|one| one.id).collect(),
	};
	let found = found.unwrap();
	assert_eq!(found, known.matches(&asked.request, &[]));
	assert_eq!(found.len(), 319);
	assert!(found[0].eligible && !found[318].eligible);
	let refused = |why| found.iter().filter(|one| one.refusals.contains(&why)).count();
	assert!(refused(Refusal::InstitutionSuspended) > 0 && refused(Refusal::InstitutionLimitReached) > 0);
	assert_eq!(refused(Refusal::NotRated), 0);
}

#[test]
fn a_rating_that_has_ended_counts_for_nothing() {
	let mut asked = matching(shelf());
	asked.rating.as_mut().unwrap().current = false;
	let found = call::<Answer>("match_products", &asked).unwrap().unwrap();
	assert!(found.iter().all(|one| one.refusals.contains(&Refusal::NotRated)));
	asked.has_champion = false;
	let found = call::<Answer>("match_products", &asked).unwrap().unwrap();
	assert!(found.iter().all(|one| one.refusals.contains(&Refusal::NoChampion)));
}

#[test]
fn a_request_that_is_none_and_security_that_is_not_there_are_refused() {
	let mut asked = matching(vec![]);
	asked.request.amount = 0;
	assert_eq!(call::<Answer>("match_products", &asked).unwrap(), Err(MatchRefusal::InvalidRequest));
	let asset = lingnan_types::AssetId(9);
	let mut asked = matching(vec![]);
	asked.request.security = vec![asset].try_into().unwrap();
	assert_eq!(call::<Answer>("match_products", &asked).unwrap(), Err(MatchRefusal::SecurityUnusable { asset }));
}
