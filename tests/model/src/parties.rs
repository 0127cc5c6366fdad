//! Firms, banks and what they lend on, currencies, the fund.

pub const FIRMS: usize = 4;
pub const BANKS: usize = 3;
/// CNY, HKD, MOP, USD.
pub const CURRENCIES: usize = 4;
/// What 1,000,000 minor units of each currency count in fen.
pub const RATES: [u64; CURRENCIES] = [1_000_000, 915_000, 888_000, 7_100_000];
/// What an enterprise may owe in all, fen.
pub const ENTERPRISE_LIMIT: u64 = 6_000_000;
/// The most that one act of an officer may be about, in any currency.
pub const OFFICER_LIMIT: u64 = 1_500_000;

pub const RESERVATION_DAYS: u32 = 15;
pub const STATEMENT_DAYS: u32 = 10;
pub const CONFIRMATION_DAYS: u32 = 10;
pub const DISPUTE_DAYS: u32 = 15;
pub const BACKDATING_DAYS: u32 = 30;
pub const REVERSAL_DAYS: u32 = 10;
pub const CLAIM_DAYS: u32 = 10;
pub const COMPENSATION_DAYS: u32 = 90;
pub const DEFAULT_AFTER_DAYS: u32 = 90;
pub const MATERIAL_ARREARS: u64 = 10_000;
pub const MATERIAL_SHARE: u64 = 100;
pub const OBJECTION_DAYS: u32 = 15;
pub const DECISION_DAYS: u32 = 30;
/// Haircuts of receivables, trademarks, software copyrights, basis points.
pub const HAIRCUTS: [u64; 3] = [8_000, 4_000, 2_000];
/// Months after which a valuation is stale.
pub const VALUATION_MONTHS: u32 = 12;

/// A rating that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rating {
	pub scorecard: u32,
	/// No product but one takes a bad one.
	pub good: bool,
}

#[derive(Clone, Debug)]
pub struct Firm {
	/// In good standing.
	pub active: bool,
	pub frozen: bool,
	pub rating: Option<Rating>,
}

#[derive(Clone, Default, Debug)]
pub struct Bank {
	pub suspended: bool,
	pub missed: u32,
	/// What it lends to one firm at most, by currency.
	pub limits: [Option<u64>; CURRENCIES],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fund {
	pub share: u64,
	pub budget: u64,
	pub bears: u64,
}

/// What is lent on.
#[derive(Clone, Copy, Debug)]
pub struct Product {
	pub bank: usize,
	pub currency: usize,
	pub least: u64,
	pub most: u64,
	pub longest: u32,
	pub unsecured: bool,
	/// Takes documents as security.
	pub documents: bool,
	/// Takes rights as security.
	pub rights: bool,
	/// Takes documents that no agency confirmed.
	pub unconfirmed: bool,
	/// Needs one document that an agency confirmed.
	pub trade_record: bool,
	/// Takes a bad rating.
	pub bad: bool,
	/// Basis points of the lending value.
	pub loan_to_value: u64,
	pub decision_days: u32,
}

const PLAIN: Product = Product {
	bank: 0,
	currency: 0,
	least: 10_000,
	most: 20_000_000,
	longest: 24,
	unsecured: true,
	documents: true,
	rights: true,
	unconfirmed: true,
	trade_record: false,
	bad: false,
	loan_to_value: 9_000,
	decision_days: 5,
};

const UNSECURED: Product = Product {
	documents: false,
	rights: false,
	unconfirmed: false,
	loan_to_value: 0,
	longest: 6,
	decision_days: 30,
	..PLAIN
};

pub const PRODUCTS: [Product; 6] = [
	PLAIN,
	Product {
		bank: 1,
		longest: 12,
		unsecured: false,
		rights: false,
		unconfirmed: false,
		trade_record: true,
		loan_to_value: 10_000,
		decision_days: 9,
		..PLAIN
	},
	Product { currency: 1, unsecured: false, longest: 12, decision_days: 20, ..PLAIN },
	Product { bank: 2, currency: 1, most: 9_000_000, ..UNSECURED },
	Product { bank: 2, currency: 3, most: 900_000, bad: true, ..UNSECURED },
	Product { bank: 1, currency: 2, most: 6_000_000, ..UNSECURED },
];
