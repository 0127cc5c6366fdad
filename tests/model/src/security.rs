//! Documents, registrations, liens, ranks.

use crate::calendar::month_of;

/// Haircut of receivables, basis points.
const HAIRCUT: u64 = 8_000;
const MOST_LIENS: usize = 16;
/// Days for which the owner can object to an enforcement.
pub const OBJECTION_DAYS: u32 = 15;

#[derive(Clone, Debug)]
pub struct Document {
	pub face: u64,
	pub due: u32,
	/// The firm to which the agency says that it belongs.
	pub attested: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Asset {
	pub firm: usize,
	pub document: usize,
	pub confirmed: bool,
	pub cancelled: bool,
	/// A bank took it in enforcement.
	pub taken: bool,
	/// The loan for which it is kept, before the money's way is known.
	pub kept: Option<usize>,
	/// The loan that was made on it.
	pub financed: Option<usize>,
	/// Liens by rank.
	pub ranking: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LienState {
	Live,
	Defaulted,
	Released,
	Lapsed,
	Enforced,
	Extinguished,
}

#[derive(Clone, Debug)]
pub struct Lien {
	pub asset: usize,
	pub bank: usize,
	pub secured: u64,
	pub until: u32,
	pub loan: Option<usize>,
	pub state: LienState,
	/// It ended because its loan closed.
	pub discharged: bool,
	/// Proceeds, costs, last day on which the owner can object.
	pub proposed: Option<(u64, u64, u32)>,
}

impl Lien {
	pub fn stands(&self) -> bool {
		matches!(self.state, LienState::Live | LienState::Defaulted)
	}
}

#[derive(Clone, Default, Debug)]
pub struct Register {
	pub documents: Vec<Document>,
	pub assets: Vec<Asset>,
	pub liens: Vec<Lien>,
}

impl Register {
	/// The agency says that it is another firm's.
	fn refuted(&self, asset: &Asset) -> bool {
		!asset.confirmed && self.documents[asset.document].attested.is_some_and(|firm| firm != asset.firm)
	}

	fn usable(&self, asset: &Asset, firm: usize, today: u32) -> bool {
		let due = self.documents[asset.document].due;
		let free = !asset.cancelled && !asset.taken && asset.financed.is_none();
		free && asset.firm == firm && due >= today && !self.refuted(asset)
	}

	/// Another registration of the document, of this kind, that stands against this one.
	fn rival(&self, id: usize, kind: impl Fn(&Asset) -> bool) -> bool {
		let this = &self.assets[id];
		let others = self.assets.iter().enumerate().filter(|(other, _)| *other != id);
		others
			.filter(|(_, other)| other.document == this.document && kind(other))
			.any(|(_, other)| other.confirmed || !this.confirmed)
	}

	/// What it is worth to a lender until a day.
	pub fn offer(&self, id: usize, firm: usize, today: u32, until: u32) -> Option<u64> {
		let asset = self.assets.get(id)?;
		let document = &self.documents[asset.document];
		let lasts = month_of(document.due) >= month_of(until);
		let usable = self.usable(asset, firm, today) && lasts && !self.rival(id, |other| other.financed.is_some());
		usable.then_some(document.face * HAIRCUT / 10_000)
	}

	pub fn register(&mut self, firm: usize, document: usize, today: u32) -> bool {
		let attested = self.documents[document].attested;
		if self.documents[document].due < today {
			return false;
		}
		let there =
			self.assets.iter().any(|asset| asset.firm == firm && asset.document == document && !asset.cancelled);
		if there || attested.is_some_and(|owner| owner != firm) {
			return false;
		}
		let confirmed = attested.is_some();
		let asset = Asset {
			firm,
			document,
			confirmed,
			cancelled: false,
			taken: false,
			kept: None,
			financed: None,
			ranking: Vec::new(),
		};
		self.assets.push(asset);
		true
	}

	pub fn confirm(&mut self, id: usize) -> bool {
		let asset = &self.assets[id];
		if asset.cancelled || asset.confirmed || self.documents[asset.document].attested.is_some() {
			return false;
		}
		self.documents[asset.document].attested = Some(asset.firm);
		self.assets[id].confirmed = true;
		true
	}

	/// Not while the owner's registration is kept or financed.
	pub fn withdraw_attestation(&mut self, document: usize) -> bool {
		let Some(firm) = self.documents[document].attested else { return false };
		let owns = |asset: &&mut Asset| asset.firm == firm && asset.document == document && !asset.cancelled;
		let mut owned: Vec<_> = self.assets.iter_mut().filter(owns).collect();
		if owned.iter().any(|asset| asset.kept.is_some() || asset.financed.is_some()) {
			return false;
		}
		owned.iter_mut().for_each(|asset| asset.confirmed = false);
		self.documents[document].attested = None;
		true
	}

	pub fn cancel(&mut self, id: usize) -> bool {
		let asset = &mut self.assets[id];
		let can = !asset.cancelled && !asset.taken && asset.financed.is_none() && asset.ranking.is_empty();
		asset.cancelled |= can;
		can
	}

	pub fn pledge(&mut self, id: usize, bank: usize, secured: u64, until: u32, today: u32) -> bool {
		let asset = &self.assets[id];
		if !self.usable(asset, asset.firm, today) || asset.ranking.len() >= MOST_LIENS || until < today {
			return false;
		}
		let lien = Lien {
			asset: id,
			bank,
			secured,
			until,
			loan: None,
			state: LienState::Live,
			discharged: false,
			proposed: None,
		};
		self.assets[id].ranking.push(self.liens.len());
		self.liens.push(lien);
		true
	}

	fn is_kept(&self, lien: &Lien) -> bool {
		lien.loan.is_some() && self.assets[lien.asset].kept == lien.loan
	}

	fn end(&mut self, id: usize, state: LienState) {
		let lien = &mut self.liens[id];
		(lien.state, lien.proposed) = (state, None);
		self.assets[lien.asset].ranking.retain(|other| *other != id);
	}

	pub fn release(&mut self, id: usize) -> bool {
		let lien = &self.liens[id];
		let can = lien.stands() && !self.is_kept(lien);
		if can {
			self.end(id, LienState::Released);
		}
		can
	}

	/// After its last day, and never while it is kept for a loan or secures one that is `open`.
	pub fn lapse(&mut self, id: usize, today: u32, open: impl Fn(usize) -> bool) -> bool {
		let lien = &self.liens[id];
		let can = lien.stands() && lien.until < today && !self.is_kept(lien) && !lien.loan.is_some_and(open);
		if can {
			self.end(id, LienState::Lapsed);
		}
		can
	}

	/// Keeps an asset for a loan that lasts until a day. Answers its worth and what the lien secures.
	pub fn keep(
		&mut self,
		id: usize,
		firm: usize,
		bank: usize,
		loan: usize,
		today: u32,
		until: u32,
	) -> Option<(u64, u64)> {
		let worth = self.offer(id, firm, today, until)?;
		let first = *self.assets[id].ranking.first()?;
		let lien = &self.liens[first];
		let good = lien.state == LienState::Live && lien.bank == bank && lien.until >= until && lien.loan.is_none();
		if !good || self.rival(id, |other| other.kept.is_some()) {
			return None;
		}
		self.liens[first].loan = Some(loan);
		self.assets[id].kept = Some(loan);
		Some((worth, self.liens[first].secured))
	}

	fn lien_of(&self, asset: usize, loan: usize) -> Option<usize> {
		self.assets[asset].ranking.iter().copied().find(|id| self.liens[*id].loan == Some(loan))
	}

	/// The loan came to nothing.
	pub fn let_go(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.liens[lien].loan = None;
		}
		self.assets[asset].kept = None;
	}

	/// The money went.
	pub fn bind(&mut self, asset: usize, loan: usize) {
		self.assets[asset].kept = None;
		self.assets[asset].financed = Some(loan);
	}

	pub fn default(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.liens[lien].state = LienState::Defaulted;
		}
	}

