//! What people do. Firms, banks, documents, assets, liens, loans are small numbers; days are days since 1970.

use crate::{books::Method, parties::Rating};

/// Who signs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
	/// Whoever may: the firm's controller, the bank, the agency, governance.
	Themselves,
	/// An officer of the firm, whose mandate ends at an amount.
	Officer,
	Stranger,
}

/// On what an enforcement's price rests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Price {
	Agreed,
	Appraised,
	Evidenced,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Realisation {
	/// A firm.
	pub buyer: Option<usize>,
	pub proceeds: u64,
	pub costs: u64,
	pub price: Price,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encumbrance {
	None,
	Dispute,
	Preservation,
}

#[derive(Clone, Debug)]
pub enum Op {
	// The parties.
	Freeze {
		firm: usize,
		frozen: bool,
	},
	Status {
		firm: usize,
		active: bool,
	},
	Rate {
		firm: usize,
		rating: Option<Rating>,
	},
	Suspend {
		bank: usize,
		suspended: bool,
	},
	Product {
		product: usize,
		open: bool,
	},
	Limit {
		bank: usize,
		currency: usize,
		limit: Option<u64>,
	},
	Fund {
		currency: usize,
		share: u64,
		budget: u64,
	},
	// Documents.
	Register {
		firm: usize,
		document: usize,
		face: u64,
	},
	Attest {
		firm: usize,
		document: usize,
	},
	Confirm {
		asset: usize,
	},
	WithdrawAttestation {
		document: usize,
	},
	FinancedAbroad {
		document: usize,
	},
	HeldAbroad {
		document: usize,
		held: bool,
	},
	Cancel {
		asset: usize,
	},
	// Intellectual property.
	Enter {
		owners: Vec<usize>,
		trademark: bool,
		expires: u32,
		fee_until: u32,
	},
	Update {
		asset: usize,
		granted: bool,
		expires: u32,
		fee_until: u32,
		invalidation: bool,
	},
	Encumber {
		asset: usize,
		how: Encumbrance,
	},
	Transfer {
		asset: usize,
		owners: Vec<usize>,
	},
	AgreeToPledge {
		asset: usize,
		firm: usize,
		agreed: bool,
	},
	Acknowledge {
		asset: usize,
		bank: usize,
	},
	Appraise {
		asset: usize,
		currency: usize,
		value: u64,
		on: u32,
	},
	// Liens.
	Pledge {
		asset: usize,
		firm: usize,
		bank: usize,
		secured: u64,
		until: u32,
	},
	Release {
		lien: usize,
		by_governance: bool,
	},
	Continue {
		lien: usize,
		until: u32,
	},
	Subordinate {
		lien: usize,
		below: usize,
	},
	Lapse {
		lien: usize,
	},
	Propose {
		lien: usize,
		deal: Realisation,
	},
	AgreeToEnforcement {
		lien: usize,
		firm: usize,
		deal: Realisation,
	},
	Object {
		lien: usize,
		firm: usize,
	},
	Judge {
		lien: usize,
		upheld: bool,
	},
	StateClaim {
		lien: usize,
		amount: u64,
	},
	Enforce {
		lien: usize,
	},
	// The way to a loan.
	Apply {
		firm: usize,
		product: usize,
		amount: u64,
		tenor: u32,
		method: Method,
		assets: Vec<usize>,
	},
	Offer {
		loan: usize,
		amount: u64,
		rate: u32,
		surcharge: u32,
		fee: u64,
		tenor: u32,
		days: u32,
	},
	/// Whether it is the terms that were offered.
	Accept {
		loan: usize,
		as_offered: bool,
	},
	Refuse {
		loan: usize,
	},
	Withdraw {
		loan: usize,
	},
	/// The money came back, or it is another reason.
	Decline {
		loan: usize,
		came_back: bool,
	},
	Expire {
		loan: usize,
	},
	Disburse {
		loan: usize,
		reference: String,
		on: u32,
	},
	ConfirmReceipt {
		loan: usize,
		reference: String,
	},
	Dispute {
		loan: usize,
	},
	Answer {
		loan: usize,
	},
	Decide {
		loan: usize,
		paid: bool,
	},
	Start {
		loan: usize,
	},
	// The loan.
	Repay {
		loan: usize,
		amount: u64,
		reference: String,
		on: u32,
	},
	/// Which entry, and whether the lender signs.
	Reverse {
		loan: usize,
		entry: usize,
		lender: bool,
	},
	Charge {
		loan: usize,
		amount: u64,
	},
	Claim {
		loan: usize,
		amount: u64,
		reference: String,
		on: u32,
	},
	RefuseClaim {
		loan: usize,
		reference: String,
	},
	Note {
		loan: usize,
	},
	Call {
		loan: usize,
	},
	WriteOff {
		loan: usize,
		share: u32,
	},
	Ask {
		loan: usize,
	},
	Approve {
		loan: usize,
	},
}

/// What has a number that a step gives out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
	Asset,
	Lien,
	Loan,
}

impl Op {
	/// What it makes when it is taken.
	pub fn makes(&self) -> Option<Thing> {
		match self {
			Self::Register { .. } | Self::Enter { .. } => Some(Thing::Asset),
			Self::Pledge { .. } => Some(Thing::Lien),
			Self::Apply { .. } => Some(Thing::Loan),
			_ => None,
		}
	}

	/// Every number of an asset, lien or loan in it.
	pub fn names(&mut self) -> Vec<(Thing, &mut usize)> {
		match self {
			Self::Apply { assets, .. } => assets.iter_mut().map(|asset| (Thing::Asset, asset)).collect(),
			Self::Subordinate { lien, below } => vec![(Thing::Lien, lien), (Thing::Lien, below)],
			Self::Confirm { asset }
			| Self::Cancel { asset }
			| Self::Update { asset, .. }
			| Self::Encumber { asset, .. }
			| Self::Transfer { asset, .. }
			| Self::AgreeToPledge { asset, .. }
			| Self::Acknowledge { asset, .. }
			| Self::Appraise { asset, .. }
			| Self::Pledge { asset, .. } => vec![(Thing::Asset, asset)],
			Self::Release { lien, .. }
			| Self::Continue { lien, .. }
			| Self::Lapse { lien }
			| Self::Propose { lien, .. }
			| Self::AgreeToEnforcement { lien, .. }
			| Self::Object { lien, .. }
			| Self::Judge { lien, .. }
			| Self::StateClaim { lien, .. }
			| Self::Enforce { lien } => vec![(Thing::Lien, lien)],
			Self::Offer { loan, .. }
			| Self::Accept { loan, .. }
			| Self::Refuse { loan }
			| Self::Withdraw { loan }
			| Self::Decline { loan, .. }
			| Self::Expire { loan }
			| Self::Disburse { loan, .. }
			| Self::ConfirmReceipt { loan, .. }
			| Self::Dispute { loan }
			| Self::Answer { loan }
			| Self::Decide { loan, .. }
			| Self::Start { loan }
			| Self::Repay { loan, .. }
			| Self::Reverse { loan, .. }
			| Self::Charge { loan, .. }
			| Self::Claim { loan, .. }
			| Self::RefuseClaim { loan, .. }
			| Self::Note { loan }
			| Self::Call { loan }
			| Self::WriteOff { loan, .. }
			| Self::Ask { loan }
			| Self::Approve { loan } => vec![(Thing::Loan, loan)],
			_ => Vec::new(),
		}
	}

	/// Its name alone.
	pub fn kind(&self) -> String {
		let all = format!("{self:?}");
		all.split(' ').next().unwrap_or_default().to_string()
	}
}
