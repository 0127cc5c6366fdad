//! What happens next: mostly what makes sense, now and then what does not.

use crate::choose_loans as on_loans;
use lingnan_model::{
	assets::{Right, What},
	enforcement::Proposal,
	liens::LienState,
	op::{By, Encumbrance, Op, Price, Realisation},
	parties::*,
	world::World,
};

/// SplitMix64: a seed is all that a run needs.
pub struct Chance(pub u64);

impl Chance {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}
	/// Below `end`.
	pub fn below(&mut self, end: u64) -> u64 {
		self.next() % end.max(1)
	}
	pub fn index(&mut self, len: usize) -> usize {
		self.below(len as u64) as usize
	}
	pub fn one_in(&mut self, n: u64) -> bool {
		self.below(n) == 0
	}
	pub fn days(&mut self, most: u64) -> u32 {
		self.below(most + 1) as u32
	}
	pub fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
		(!from.is_empty()).then(|| from[self.index(from.len())].clone())
	}
}

/// Numbers of those that are of a kind; one time in twenty of all.
pub fn some<T>(all: &[T], chance: &mut Chance, kind: impl Fn(usize, &T) -> bool) -> Option<usize> {
	let any = chance.one_in(20);
	let fitting: Vec<_> = (0..all.len()).filter(|id| any || kind(*id, &all[*id])).collect();
	chance.pick(&fitting)
}

/// What is out of order is mostly put right again.
fn parties(world: &World, chance: &mut Chance) -> Option<Op> {
	let (firm, bank) = (chance.index(FIRMS), chance.index(BANKS));
	let good = Some(Rating { scorecard: 1 + chance.days(1), good: true });
	let mut amends = Vec::new();
	for (firm, standing) in world.firms.iter().enumerate() {
		amends.extend(standing.frozen.then_some(Op::Freeze { firm, frozen: false }));
		amends.extend((!standing.active).then_some(Op::Status { firm, active: true }));
		amends.extend((standing.rating.is_none_or(|r| !r.good)).then_some(Op::Rate { firm, rating: good }));
	}
	let suspended = (0..BANKS).filter(|bank| world.banks[*bank].suspended);
	amends.extend(suspended.map(|bank| Op::Suspend { bank, suspended: false }));
	let closed = (0..PRODUCTS.len()).filter(|product| !world.open[*product]);
	amends.extend(closed.map(|product| Op::Product { product, open: true }));
	if !chance.one_in(3) {
		if let Some(amend) = chance.pick(&amends) {
			return Some(amend);
		}
	}
	let currency = chance.index(CURRENCIES);
	Some(match chance.below(14) {
		0..=1 => Op::Freeze { firm, frozen: true },
		2 => Op::Status { firm, active: false },
		3 => Op::Rate { firm, rating: None },
		4 => Op::Rate { firm, rating: Some(Rating { scorecard: 1 + chance.days(1), good: false }) },
		5..=6 => Op::Rate { firm, rating: good },
		7 => Op::Suspend { bank, suspended: !chance.one_in(5) },
		8 => Op::Product { product: chance.index(PRODUCTS.len()), open: chance.one_in(5) },
		9..=10 => {
			let limit = (!chance.one_in(2)).then(|| chance.below(20_000_000) + 3_000_000);
			Op::Limit { bank, currency, limit }
		},
		_ => {
			let currency = if chance.one_in(9) { currency } else { chance.index(2) };
			Op::Fund { currency, share: chance.below(10_100), budget: chance.below(3_000_000) }
		},
	})
}

fn documents(world: &World, chance: &mut Chance) -> Option<Op> {
	let document = chance.index(world.documents.len());
	let firm = chance.index(FIRMS);
	let papers = |chance: &mut Chance| some(&world.assets, chance, |_, asset| asset.paper().is_some());
	Some(match chance.below(40) {
		0..=15 => {
			let face = world.documents[document].face;
			let face = match chance.below(10) {
				0 => face + 1 + chance.below(face),
				1..=2 => face - chance.below(face),
				_ => face,
			};
			Op::Register { firm, document, face }
		},
		16..=21 => {
			let registered = world.assets.iter().filter_map(|asset| asset.paper());
			let registrants: Vec<_> =
				registered.filter(|paper| paper.document == document).map(|paper| paper.registrant).collect();
			let firm = if chance.one_in(4) { firm } else { chance.pick(&registrants).unwrap_or(firm) };
			Op::Attest { firm, document }
		},
		22..=29 => Op::Confirm { asset: papers(chance)? },
		30..=34 => Op::WithdrawAttestation { document },
		35 if chance.one_in(2) => {
			let pledged = |asset: &lingnan_model::assets::Asset| !asset.ranking.is_empty();
			let open = |_, asset: &lingnan_model::assets::Asset| {
				pledged(asset) && asset.paper().is_some_and(|paper| paper.financed.is_empty())
			};
			let asset = some(&world.assets, chance, open)?;
			Op::FinancedAbroad { document: world.assets[asset].paper()?.document }
		},
		36 => Op::HeldAbroad { document, held: !world.documents[document].held_abroad },
		_ => {
			let idle = |_, asset: &lingnan_model::assets::Asset| asset.ranking.is_empty() && asset.paper().is_some();
			Op::Cancel { asset: some(&world.assets, chance, idle)? }
		},
	})
}

