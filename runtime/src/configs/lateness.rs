//! How much lateness and misuse may cost, place by place.

use crate::parameters::dynamic_params::lateness;
use frame_support::traits::Get;
use lingnan_lending::rates::SurchargeLimits;
use lingnan_support::{BasisPoints, Jurisdiction};

/// The limits of the borrower's place, as governance set them.
pub struct LateLimits;

fn limits<Least: Get<BasisPoints>, Most: Get<BasisPoints>>(_: Least, _: Most) -> SurchargeLimits {
	SurchargeLimits { least: Least::get(), most: Most::get() }
}

impl lingnan_support::LateLimits for LateLimits {
	fn overdue(place: Jurisdiction) -> SurchargeLimits {
		match place {
			Jurisdiction::Guangdong => limits(lateness::GuangdongOverdueLeast, lateness::GuangdongOverdueMost),
			Jurisdiction::HongKong => limits(lateness::HongKongOverdueLeast, lateness::HongKongOverdueMost),
			Jurisdiction::Macao => limits(lateness::MacaoOverdueLeast, lateness::MacaoOverdueMost),
		}
	}

	fn misuse(place: Jurisdiction) -> SurchargeLimits {
		match place {
			Jurisdiction::Guangdong => limits(lateness::GuangdongMisuseLeast, lateness::GuangdongMisuseMost),
			Jurisdiction::HongKong => limits(lateness::HongKongMisuseLeast, lateness::HongKongMisuseMost),
			Jurisdiction::Macao => limits(lateness::MacaoMisuseLeast, lateness::MacaoMisuseMost),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::LateLimits as _;

	#[test]
	fn the_mainlands_limits_are_those_of_its_central_bank() {
		sp_io::TestExternalities::default().execute_with(|| {
			let both = |place| [LateLimits::overdue(place), LateLimits::misuse(place)].map(|one| (one.least, one.most));
			assert_eq!(both(Jurisdiction::Guangdong), [(3_000, 5_000), (5_000, 10_000)]);
			assert_eq!(both(Jurisdiction::HongKong), [(0, 10_000); 2]);
			assert_eq!(both(Jurisdiction::Macao), [(0, 10_000); 2]);
		});
	}
}
