//! Shares of a loss: by scheme, of a claim, of what is recovered; and the two models of pools and guarantors, which end
//! equal.

use alloc::vec::Vec;
use lingnan_types::{
	guarantee::{GuaranteePart, GuarantorKind, PoolAccount, PoolRules, SharingScheme},
	share_of, Amount, BasisPoints, GuarantorId, WHOLE,
};

/// What lenders keep by 80/20 at least: a fifth (plan for science and technology guarantees, July 2024).
const LEAST_OF_LENDER: BasisPoints = 2_000;

/// Why parts are no guarantee.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartsFault {
	/// There is none, or one has a share of nothing.
	Empty,
	/// A guarantor is there twice.
	Twice,
	/// It stands behind somebody who does not pay the lender, or behind itself.
	NothingBehind,
	/// Those behind a guarantor bear more than its part.
	BeyondPart,
	/// Those who pay the lender bear more than the whole.
	BeyondWhole,
	/// The shares are not those of the scheme.
	NotTheScheme,
}

/// What those who pay the lender bear together, in basis points.
pub fn paid_to_lender(parts: &[GuaranteePart]) -> BasisPoints {
	let direct = parts.iter().filter(|part| part.backs.is_none());
	direct.fold(0, |sum: BasisPoints, part| sum.saturating_add(part.share))
}

/// What a guarantor's part leaves to it once those behind it have paid, in basis points.
pub fn bears(parts: &[GuaranteePart], part: &GuaranteePart) -> BasisPoints {
	let behind = parts.iter().filter(|other| part.backs.is_none() && other.backs == Some(part.guarantor));
	part.share.saturating_sub(behind.fold(0, |sum: BasisPoints, other| sum.saturating_add(other.share)))
}

/// Whether the parts make a guarantee by its scheme. Shares are of what is covered, those of counter-guarantees too, so that
/// all that guarantors and lender bear themselves is the whole.
pub fn check(
	scheme: SharingScheme,
	parts: &[GuaranteePart],
	kind: impl Fn(GuarantorId) -> Option<GuarantorKind>,
) -> Result<(), PartsFault> {
	if parts.is_empty() || parts.iter().any(|part| part.share == 0) {
		return Err(PartsFault::Empty);
	}
	for (place, part) in parts.iter().enumerate() {
		if parts.iter().skip(place.saturating_add(1)).any(|other| other.guarantor == part.guarantor) {
			return Err(PartsFault::Twice);
		}
		let Some(front) = part.backs else { continue };
		let front = parts.iter().find(|other| other.guarantor == front && other.backs.is_none());
		let front = front.ok_or(PartsFault::NothingBehind)?;
		let behind = parts.iter().filter(|other| other.backs == Some(front.guarantor));
		if behind.fold(0, |sum: BasisPoints, other| sum.saturating_add(other.share)) > front.share {
			return Err(PartsFault::BeyondPart);
		}
	}
	let lender = WHOLE.checked_sub(paid_to_lender(parts)).ok_or(PartsFault::BeyondWhole)?;
	let borne_by = |wanted: &[GuarantorKind]| {
		let theirs = parts.iter().filter(|part| kind(part.guarantor).is_some_and(|kind| wanted.contains(&kind)));
		theirs.fold(0, |sum: BasisPoints, part| sum.saturating_add(bears(parts, part)))
	};
	use GuarantorKind::*;
	let by_scheme = match scheme {
		SharingScheme::Agreed => true,
		SharingScheme::EightyTwenty => lender >= LEAST_OF_LENDER,
		SharingScheme::FourThreeTwoOne => {
			lender == 2_000
				&& borne_by(&[GuaranteeCompany, Insurer]) == 4_000
				&& borne_by(&[ReGuarantor]) == 3_000
				&& borne_by(&[GovernmentFund]) == 1_000
		},
	};
	by_scheme.then_some(()).ok_or(PartsFault::NotTheScheme)
}

/// An amount in shares, and what is left of it to the lender. Each share is rounded down, so that nobody pays more than it
/// signed; what rounding leaves is the lender's, or the first's if the shares leave nothing to the lender.
pub fn split(amount: Amount, shares: &[BasisPoints]) -> (Vec<Amount>, Amount) {
	let mut left = amount;
	let mut parts: Vec<Amount> = shares
		.iter()
		.map(|share| {
			let part = share_of(amount, *share).min(left);
			left = left.saturating_sub(part);
			part
		})
		.collect();
	let together = shares.iter().fold(0, |sum: BasisPoints, share| sum.saturating_add(*share));
	if together >= WHOLE {
		if let Some(first) = parts.first_mut() {
			*first = first.saturating_add(left);
			left = 0;
		}
	}
	(parts, left)
}

