//! Documents and what agencies say of them; rights of intellectual property; what either is worth to a lender.

use crate::{
	calendar::{add_months, month_of, months_left},
	op::{Encumbrance, Op},
	parties::*,
	world::{yes, World},
};
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
pub struct Document {
	pub currency: usize,
	pub face: u64,
	pub due: u32,
	/// The declaration that it names.
	pub declaration: Option<usize>,
	/// Another place said that it financed it, or is about to.
	pub financed_abroad: bool,
	pub held_abroad: bool,
}

/// What an agency says: the document is this firm's, and about so much.
#[derive(Clone, Debug)]
pub struct Attestation {
	pub document: usize,
	pub firm: usize,
	pub face: u64,
}

/// A registration of a document.
#[derive(Clone, Debug)]
pub struct Paper {
	pub document: usize,
	pub face: u64,
	/// Who registered it.
	pub registrant: usize,
	/// Whose claim it is: the registrant's, until it is sold.
	pub creditor: usize,
	pub confirmed: bool,
	pub cancelled: bool,
	/// The loans that were made on it, and what the lien of each secures.
	pub financed: Vec<(usize, u64)>,
	/// What was collected of it.
	pub collected: u64,
}

#[derive(Clone, Debug)]
pub struct Right {
	pub owners: Vec<usize>,
	pub trademark: bool,
	pub granted: bool,
	pub expires: u32,
	pub fee_until: u32,
	pub invalidation: bool,
	pub encumbrance: Encumbrance,
	/// Owners that agree to the next pledge.
	pub agreed: BTreeSet<usize>,
	/// Banks that take it though its invalidation is pending.
	pub acknowledged: BTreeSet<usize>,
	/// Currency, value, day.
	pub valuation: Option<(usize, u64, u32)>,
}

#[derive(Clone, Debug)]
pub enum What {
	Paper(Paper),
	Right(Right),
}

#[derive(Clone, Debug)]
pub struct Asset {
	pub what: What,
	/// A bank took it in enforcement: it has no owner.
	pub taken: bool,
	/// The loans for which it is kept, before the money's way is known.
	pub kept: BTreeSet<usize>,
	/// Liens by rank.
	pub ranking: Vec<usize>,
}

impl Asset {
	fn new(what: What) -> Self {
		Self { what, taken: false, kept: BTreeSet::new(), ranking: Vec::new() }
	}

	pub fn paper(&self) -> Option<&Paper> {
		match &self.what {
			What::Paper(paper) => Some(paper),
			What::Right(_) => None,
		}
	}

	pub fn paper_mut(&mut self) -> Option<&mut Paper> {
		match &mut self.what {
			What::Paper(paper) => Some(paper),
			What::Right(_) => None,
		}
	}

	pub fn right(&self) -> Option<&Right> {
		match &self.what {
			What::Right(right) => Some(right),
			What::Paper(_) => None,
		}
	}

	fn right_mut(&mut self) -> Option<&mut Right> {
		match &mut self.what {
			What::Right(right) => Some(right),
			What::Paper(_) => None,
		}
	}

	pub fn owners(&self) -> Vec<usize> {
		match &self.what {
			_ if self.taken => Vec::new(),
			What::Paper(paper) => vec![paper.creditor],
			What::Right(right) => right.owners.clone(),
		}
	}
}

impl Paper {
	/// Of its face, what nobody has paid yet.
	pub fn remaining(&self) -> u64 {
		self.face.saturating_sub(self.collected)
	}

	/// Of that, what no loan was made on.
	pub fn rest(&self) -> u64 {
		self.financed.iter().fold(self.remaining(), |left, (_, secured)| left.saturating_sub(*secured))
	}
}

impl Right {
	/// In force, paid for, and nothing stands against it, until a day.
	pub(crate) fn is_good(&self, today: u32, until: u32) -> bool {
		let in_force = self.granted && self.expires >= today && self.fee_until >= today;
		in_force && self.encumbrance == Encumbrance::None && until <= self.expires
	}

	/// The valuation that stands.
	pub(crate) fn valued(&self, today: u32) -> Option<(usize, u64)> {
		let (currency, value, on) = self.valuation?;
		(today <= add_months(on, VALUATION_MONTHS)).then_some((currency, value))
	}
}

/// An asset as security.
pub(crate) struct Worth {
	pub currency: usize,
	pub value: u64,
	pub is_paper: bool,
	pub confirmed: bool,
}

impl World {
	/// One document: the same, or both name one declaration.
	fn same(&self, one: usize, other: usize) -> bool {
		let declared = |document: usize| self.documents[document].declaration;
		one == other || (declared(one).is_some() && declared(one) == declared(other))
	}

