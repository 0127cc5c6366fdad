//! What people do. Firms, banks, documents are small numbers; days are days since 1970.

use crate::books::Method;

#[derive(Clone, Debug)]
pub enum Op {
	// Security.
	Register {
		firm: usize,
		document: usize,
	},
	Confirm {
		asset: usize,
	},
	WithdrawAttestation {
		document: usize,
	},
	Cancel {
		asset: usize,
	},
	Pledge {
		asset: usize,
		bank: usize,
		secured: u64,
		until: u32,
	},
	Release {
		lien: usize,
	},
	Lapse {
		lien: usize,
	},
	Propose {
		lien: usize,
		proceeds: u64,
		costs: u64,
	},
	Enforce {
		lien: usize,
	},
	// The way to a loan.
	Limit {
		bank: usize,
		limit: Option<u64>,
	},
	Apply {
		firm: usize,
		bank: usize,
		amount: u64,
		tenor: u32,
		method: Method,
		assets: Vec<usize>,
	},
	Offer {
		loan: usize,
		amount: u64,
		rate: u32,
		penalty: u32,
		fee: u64,
		tenor: u32,
		days: u32,
	},
	Accept {
		loan: usize,
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

impl Op {
	/// Whoever signs it.
	pub fn is_anybodys(&self) -> bool {
		matches!(self, Self::Lapse { .. } | Self::Expire { .. } | Self::Start { .. } | Self::Note { .. })
	}
}