/// Why a pool stands behind no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PoolFault {
	/// The institution claimed too much of what the pool stood behind for it.
	Stopped,
	/// More than is left for this institution.
	BeyondShare,
	/// More than is left of the pool.
	BeyondTotal,
}

/// Whether a pool stands behind nothing new for an institution: of the principal of all loans that began with it behind them, it
/// paid at least the stop rate.
pub fn is_stopped(rules: &PoolRules, account: &PoolAccount) -> bool {
	let of_whole = |amount: Amount, part: BasisPoints| u128::from(amount).saturating_mul(part.into());
	account.claimed > 0 && of_whole(account.claimed, WHOLE) >= of_whole(account.guaranteed, rules.stop_rate)
}

/// Whether a pool stands behind so much more for an institution. `used`: what it stands behind for all. Minor units.
pub fn takes(rules: &PoolRules, used: Amount, account: &PoolAccount, amount: Amount) -> Result<(), PoolFault> {
	if is_stopped(rules, account) {
		return Err(PoolFault::Stopped);
	}
	if amount > rules.for_each.saturating_sub(account.used) {
		return Err(PoolFault::BeyondShare);
	}
	if amount > rules.total.saturating_sub(used) {
		return Err(PoolFault::BeyondTotal);
	}
	Ok(())
}

/// The most that [`takes`] lets through. Minor units.
pub fn room(rules: &PoolRules, used: Amount, account: &PoolAccount) -> Amount {
	match is_stopped(rules, account) {
		true => 0,
		false => rules.for_each.saturating_sub(account.used).min(rules.total.saturating_sub(used)),
	}
}

/// What is lost of a claim: what was recovered, less what that cost, is taken off; the costs alone never make more of it than
/// it was.
pub fn loss(claim: Amount, recovered: Amount, costs: Amount) -> Amount {
	claim.saturating_sub(recovered.saturating_sub(costs))
}

/// Net loss: what a pool or guarantor pays once all is recovered. Minor units, rounded down.
pub fn net_loss(claim: Amount, recovered: Amount, costs: Amount, share: BasisPoints) -> Amount {
	share_of(loss(claim, recovered, costs), share)
}

/// A claim of which a pool or guarantor advanced its share, and gets its share of what is recovered back.
///
/// Each step is the difference of what it bears before and after, reckoned from all that was recovered so far: so it ends
/// equal to [`net_loss`] to the unit, in whatever order recoveries and costs come. Sharing each recovery by itself would be
/// off by up to a unit a recovery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Advance {
	claim: Amount,
	share: BasisPoints,
	recovered: Amount,
	costs: Amount,
}

/// What moves after a recovery. Minor units.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Settlement {
	/// Back to the pool or guarantor.
	pub back: Amount,
	/// Once more from it: costs that came after what they brought in was shared.
	pub again: Amount,
}

impl Advance {
	/// What it pays at once is [`Self::borne`].
	pub fn new(claim: Amount, share: BasisPoints) -> Self {
		Self { claim, share: share.min(WHOLE), recovered: 0, costs: 0 }
	}

	/// What it has paid less what it got back.
	pub fn borne(&self) -> Amount {
		net_loss(self.claim, self.recovered, self.costs, self.share)
	}

