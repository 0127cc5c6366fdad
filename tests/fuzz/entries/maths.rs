//! Bytes as arguments of the pallets' mathematics. Shared by the fuzz target and by a property test that runs with all
//! others.

use codec::Decode;
use core::{fmt::Display, str::FromStr};
use lingnan_lending::{
	amortisation::{Agreement, Change, Effect},
	books::Account,
	rate::Rate,
	schedule::Plan,
	working_days::{BankYear, Calendar},
	yearly_rate::{all_in, by_days},
};
use lingnan_support::{
	add_months, civil, conditions::Conditions, from_civil, loan::Entry, months_between, scorecard::grade_of, AgencyId,
	Amount, Applicant, AssetKind, BasisPoints, CustomsDeclaration, Date, Direction, EnterpriseProfile, Grade,
	IndicatorInfo, Industry, Lei, PatentNumber, ProductId, RatingSummary, RegistrationNumber, SecurityOffer,
	StoodStill, MAX_AMOUNT, WHOLE,
};
use pallet_collateral::value::{is_stale, Valued};
use pallet_credit_scoring::{
	points,
	statistics::{too_many, Expected},
	ScorecardSpec,
};
use pallet_financing::{RepaymentMethod, RequestSpec};
use pallet_products::{
	matching::{self, Around},
	Product, ProductView,
};

/// Pieces of mathematics.
pub const PIECES: u8 = 8;

/// The first byte says which piece, the others are its arguments in SCALE; with too few, or none that can be read,
/// nothing is asked. No panic, and what each piece promises holds.
pub fn maths(bytes: &[u8]) {
	let Some((piece, mut arguments)) = bytes.split_first() else { return };
	let _ = match piece % PIECES {
		0 => identifiers(arguments),
		1 => rating(&mut arguments),
		2 => defaults(&mut arguments),
		3 => repayment(&mut arguments),
		4 => security(&mut arguments),
		5 => products(&mut arguments),
		6 => days(&mut arguments),
		_ => terms(&mut arguments),
	};
}

fn read<T: Decode>(arguments: &mut &[u8]) -> Option<T> {
	T::decode(arguments).ok()
}

/// What is read as an identifier is written as it was read, in whatever kind.
fn identifiers(text: &[u8]) -> Option<()> {
	if let Ok(number) = RegistrationNumber::decode(&mut &text[..]) {
		let _ = number.division();
		if number.check().is_ok() {
			comes_back::<RegistrationNumber>(&number.to_string());
			assert!(number.to_string().parse() == Ok(number), "a sound number is not read back as it was");
		}
	}
	let text = core::str::from_utf8(text).ok()?;
	comes_back::<RegistrationNumber>(text);
	comes_back::<Lei>(text);
	comes_back::<PatentNumber>(text);
	comes_back::<CustomsDeclaration>(text);
	comes_back::<Industry>(text);
	Some(())
}

fn comes_back<T: FromStr + Display + PartialEq>(text: &str) {
	if let Ok(read) = text.parse::<T>() {
		let again = read.to_string().parse::<T>();
		assert!(again.is_ok_and(|again| again == read), "{text:?} is not read back as it was");
	}
}

/// A card that passes its check gives points between 0 and 65,535 whatever the bins, and each grade begins at its cut-off.
fn rating(arguments: &mut &[u8]) -> Option<()> {
	let (card, bins) = (read::<ScorecardSpec>(arguments)?, read::<Vec<Option<u8>>>(arguments)?);
	let directions = read::<Vec<u8>>(arguments).unwrap_or_default();
	assert!(card.coverage(bins.len()) >= card.coverage(bins.iter().flatten().count()));
	let known = |indicator| {
		let place = card.characteristics.iter().position(|one| one.indicator == indicator)?;
		let edges = 1..card.characteristics[place].points.len() as i64;
		let direction = match directions.get(place).copied().unwrap_or_default() % 3 {
			0 => Direction::HigherIsBetter,
			1 => Direction::LowerIsBetter,
			_ => Direction::None,
		};
		Some(IndicatorInfo { owner: AgencyId(0), edges: edges.collect(), direction })
	};
	if points::check(&card, known).is_err() {
		return None;
	}
	let bin = |place: usize| bins.get(place).copied().flatten();
	let parts = card.characteristics.iter().enumerate().map(|(place, one)| i64::from(one.points_for(bin(place))));
	assert!(u16::try_from(i64::from(card.base) + parts.sum::<i64>()).is_ok(), "a total leaves the range");
	for grade in Grade::ALL {
		assert_eq!(grade_of(points::least_points(&card, grade).into(), &card.cut_offs), grade);
	}
	Some(())
}