	/// Whether a lien on it can be granted, or a loan made on it.
	pub(crate) fn is_usable(&self, paper: &Paper) -> bool {
		let due = self.documents[paper.document].due;
		!paper.cancelled && paper.rest() > 0 && due >= self.today
	}

	/// Another confirmed registration of the document or its declaration, of this kind, that stands against this confirmed one.
	pub(crate) fn has_rival(&self, id: usize, kind: impl Fn(&Asset, &Paper) -> bool) -> bool {
		let Some(this) = self.assets[id].paper() else { return false };
		let others = self.assets.iter().enumerate().filter(|(other, _)| *other != id);
		let mut papers = others.filter_map(|(_, asset)| Some((asset, asset.paper()?)));
		papers.any(|(asset, other)| {
			self.same(this.document, other.document) && kind(asset, other) && other.confirmed && this.confirmed
		})
	}

	/// What it is worth to a lender until a day.
	pub(crate) fn worth(&self, id: usize, firm: usize, until: u32) -> Option<Worth> {
		let asset = self.assets.get(id)?;
		yes(asset.owners().contains(&firm))?;
		match &asset.what {
			What::Paper(paper) => {
				let document = &self.documents[paper.document];
				let lasts = month_of(document.due) >= month_of(until);
				let abroad = paper.confirmed && document.financed_abroad;
				let elsewhere = abroad || self.has_rival(id, |_, other| !other.financed.is_empty());
				yes(self.is_usable(paper) && lasts && !elsewhere)?;
				let (currency, value) = (document.currency, paper.rest() * HAIRCUTS[0] / 10_000);
				Some(Worth { currency, value, is_paper: true, confirmed: paper.confirmed })
			},
			What::Right(right) => {
				yes(right.is_good(self.today, until))?;
				let (currency, value) = right.valued(self.today)?;
				let haircut = HAIRCUTS[if right.trademark { 1 } else { 2 }];
				let life = u64::from(months_left(self.today, right.expires));
				let value = value * haircut / 10_000 * life / 36;
				Some(Worth { currency, value, is_paper: false, confirmed: false })
			},
		}
	}

	/// The same, beside what is kept for loans whose money has not gone.
	pub(crate) fn worth_beside(&self, id: usize, firm: usize, until: u32) -> Option<Worth> {
		let worth = self.worth(id, firm, until)?;
		let Some(paper) = self.assets[id].paper() else { return Some(worth) };
		let value = paper.rest().saturating_sub(self.kept_of(id)) * HAIRCUTS[0] / 10_000;
		Some(Worth { value, ..worth })
	}

	pub(crate) fn act_on_assets(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		match op {
			Op::Register { firm, document, face } => self.register(firm, document, face),
			Op::Attest { firm, document } => {
				let face = self.documents[document].face;
				yes(self.word_on(document).is_none())?;
				self.attested.push(Attestation { document, firm, face });
				Some(())
			},
			Op::Confirm { asset } => {
				let paper = self.assets[asset].paper()?.clone();
				yes(!paper.cancelled && !paper.confirmed)?;
				match self.word_on(paper.document) {
					Some(word) => yes(word.firm == paper.creditor && paper.face <= word.face)?,
					None => {
						let Paper { document, creditor: firm, face, .. } = paper;
						self.attested.push(Attestation { document, firm, face });
					},
				}
				self.confirm(asset)
			},
			Op::WithdrawAttestation { document } => {
				let place = self.attested.iter().position(|word| word.document == document)?;
				self.attested.remove(place);
				for asset in &mut self.assets {
					let busy = !asset.kept.is_empty();
					let Some(paper) = asset.paper_mut() else { continue };
					if paper.document != document || !paper.confirmed {
						continue;
					}
					yes(!busy && paper.financed.is_empty())?;
					paper.confirmed = false;
				}
				Some(())
			},
			Op::FinancedAbroad { document } => {
				self.documents[document].financed_abroad = true;
				Some(())
			},
			Op::HeldAbroad { document, held } => {
				self.documents[document].held_abroad = held;
				Some(())
			},
			Op::Cancel { asset } => {
				let free = self.assets[asset].ranking.is_empty();
				let paper = self.assets[asset].paper_mut()?;
				yes(!paper.cancelled && paper.financed.is_empty() && free)?;
				(paper.cancelled, paper.confirmed) = (true, false);
				Some(())
			},
			Op::Enter { owners, trademark, expires, fee_until } => {
				yes(are_owners(&owners) && expires >= today)?;
				self.assets.push(Asset::new(What::Right(Right {
					owners,
					trademark,
					granted: true,
					expires,
					fee_until,
					invalidation: false,
					encumbrance: Encumbrance::None,
					agreed: BTreeSet::new(),
					acknowledged: BTreeSet::new(),
					valuation: None,
				})));
				Some(())
			},
			Op::Update { asset, granted, expires, fee_until, invalidation } => {
				let right = self.assets[asset].right_mut()?;
				(right.granted, right.expires, right.fee_until) = (granted, expires, fee_until);
				right.invalidation = invalidation;
				if !invalidation {
					right.acknowledged.clear();
				}
				Some(())
			},
			Op::Encumber { asset, how } => {
				self.assets[asset].right_mut()?.encumbrance = how;
				Some(())
			},
			Op::Transfer { asset, owners } => {
				let record = &mut self.assets[asset];
				yes(record.ranking.is_empty() && are_owners(&owners))?;
				let right = record.right_mut()?;
				right.owners = owners;
				right.agreed.clear();
				record.taken = false;
				Some(())
			},
			Op::AgreeToPledge { asset, firm, agreed } => {
				yes(self.assets[asset].owners().contains(&firm))?;
				let right = self.assets[asset].right_mut()?;
				if agreed {
					right.agreed.insert(firm);
				} else {
					right.agreed.remove(&firm);
				}
				Some(())
			},
			Op::Acknowledge { asset, bank } => {
				yes(!self.banks[bank].suspended)?;
				let right = self.assets[asset].right_mut()?;
				yes(right.invalidation)?;
				right.acknowledged.insert(bank);
				Some(())
			},
			Op::Appraise { asset, currency, value, on } => {
				let right = self.assets[asset].right_mut()?;
				let fresh = on <= today && today <= add_months(on, VALUATION_MONTHS);
				yes(value > 0 && fresh && right.valuation.is_none_or(|(_, _, before)| before <= on))?;
				right.valuation = Some((currency, value, on));
				Some(())
			},
			op => self.act_on_liens(op),
		}
	}