fn owners(chance: &mut Chance) -> Vec<usize> {
	let mut owners = vec![chance.index(FIRMS)];
	if chance.one_in(2) {
		owners.push(chance.index(FIRMS));
	}
	if !chance.one_in(20) {
		owners.dedup();
	}
	owners
}

fn is_ready(right: &Right, today: u32) -> bool {
	right.granted && right.fee_until >= today && right.encumbrance == Encumbrance::None && right.expires > today + 100
}

fn rights(world: &World, chance: &mut Chance) -> Option<Op> {
	let today = world.today;
	let count = world.assets.iter().filter(|asset| asset.right().is_some()).count();
	if count < 3 || (count < 12 && chance.one_in(12)) {
		let (expires, fee_until) = (today + 200 + chance.days(3_000), today + chance.days(500));
		return Some(Op::Enter { owners: owners(chance), trademark: chance.one_in(2), expires, fee_until });
	}
	let asset = some(&world.assets, chance, |_, asset| asset.right().is_some())?;
	let right = world.assets[asset].right();
	let lacks = right.is_some_and(|right| !is_ready(right, today));
	let valued = right.and_then(|right| right.valuation).is_some_and(|(_, _, on)| today < on + 300);
	Some(match chance.below(24) {
		0..=5 if !valued => Op::Appraise { asset, currency: 0, value: 1_000_000 + chance.below(40_000_000), on: today },
		0..=1 => {
			let on = today + 3 - chance.days(420).min(today);
			let value = if chance.one_in(20) { 0 } else { 1 + chance.below(30_000_000) };
			Op::Appraise { asset, currency: chance.index(2), value, on }
		},
		2..=7 if lacks => Op::Update {
			asset,
			granted: true,
			expires: right.map_or(0, |right| right.expires).max(today + 700),
			fee_until: today + 400,
			invalidation: chance.one_in(8),
		},
		8..=9 if lacks => Op::Encumber { asset, how: Encumbrance::None },
		8 => {
			let expires = right.map_or(today, |right| right.expires);
			let fee_until = today + chance.days(400) - chance.days(30);
			let expires = if chance.one_in(5) { expires - chance.days(100) } else { expires };
			Op::Update { asset, granted: !chance.one_in(5), expires, fee_until, invalidation: chance.one_in(3) }
		},
		9 => {
			let all = [Encumbrance::None, Encumbrance::Dispute, Encumbrance::Preservation];
			Op::Encumber { asset, how: chance.pick(&all)? }
		},
		10 => Op::Transfer { asset, owners: owners(chance) },
		11..=13 => {
			let bank = chance.index(2);
			let waits = |_, a: &lingnan_model::assets::Asset| a.right().is_some_and(|right| right.invalidation);
			Op::Acknowledge { asset: some(&world.assets, chance, waits)?, bank }
		},
		_ => {
			let firm = if chance.one_in(15) { chance.index(FIRMS) } else { chance.pick(&right?.owners)? };
			Op::AgreeToPledge { asset, firm, agreed: !chance.one_in(6) }
		},
	})
}

fn liens(world: &World, chance: &mut Chance) -> Option<Op> {
	let standing = |_, lien: &lingnan_model::liens::Lien| lien.stands();
	let today = world.today;
	Some(match chance.below(24) {
		0 => {
			let lien = some(&world.liens, chance, standing)?;
			Op::Release { lien, by_governance: chance.one_in(20) }
		},
		1 => {
			let paid = |_, lien: &lingnan_model::liens::Lien| {
				lien.stands() && lien.loan.is_some_and(|loan| world.loans[loan].borne > 0)
			};
			Op::Release { lien: some(&world.liens, chance, paid)?, by_governance: chance.one_in(3) }
		},
		2 => Op::Lapse { lien: some(&world.liens, chance, |_, lien| lien.stands() && lien.until < today)? },
		3 => {
			let lien = some(&world.liens, chance, |_, lien| lien.stands() && lien.loan.is_some())?;
			let until = world.liens[lien].until + chance.days(200);
			Op::Continue { lien, until }
		},
		4..=5 => {
			let asset = some(&world.assets, chance, |_, asset| asset.ranking.len() > 1)?;
			let ranking = &world.assets[asset].ranking;
			let lien = chance.pick(ranking)?;
			let below = if chance.one_in(20) { chance.index(world.liens.len()) } else { chance.pick(ranking)? };
			Op::Subordinate { lien, below }
		},
		_ => {
			let fit = |_, asset: &lingnan_model::assets::Asset| match &asset.what {
				What::Paper(paper) => paper.rest() > 0 && !paper.cancelled && asset.ranking.len() < 4,
				What::Right(right) => is_ready(right, today) && asset.ranking.is_empty() && !asset.taken,
			};
			let asset = some(&world.assets, chance, fit)?;
			let owners = world.assets[asset].owners();
			let firm = if chance.one_in(25) { chance.index(FIRMS) } else { chance.pick(&owners)? };
			let secured = if chance.one_in(5) { chance.below(1_000_000) } else { 20_000_000 };
			let until = if chance.one_in(6) { chance.days(200) } else { 300 + chance.days(1_200) };
			let most =
				world.assets[asset].right().filter(|_| !chance.one_in(8)).map_or(u32::MAX, |right| right.expires);
			let until = (today + until).min(most).saturating_sub(chance.days(1));
			let bank = if chance.one_in(16) { 2 } else { chance.index(2) };
			Op::Pledge { asset, firm, bank, secured, until }
		},
	})
}