/// One more default never makes a prediction easier to believe, and a higher significance never harder.
fn defaults(arguments: &mut &[u8]) -> Option<()> {
	let (defaulted, significance): (u32, u32) = read(arguments)?;
	let (parts, spread): (u64, u64) = read(arguments)?;
	let expected = Expected { parts, spread };
	if too_many(defaulted, expected, significance) {
		assert!(too_many(defaulted.saturating_add(1), expected, significance));
		assert!(too_many(defaulted, expected, significance.saturating_add(1)));
	}
	Some(())
}

fn method(arguments: &mut &[u8]) -> Option<RepaymentMethod> {
	read(arguments)
}

fn plain(rate: BasisPoints) -> Conditions {
	Conditions::plain(1, 1, RepaymentMethod::Bullet, Rate::basis_points(rate))
}

/// A schedule repays the amount exactly, in rising order of days; and the books of that loan close when all is paid,
/// whatever was paid on whatever days before.
fn repayment(arguments: &mut &[u8]) -> Option<()> {
	let method = method(arguments)?;
	let (amount, rate, tenor, start): (Amount, BasisPoints, u16, Date) = read(arguments)?;
	let (amount, rate, tenor) = (1 + amount % MAX_AMOUNT, rate % (WHOLE + 1), 1 + tenor % 360);
	// Until the year 9000 or so: the calendar ends with 9999.
	let start = start % 2_500_000;
	let plan = Plan { method, amount, rate, tenor };
	let schedule = plan.schedule(start);
	assert_eq!(schedule.iter().map(|one| u128::from(one.principal)).sum::<u128>(), amount.into());
	assert!(schedule.is_sorted_by(|a, b| a.due < b.due), "instalments do not follow each other");
	let interest: Amount = schedule.iter().fold(0, |sum: Amount, one| sum.saturating_add(one.interest));
	assert_eq!(interest, plan.total_interest());

	let conditions = Conditions { amount, tenor, method, ..read::<Conditions>(arguments).unwrap_or(plain(rate)) };
	let (calendar, stood) = (Calendar::default(), StoodStill::default());
	let account =
		Account { conditions: &conditions, started: start, amendments: &[], calendar: &calendar, stood: &stood };
	let Ok(mut books) = account.open() else { return None };
	let mut today = start;
	for (days, payment) in read::<Vec<(u16, u32)>>(arguments).unwrap_or_default().into_iter().take(24) {
		today += u32::from(days % 400);
		if books.reckon(today).is_err() {
			return None;
		}
		let (owed, repaid) = (books.payoff(), books.repaid().total);
		let amount = Amount::from(payment).min(owed);
		if books.enter(today, &Entry::Repayment { amount, reference: Default::default() }).is_err() {
			return None;
		}
		assert_eq!(books.repaid().total, repaid.saturating_add(amount), "a part of a payment was lost");
		assert!(books.outstanding_principal() <= conditions.amount);
	}
	let amount = books.payoff();
	if books.enter(today, &Entry::Repayment { amount, reference: Default::default() }).is_ok() {
		assert_eq!((books.payoff(), books.outstanding_principal()), (0, 0), "paid off, and something is owed");
		assert_eq!(books.repaid().principal, conditions.amount);
	}
	Some(())
}

/// An asset lends no more than it is worth, and less as its right runs out.
fn security(arguments: &mut &[u8]) -> Option<()> {
	let kind: AssetKind = read(arguments)?;
	let (value, haircut, today, expires, months): (Amount, BasisPoints, Date, Date, u16) = read(arguments)?;
	let asset = Valued { kind, value, haircut: haircut % (WHOLE + 1) };
	let lent = asset.lending_value(today, expires);
	assert!(lent <= value);
	assert!(asset.lending_value(today.saturating_add(31), expires) <= lent);
	let _ = is_stale(today, expires, months.into());
	Some(())
}