	/// So much more was recovered, at such costs.
	pub fn recover(&mut self, recovered: Amount, costs: Amount) -> Settlement {
		let before = self.borne();
		self.recovered = self.recovered.saturating_add(recovered);
		self.costs = self.costs.saturating_add(costs);
		let after = self.borne();
		Settlement { back: before.saturating_sub(after), again: after.saturating_sub(before) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use proptest::prelude::*;

	const COMPANY: GuarantorId = GuarantorId(0);
	const AGAIN: GuarantorId = GuarantorId(1);
	const CITY: GuarantorId = GuarantorId(2);

	fn kind(guarantor: GuarantorId) -> Option<GuarantorKind> {
		match guarantor {
			COMPANY => Some(GuarantorKind::GuaranteeCompany),
			AGAIN => Some(GuarantorKind::ReGuarantor),
			CITY => Some(GuarantorKind::GovernmentFund),
			_ => None,
		}
	}

	fn part(guarantor: GuarantorId, share: BasisPoints, backs: Option<GuarantorId>) -> GuaranteePart {
		GuaranteePart { guarantor, share, backs }
	}

	#[test]
	fn four_three_two_one_of_two_hundred_thousand() {
		let (parts, lender) = split(20_000_000, &[4_000, 3_000, 1_000]);
		assert_eq!((parts, lender), (vec![8_000_000, 6_000_000, 2_000_000], 4_000_000));
		let (parts, lender) = split(20_000_000, &[8_000]);
		assert_eq!((parts, lender), (vec![16_000_000], 4_000_000));
	}

	#[test]
	fn an_advance_and_the_net_loss_are_seventy_two_thousand() {
		let mut advance = Advance::new(20_000_000, 5_000);
		assert_eq!(advance.borne(), 10_000_000);
		assert_eq!(advance.recover(6_000_000, 400_000), Settlement { back: 2_800_000, again: 0 });
		assert_eq!(advance.borne(), 7_200_000);
		assert_eq!(loss(20_000_000, 6_000_000, 400_000), 14_400_000);
		assert_eq!(net_loss(20_000_000, 6_000_000, 400_000, 5_000), 7_200_000);
	}

	#[test]
	fn costs_that_come_late_are_shared_too() {
		let mut advance = Advance::new(1_000, 5_000);
		assert_eq!(advance.recover(100, 0), Settlement { back: 50, again: 0 });
		assert_eq!(advance.recover(0, 20), Settlement { back: 0, again: 10 });
		assert_eq!(
			advance.recover(0, 1_000),
			Settlement { back: 0, again: 40 },
			"never more than its share of the claim"
		);
	}

	#[test]
	fn a_scheme_is_what_its_name_says() {
		use SharingScheme::*;
		let direct = [part(COMPANY, 4_000, None), part(AGAIN, 3_000, None), part(CITY, 1_000, None)];
		let behind = [part(COMPANY, 7_000, None), part(AGAIN, 3_000, Some(COMPANY)), part(CITY, 1_000, None)];
		for parts in [&direct, &behind] {
			assert_eq!(check(FourThreeTwoOne, parts, kind), Ok(()));
			assert_eq!(check(EightyTwenty, parts, kind), Ok(()));
			assert_eq!(paid_to_lender(parts), 8_000);
			assert_eq!(parts.iter().map(|part| bears(&parts[..], part)).collect::<Vec<_>>(), [4_000, 3_000, 1_000]);
		}
		assert_eq!(check(FourThreeTwoOne, &direct[..2], kind), Err(PartsFault::NotTheScheme));
		let swapped = [part(COMPANY, 3_000, None), part(AGAIN, 4_000, None), part(CITY, 1_000, None)];
		assert_eq!(check(FourThreeTwoOne, &swapped, kind), Err(PartsFault::NotTheScheme));
		assert_eq!(check(EightyTwenty, &[part(COMPANY, 8_001, None)], kind), Err(PartsFault::NotTheScheme));
		assert_eq!(check(Agreed, &[part(COMPANY, WHOLE, None)], kind), Ok(()));
	}

	#[test]
	fn what_is_no_guarantee_is_refused_by_name() {
		let refused = |parts: &[GuaranteePart]| check(SharingScheme::Agreed, parts, kind).unwrap_err();
		assert_eq!(refused(&[]), PartsFault::Empty);
		assert_eq!(refused(&[part(COMPANY, 0, None)]), PartsFault::Empty);
		assert_eq!(refused(&[part(COMPANY, 1, None), part(COMPANY, 1, None)]), PartsFault::Twice);
		assert_eq!(refused(&[part(COMPANY, 6_000, None), part(CITY, 4_001, None)]), PartsFault::BeyondWhole);
		assert_eq!(refused(&[part(COMPANY, u32::MAX, None), part(CITY, u32::MAX, None)]), PartsFault::BeyondWhole);
		let nobody = [part(COMPANY, 5, None), part(AGAIN, 5, Some(CITY))];
		assert_eq!(refused(&nobody), PartsFault::NothingBehind);
		assert_eq!(refused(&[part(COMPANY, 5, Some(COMPANY))]), PartsFault::NothingBehind);
		let chain = [part(COMPANY, 5, None), part(AGAIN, 5, Some(COMPANY)), part(CITY, 5, Some(AGAIN))];
		assert_eq!(refused(&chain), PartsFault::NothingBehind);
		let more = [part(COMPANY, 5, None), part(AGAIN, 3, Some(COMPANY)), part(CITY, 3, Some(COMPANY))];
		assert_eq!(refused(&more), PartsFault::BeyondPart);
	}

	#[test]
	fn a_pool_has_a_cap_a_part_for_each_bank_and_a_stop_rate() {
		let rules = PoolRules { total: 1_000, for_each: 600, stop_rate: 500 };
		let account = PoolAccount { used: 400, guaranteed: 10_000, claimed: 0 };
		assert_eq!(takes(&rules, 700, &account, 200), Ok(()));
		assert_eq!(takes(&rules, 700, &account, 201), Err(PoolFault::BeyondShare));
		assert_eq!(takes(&rules, 801, &account, 200), Err(PoolFault::BeyondTotal));
		// 5 % of 10,000.
		let claimed = |claimed| takes(&rules, 700, &PoolAccount { claimed, ..account }, 1);
		assert_eq!((claimed(499), claimed(500)), (Ok(()), Err(PoolFault::Stopped)));
		let never = PoolRules { stop_rate: 0, ..rules };
		assert_eq!(takes(&never, 0, &PoolAccount::default(), 600), Ok(()), "nothing was claimed");
		assert_eq!(takes(&never, 0, &PoolAccount { claimed: 1, ..account }, 1), Err(PoolFault::Stopped));
	}

	proptest! {
		#[test]
		fn a_pool_takes_what_it_has_room_for_and_not_a_unit_more(
			total: u64, for_each: u64, stop_rate in 0u32..=WHOLE, all: u64, used: u64, guaranteed: u64, claimed: u64,
		) {
			let rules = PoolRules { total, for_each, stop_rate };
			let account = PoolAccount { used, guaranteed, claimed };
			let room = room(&rules, all, &account);
			prop_assert_eq!(takes(&rules, all, &account, room).is_ok(), !is_stopped(&rules, &account));
			if room < u64::MAX {
				prop_assert!(takes(&rules, all, &account, room + 1).is_err());
			}
		}

		/// Nothing is lost and nothing is made, and nobody pays more than its share.
		#[test]
		fn shares_are_the_whole(amount: Amount, shares in prop::collection::vec(0u32..2_500, 0..5)) {
			let (parts, lender) = split(amount, &shares);
			let sum: u128 = parts.iter().map(|part| u128::from(*part)).sum();
			prop_assert_eq!(sum + u128::from(lender), u128::from(amount));
			let together: u32 = shares.iter().sum();
			if together < WHOLE {
				prop_assert!(parts.iter().zip(&shares).all(|(part, share)| *part == share_of(amount, *share)));
			}
		}

		/// Both models end equal to the unit, in whatever order money and costs come.
		#[test]
		fn an_advance_ends_as_the_net_loss(
			claim in 0u64..=lingnan_types::MAX_AMOUNT, share in 0u32..=WHOLE,
			steps in prop::collection::vec((0u64..1_000_000, 0u64..100_000), 0..12), shuffle in any::<prop::sample::Index>(),
		) {
			let play = |steps: &[(Amount, Amount)]| {
				let mut advance = Advance::new(claim, share);
				let (mut out, mut back) = (advance.borne(), 0u64);
				for (recovered, costs) in steps {
					let settled = advance.recover(*recovered, *costs);
					prop_assert!(settled.back == 0 || settled.again == 0);
					out += settled.again;
					back += settled.back;
				}
				prop_assert_eq!(out - back, advance.borne());
				Ok(out - back)
			};
			let (recovered, costs) = steps.iter().fold((0, 0), |(all, of), (one, cost)| (all + one, of + cost));
			let net = net_loss(claim, recovered, costs, share);
			prop_assert_eq!(play(&steps)?, net);
			let mut other = steps.clone();
			if !other.is_empty() {
				other.rotate_left(shuffle.index(steps.len()));
			}
			other.reverse();
			prop_assert_eq!(play(&other)?, net);
		}

		/// As a guarantee is paid on a loan's account: each guarantor pays its share of what is still owed on its day, and
		/// whatever is recovered is shared among those who have paid and the lender. What each bears is its share of the net
		/// loss, to a unit for its payment and each recovery after it.
		#[test]
		fn guarantors_who_advance_bear_what_they_bear_of_the_net_loss(
			claim in 0u64..10_000_000, shares in prop::collection::vec((1u32..2_500, 0usize..10), 1..5),
			recoveries in prop::collection::vec(0u64..1_000_000, 0..10),
		) {
			let mut owed = claim;
			let mut borne = vec![0i128; shares.len()];
			let days = recoveries.len();
			for day in 0..=days {
				for (place, (share, on)) in shares.iter().enumerate() {
					if (*on).min(days) == day {
						borne[place] += i128::from(share_of(owed, *share));
					}
				}
				let Some(recovery) = recoveries.get(day).map(|recovery| *recovery.min(&owed)) else { break };
				owed -= recovery;
				let paid = |on: &usize| *on <= day;
				let now: Vec<BasisPoints> = shares.iter().map(|(share, on)| if paid(on) { *share } else { 0 }).collect();
				let (parts, _) = split(recovery, &now);
				parts.iter().enumerate().for_each(|(place, part)| borne[place] -= i128::from(*part));
			}
			for ((share, on), borne) in shares.iter().zip(borne) {
				let net = i128::from(net_loss(claim, claim - owed, 0, *share));
				let units = 1 + days.saturating_sub(*on) as i128;
				prop_assert!((borne - net).abs() <= units, "{borne} {net}");
			}
		}
	}
}