	pub fn discharge(&mut self, asset: usize, loan: usize) {
		if let Some(lien) = self.lien_of(asset, loan) {
			self.end(lien, LienState::Released);
			self.liens[lien].discharged = true;
		}
	}

	/// What the closing of the loan freed stands again, behind what was registered meanwhile.
	pub fn restore(&mut self, asset: usize, loan: usize) {
		let freed = |lien: &Lien| lien.asset == asset && lien.loan == Some(loan) && lien.discharged;
		let Some(id) = self.liens.iter().position(freed) else { return };
		if self.assets[asset].taken || self.assets[asset].ranking.len() >= MOST_LIENS {
			return;
		}
		self.assets[asset].ranking.push(id);
		self.liens[id].state = LienState::Live;
		self.liens[id].discharged = false;
	}

	pub fn propose(&mut self, id: usize, proceeds: u64, costs: u64, today: u32) -> bool {
		let lien = &self.liens[id];
		let first = self.assets[lien.asset].ranking.first() == Some(&id);
		let can = lien.state == LienState::Defaulted && first && proceeds > 0 && costs <= proceeds;
		if can {
			self.liens[id].proposed = Some((proceeds, costs, today + OBJECTION_DAYS));
		}
		can
	}

	/// Answers the loan, and what is left for it and those behind.
	pub fn enforce(&mut self, id: usize, today: u32) -> Option<(usize, u64)> {
		let lien = self.liens[id].clone();
		let (proceeds, costs, object_until) = lien.proposed?;
		let first = self.assets[lien.asset].ranking.first() == Some(&id);
		if lien.state != LienState::Defaulted || !first || today <= object_until {
			return None;
		}
		self.end(id, LienState::Enforced);
		for junior in self.assets[lien.asset].ranking.clone() {
			self.end(junior, LienState::Extinguished);
		}
		self.assets[lien.asset].taken = true;
		Some((lien.loan?, proceeds - costs))
	}
}