/// A product fits exactly if nothing speaks against it; less room for lending never makes it fit; the rate expected is
/// one that the product offers.
fn products(arguments: &mut &[u8]) -> Option<()> {
	let (Product { institution, spec, open }, profile): (Product, EnterpriseProfile) = read(arguments)?;
	let product = ProductView { id: ProductId(0), institution, open, spec };
	let (rating, request): (Option<RatingSummary>, RequestSpec) = read(arguments)?;
	let (security, today, headroom): (Vec<SecurityOffer>, Date, Amount) = read(arguments)?;
	// Whoever applies is held to these before products are asked.
	let request = RequestSpec { amount: request.amount % MAX_AMOUNT, tenor: request.tenor % 361, ..request };
	let judged = |headroom| {
		let applicant =
			Applicant { profile: &profile, rating: rating.as_ref(), request: &request, security: &security };
		let around = Around { today, lender_active: true, headroom, lender_headroom: Amount::MAX };
		matching::judge(&product, &applicant, &around)
	};
	let sound = product.spec.check().is_ok();
	assert!(!sound || product.spec.min_rate <= product.spec.max_rate, "a product that was checked has no rate");
	let found = judged(headroom);
	assert_eq!(found.eligible, found.refusals.is_empty());
	assert!(found.eligible || !judged(headroom / 2).eligible, "less room made it fit");
	let (least, most) = (product.spec.min_rate, product.spec.max_rate);
	assert!(least > most || (least..=most).contains(&found.expected_rate));
	assert!(found.price.is_some() || !found.eligible, "it fits and has no price");
	if let Some(price) = found.price.filter(|_| sound) {
		// Rounding moves the rate of small loans: it is nothing only where nothing is paid.
		assert!(price.expected_cost > 0 || price.all_in.compound.0 == 0);
		assert!(price.expected_cost >= price.interest && price.expected_cost >= price.costs);
	}
	let mut ranked = vec![found.clone(), judged(0)];
	matching::rank(&mut ranked);
	assert!(ranked[0].eligible || !found.eligible);
	Some(())
}

/// Days and civil dates are the same thing, and months can be counted back.
fn days(arguments: &mut &[u8]) -> Option<()> {
	let (date, months): (Date, u16) = read(arguments)?;
	let date = date % 2_900_000;
	let (year, month, day) = civil(date);
	assert_eq!(from_civil(year, month, day), Some(date));
	let later = add_months(date, months.into());
	assert!(later >= date);
	assert!(months_between(date, later) <= months.into());
	assert_eq!(add_months(date, months_between(date, later)).max(later), later);
	Some(())
}

/// Terms of whatever kind are refused, or repay the amount exactly, with what is prepaid; nobody is late who pays on
/// the day to pay; and a fee more never makes a loan cheaper.
fn terms(arguments: &mut &[u8]) -> Option<()> {
	let agreement: Agreement = read(arguments)?;
	let changes: Vec<(Date, u64, u8)> = read(arguments).unwrap_or_default();
	let years: Vec<BankYear> = read(arguments).unwrap_or_default();
	let calendar = Calendar::new(years).unwrap_or_default();
	let changes = changes.into_iter().take(24).map(|(on, amount, kind)| match kind % 3 {
		0 => (on, Change::Rate(Rate(amount))),
		1 => (on, Change::Prepayment { amount, effect: Effect::Shorter }),
		_ => (on, Change::Prepayment { amount, effect: Effect::Lower }),
	});
	let changes: Vec<_> = changes.collect();
	let schedule = agreement.schedule(&calendar, &changes).ok()?;
	let prepaid = changes.iter().map(|(_, change)| match change {
		Change::Prepayment { amount, .. } => u128::from(*amount),
		Change::Rate(_) => 0,
	});
	let repaid = schedule.lines.iter().map(|line| u128::from(line.principal));
	assert_eq!(repaid.sum::<u128>() + prepaid.sum::<u128>(), agreement.amount.into(), "principal was lost or made");
	for line in &schedule.lines {
		assert!(line.period.due <= line.period.in_time && line.period.from < line.period.to);
	}
	let drawn = agreement.timing.drawn;
	let mut paid = schedule.payments();
	let cost = |paid: &[(Date, Amount)]| all_in(agreement.amount, &by_days(drawn, paid.iter().copied()), 365);
	let before = cost(&paid);
	paid.push((drawn, 1));
	if let (Ok(before), Ok(after)) = (before, cost(&paid)) {
		assert!(before.simple <= after.simple && before.compound <= after.compound, "a fee made it cheaper");
	}
	Some(())
}
