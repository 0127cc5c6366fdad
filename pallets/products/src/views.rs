use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use lingnan_support::{
	add_months, Applicant, Enterprises as _, Institutions as _, Limits as _, Page, Paging, ProductId, Products as _,
	Ratings as _, RegistrationNumber, Security as _, StoredPage, MOST_LISTED,
};

impl<T: Config> Pallet<T> {
	/// The open products.
	pub fn products(page: Paging) -> Page<ProductView> {
		Page::of_all_keys::<OpenProducts<T>, _, _>(page, MOST_LISTED, |id: ProductId| Self::product(id))
	}

	/// The numbers of what can be applied for, in their order: a hundred of each institution at most.
	fn open_products() -> Vec<ProductId> {
		let mut ids: Vec<_> = OpenProducts::<T>::iter_keys().collect();
		ids.sort_unstable();
		ids
	}

	/// Every open product against a request, in the published order. All are judged for each page: who asks for the first
	/// alone must not see those of low numbers in place of the best.
	pub fn match_products(
		enterprise: &RegistrationNumber,
		request: &RequestSpec,
		page: Paging,
	) -> Result<Page<Match>, MatchRefusal> {
		let profile = T::Enterprises::profile(enterprise).ok_or(MatchRefusal::NotFound)?;
		if !request.is_valid() {
			return Err(MatchRefusal::InvalidRequest);
		}
		let (today, currency) = (Self::today(), request.currency);
		let rating = T::Ratings::current(enterprise);
		let security = T::Security::offers(&request.security, enterprise, add_months(today, request.tenor.into()))
			.map_err(|(asset, _)| MatchRefusal::SecurityUnusable { asset })?;
		let applicant = Applicant { profile: &profile, rating: rating.as_ref(), request, security: &security };
		let headroom = T::Limits::headroom(enterprise, currency);
		let mut lenders = BTreeMap::new();
		let mut around = |institution| {
			*lenders.entry(institution).or_insert_with(|| matching::Around {
				today,
				lender_active: T::Institutions::is_active(institution),
				headroom,
				lender_headroom: T::Limits::headroom_at(institution, enterprise, currency),
			})
		};
		let open = Self::open_products().into_iter().filter_map(Self::product);
		let mut matches: Vec<_> =
			open.map(|product| matching::judge(&product, &applicant, &around(product.institution))).collect();
		if !T::Ratings::has_champion(enterprise) {
			let unrated = matches.iter_mut().flat_map(|found| found.refusals.iter_mut());
			unrated.filter(|why| **why == Refusal::NotRated).for_each(|why| *why = Refusal::NoChampion);
		}
		matching::rank(&mut matches);
		Ok(Page::of_places(matches, page, MOST_LISTED))
	}
}