	/// By its token if an agency says something of it; else unconfirmed, and of no document that anybody knows.
	fn register(&mut self, firm: usize, document: usize, face: u64) -> Option<()> {
		yes(self.firms[firm].active && face > 0 && self.documents[document].due >= self.today)?;
		let confirmed = self.word_on(document).is_some();
		if let Some(word) = self.word_on(document) {
			yes(word.firm == firm && face <= word.face && !self.is_registered(document))?;
		}
		let (registrant, creditor) = (firm, firm);
		let paper = Paper {
			document,
			face,
			registrant,
			creditor,
			confirmed,
			cancelled: false,
			financed: Vec::new(),
			collected: 0,
		};
		self.assets.push(Asset::new(What::Paper(paper)));
		Some(())
	}

	/// What an agency says of a document.
	pub fn word_on(&self, document: usize) -> Option<&Attestation> {
		self.attested.iter().find(|word| word.document == document)
	}

	fn is_registered(&self, document: usize) -> bool {
		self.assets.iter().filter_map(Asset::paper).any(|paper| paper.document == document && paper.confirmed)
	}

	/// Not while it is kept for a loan; nor once it is financed, if anybody else financed the document or its declaration here or
	/// is about to, or another place has or holds it.
	fn confirm(&mut self, id: usize) -> Option<()> {
		yes(self.assets[id].kept.is_empty())?;
		let document = self.assets[id].paper()?.document;
		yes(!self.is_registered(document))?;
		let paper = self.assets[id].paper_mut()?;
		paper.confirmed = true;
		let financed = !paper.financed.is_empty();
		let there = &self.documents[document];
		if financed {
			yes(!there.financed_abroad && !there.held_abroad)?;
			yes(!self.has_rival(id, |asset, other| !other.financed.is_empty() || !asset.kept.is_empty()))?;
			self.tell_abroad(document);
		}
		Some(())
	}

	pub(crate) fn tell_abroad(&mut self, document: usize) {
		self.told_abroad.push((Some(document), None));
		if let Some(declaration) = self.documents[document].declaration {
			self.told_abroad.push((None, Some(declaration)));
		}
	}

	/// A bank keeps it.
	pub(crate) fn take_over(&mut self, id: usize) {
		self.assets[id].taken = true;
		if let What::Right(right) = &mut self.assets[id].what {
			right.agreed.clear();
		}
	}

	/// Another owner, to whom it was sold.
	pub(crate) fn sell(&mut self, id: usize, buyer: usize) {
		match &mut self.assets[id].what {
			What::Paper(paper) => paper.creditor = buyer,
			What::Right(right) => {
				right.owners = vec![buyer];
				right.agreed.clear();
			},
		}
	}
}

fn are_owners(owners: &[usize]) -> bool {
	let once: BTreeSet<_> = owners.iter().collect();
	!owners.is_empty() && once.len() == owners.len()
}