fn deal(world: &World, lien: usize, chance: &mut Chance) -> Realisation {
	let lien = &world.liens[lien];
	let worth = match &world.assets[lien.asset].what {
		What::Paper(paper) => paper.face,
		What::Right(right) => right.valuation.map_or(1_000_000, |(_, value, _)| value),
	};
	let price = [Price::Agreed, Price::Appraised, Price::Evidenced, Price::Evidenced][chance.index(4)];
	let proceeds = match (price, chance.below(6)) {
		(_, 0) => chance.below(worth),
		(Price::Appraised, 1..=4) | (_, 1) => worth + chance.below(worth),
		_ => worth / 4 + chance.below(worth),
	};
	let costs = if chance.one_in(25) { proceeds + 1 } else { chance.below(proceeds / 10 + 2) };
	let buyer = (!chance.one_in(2)).then(|| chance.index(FIRMS));
	Realisation { buyer, proceeds, costs, price }
}

fn enforcement(world: &World, chance: &mut Chance) -> Option<Op> {
	let lien = some(&world.liens, chance, |_, lien| lien.state == LienState::Defaulted)?;
	let record = &world.liens[lien];
	let owners = world.assets[record.asset].owners();
	let firm = if chance.one_in(20) { chance.index(FIRMS) } else { chance.pick(&owners)? };
	let Some(Proposal { deal: proposed, object_until, objection, .. }) = record.proposal.clone() else {
		return Some(Op::Propose { lien, deal: deal(world, lien, chance) });
	};
	if objection.is_some() && chance.one_in(3) {
		return Some(Op::Judge { lien, upheld: chance.one_in(2) });
	}
	Some(match chance.below(24) {
		0 => Op::Propose { lien, deal: deal(world, lien, chance) },
		1..=4 => {
			let juniors = world.assets[record.asset].ranking.get(1..).unwrap_or_default();
			let junior = chance.pick(juniors)?;
			let secured = world.liens[junior].secured;
			let amount = if chance.one_in(8) { secured + 1 } else { chance.below(secured.min(4_000_000) + 1) };
			Op::StateClaim { lien: junior, amount }
		},
		5..=8 if proposed.price == Price::Agreed || chance.one_in(3) => {
			let deal = if chance.one_in(12) { deal(world, lien, chance) } else { proposed };
			Op::AgreeToEnforcement { lien, firm, deal }
		},
		9..=14 if objection.is_none() || chance.one_in(3) => Op::Object { lien, firm },
		15..=17 if objection.is_some() || chance.one_in(8) => Op::Judge { lien, upheld: chance.one_in(2) },
		_ if object_until < world.today || proposed.price == Price::Agreed || chance.one_in(5) => Op::Enforce { lien },
		_ => return None,
	})
}

pub fn choose(world: &World, chance: &mut Chance) -> Op {
	loop {
		let op = match chance.below(100) {
			0..=5 => parties(world, chance),
			6..=13 => documents(world, chance),
			14..=21 => rights(world, chance),
			22..=32 => liens(world, chance),
			33..=41 => enforcement(world, chance),
			_ => on_loans::choose(world, chance),
		};
		if let Some(op) = op {
			return op;
		}
	}
}

/// Who signs it.
pub fn signer(chance: &mut Chance) -> By {
	match chance.below(40) {
		0 => By::Stranger,
		1..=4 => By::Officer,
		_ => By::Themselves,
	}
}

/// Days until the next thing happens, mostly none.
pub fn pause(chance: &mut Chance) -> u32 {
	match chance.below(90) {
		0..=17 => 1 + chance.days(2),
		18..=20 => chance.days(20),
		21 => 30 + chance.days(70),
		_ => 0,
	}
}
