use super::Context;
use crate::{
	client::Call,
	error::{Error, Result},
	output::money,
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	lien::{LienKind, Price},
	right::{Encumbrance, RightStatus},
	AssetKind,
};
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Pledge {
	asset: u64,
	#[arg(long, value_parser = values::number)]
	pledgor: String,
	#[arg(long)]
	institution: u32,
	#[arg(long, value_enum, default_value = "pledge")]
	kind: LienKind,
	/// Secured amount
	#[arg(long, value_parser = values::some_amount)]
	amount: u64,
	#[arg(long, value_parser = values::date)]
	until: u32,
}

impl Pledge {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let lien = json!({
			"institution": self.institution, "kind": self.kind.name(), "securedAmount": self.amount, "until": self.until,
		});
		let call =
			Call::new("Collateral", "pledge", json!({ "asset": self.asset, "pledgor": self.pledgor, "lien": lien }));
		let text =
			format!("asset {} secures {} to institution {}", self.asset, money(self.amount, None), self.institution);
		c.submit(call, |_| text).await
	}
}

#[derive(Debug, Subcommand)]
pub enum Asset {
	/// Register an intellectual property right to its owners (IP office)
	RegisterRight {
		#[arg(long, value_enum)]
		kind: AssetKind,
		/// Patent number (ZL2017…), or another register's number
		#[arg(long)]
		number: String,
		#[arg(long)]
		title: String,
		/// Registration numbers, separated by commas
		#[arg(long)]
		owners: String,
		/// Not granted yet
		#[arg(long)]
		pending: bool,
		#[arg(long, value_parser = values::date)]
		expires: u32,
		#[arg(long, value_parser = values::date)]
		fee_paid_until: u32,
	},
	/// Change a right's status and terms (IP office)
	UpdateRight {
		asset: u64,
		#[arg(long, value_enum)]
		status: RightStatus,
		#[arg(long, value_parser = values::date)]
		expires: u32,
		#[arg(long, value_parser = values::date)]
		fee_paid_until: u32,
		#[arg(long)]
		invalidation_pending: bool,
	},
	/// Transfer a right to other owners (IP office)
	TransferRight {
		asset: u64,
		#[arg(long)]
		owners: String,
	},
	/// Record or lift a dispute or a court's preservation (court, IP office)
	Encumber {
		asset: u64,
		#[arg(value_enum)]
		encumbrance: Encumbrance,
	},
	/// Agree, as a co-owner, that the asset may be pledged (enterprise)
	Agree {
		asset: u64,
		#[arg(value_parser = values::number)]
		owner: String,
		/// Take the agreement back
		#[arg(long)]
		no: bool,
	},
	/// Acknowledge that invalidation is pending (institution)
	Acknowledge { asset: u64 },
	/// Register a trade receivable or an export declaration (enterprise)
	RegisterReceivable {
		#[arg(long, value_enum, default_value = "trade-receivable")]
		kind: AssetKind,
		#[arg(long, value_parser = values::number)]
		creditor: String,
		/// Who owes it
		#[arg(long)]
		obligor: String,
		/// Customs declaration number, 18 digits
		#[arg(long)]
		declaration: Option<String>,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: String,
		#[arg(long, value_parser = values::some_amount)]
		face_value: u64,
		#[arg(long, value_parser = values::date)]
		issued: u32,
		#[arg(long, value_parser = values::date)]
		due: u32,
		/// Token of the document's canonical form: `lingnan document token`
		#[arg(long, value_parser = values::hash)]
		exact_token: H256,
		/// Token of what stays when a copy is altered, from the same command
		#[arg(long, value_parser = values::hash)]
		coarse_token: H256,
		#[arg(long, default_value_t = 1)]
		token_version: u16,
	},
	/// Confirm that a registered receivable is the document that the agency knows (customs)
	Confirm {
		asset: u64,
		/// The token that the agency made of its own record: `lingnan document token`
		#[arg(long, value_parser = values::hash)]
		exact_token: H256,
	},
	/// Say to whom a document belongs, before or after it is registered (customs)
	Attest {
		#[arg(long, value_enum, default_value = "trade-receivable")]
		kind: AssetKind,
		#[arg(long, value_parser = values::number)]
		creditor: String,
		/// Customs declaration number, 18 digits
		#[arg(long)]
		declaration: Option<String>,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: String,
		#[arg(long, value_parser = values::some_amount)]
		face_value: u64,
		/// A day of the month in which it is due
		#[arg(long, value_parser = values::date)]
		due: u32,
		#[arg(long, value_parser = values::hash)]
		exact_token: H256,
		#[arg(long, value_parser = values::hash)]
		coarse_token: H256,
		#[arg(long, default_value_t = 1)]
		token_version: u16,
	},
	/// Take back what was said about a document by mistake (customs)
	Unattest {
		#[arg(value_parser = values::hash)]
		exact_token: H256,
	},
	/// Cancel a receivable that secures nothing (enterprise)
	Cancel { asset: u64 },
	/// Appraise a right (licensed appraiser)
	Appraise {
		asset: u64,
		#[arg(value_parser = values::some_amount)]
		value: u64,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: String,
		#[arg(long, value_parser = values::date)]
		valued_on: u32,
		/// Fingerprint of the report, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		report: H256,
	},
}

fn owners(list: &str) -> Result<Vec<String>> {
	let numbers = list.split(',').map(str::trim).filter(|n| !n.is_empty());
	numbers.map(|n| values::number(n).map_err(|e| Error::usage(format!("--owners {n}: {e}")))).collect()
}

impl Asset {
	/// The call, and the sentence when it is done.
	fn call(&self) -> Result<(Call, String)> {
		let collateral = |call, args: Value, done: String| Ok((Call::new("Collateral", call, args), done));
		match self {
			Self::RegisterRight { kind, number, title, owners: list, pending, expires, fee_paid_until } => {
				let number = match kind {
					AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design => json!({ "Patent": number }),
					_ => json!({ "Registration": number }),
				};
				let right = json!({
					"kind": kind.name(), "number": number, "title": title, "owners": owners(list)?, "granted": !pending,
					"expires": expires, "feePaidUntil": fee_paid_until,
				});
				collateral("register_right", json!({ "right": right }), format!("{title} is registered"))
			},
			Self::UpdateRight { asset, status, expires, fee_paid_until, invalidation_pending } => {
				let update = json!({
					"status": status.name(), "expires": expires, "feePaidUntil": fee_paid_until,
					"invalidationPending": invalidation_pending,
				});
				collateral(
					"update_right",
					json!({ "asset": asset, "update": update }),
					format!("asset {asset} is updated"),
				)
			},
			Self::TransferRight { asset, owners: list } => {
				let args = json!({ "asset": asset, "owners": owners(list)? });
				collateral("transfer_right", args, format!("asset {asset} has new owners"))
			},
			Self::Encumber { asset, encumbrance } => {
				let args = json!({ "asset": asset, "encumbrance": encumbrance.name() });
				collateral("set_encumbrance", args, format!("asset {asset}: encumbrance {}", encumbrance.name()))
			},
			Self::Agree { asset, owner, no } => {
				let args = json!({ "asset": asset, "owner": owner, "agreed": !no });
				let done = if *no { "does not agree" } else { "agrees" };
				collateral("agree_to_pledge", args, format!("{owner} {done} to a pledge of asset {asset}"))
			},
			Self::Acknowledge { asset } => {
				let done = format!("the pending invalidation of asset {asset} is acknowledged");
				collateral("acknowledge_invalidation", json!({ "asset": asset }), done)
			},
			Self::RegisterReceivable {
				kind,
				creditor,
				obligor,
				declaration,
				currency,
				face_value,
				issued,
				due,
				exact_token,
				coarse_token,
				token_version,
			} => {
				let receivable = json!({
					"kind": kind.name(), "creditor": creditor, "obligor": obligor, "declaration": declaration,
					"currency": currency, "faceValue": face_value, "issued": issued, "due": due,
					"exactToken": exact_token, "coarseToken": coarse_token, "tokenVersion": token_version,
				});
				let done = format!("{} owed by {obligor} is registered", money(*face_value, Some(currency)));
				collateral("register_receivable", json!({ "receivable": receivable }), done)
			},
			Self::Confirm { asset, exact_token } => {
				let args = json!({ "asset": asset, "exactToken": exact_token });
				collateral("confirm_receivable", args, format!("asset {asset} is confirmed"))
			},
			Self::Attest {
				kind,
				creditor,
				declaration,
				currency,
				face_value,
				due,
				exact_token,
				coarse_token,
				token_version,
			} => {
				let document = json!({
					"kind": kind.name(), "creditor": creditor, "declaration": declaration, "currency": currency,
					"faceValue": face_value, "due": due, "exactToken": exact_token, "coarseToken": coarse_token,
					"tokenVersion": token_version,
				});
				let done = format!("the document over {} is {creditor}'s", money(*face_value, Some(currency)));
				collateral("attest_document", json!({ "document": document }), done)
			},
			Self::Unattest { exact_token } => {
				let args = json!({ "exactToken": exact_token });
				collateral("withdraw_attestation", args, "what was said of the document is taken back".into())
			},
			Self::Cancel { asset } => {
				collateral("cancel_receivable", json!({ "asset": asset }), format!("asset {asset} is cancelled"))
			},
			Self::Appraise { asset, value, currency, valued_on, report } => {
				let args = json!({
					"asset": asset, "currency": currency, "value": value, "valuedOn": valued_on, "report": report,
				});
				collateral("appraise", args, format!("asset {asset} is worth {}", money(*value, Some(currency))))
			},
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, done) = self.call()?;
		c.submit(call, |_| done).await
	}
}

/// How an asset is realised.
#[derive(Debug, Args)]
pub struct Realisation {
	/// Who buys it; without one the institution keeps it, or has collected it
	#[arg(long, value_parser = values::number)]
	buyer: Option<String>,
	/// In the loan's currency
	#[arg(long, value_parser = values::some_amount)]
	proceeds: u64,
	/// Costs of selling or collecting, paid out of the proceeds
	#[arg(long, value_parser = values::amount, default_value = "0")]
	costs: u64,
	/// Agreed with every owner, at least the valuation, or shown by papers of a sale or collection
	#[arg(long, value_enum)]
	price: Price,
	/// Fingerprint of the papers, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	evidence: H256,
}

impl Realisation {
	fn to_json(&self) -> Value {
		json!({
			"buyer": self.buyer, "proceeds": self.proceeds, "costs": self.costs, "price": self.price.name(),
			"evidence": self.evidence,
		})
	}
}

#[derive(Debug, Subcommand)]
pub enum Lien {
	/// Give the security back (institution)
	Release { lien: u64 },
	/// Propose how to realise the asset after a default: sell, collect or keep it (institution)
	Propose {
		lien: u64,
		#[command(flatten)]
		realisation: Realisation,
	},
	/// Agree to exactly this proposal (owner)
	Agree {
		lien: u64,
		/// The owner's registration number
		#[arg(long, value_parser = values::number)]
		owner: String,
		#[command(flatten)]
		realisation: Realisation,
	},
	/// Object to what was proposed, within its days (owner)
	Object {
		lien: u64,
		/// The owner's registration number
		#[arg(long, value_parser = values::number)]
		owner: String,
		/// Fingerprint of the reasons, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		reason: H256,
	},
	/// Decide on an objection (court)
	Decide {
		lien: u64,
		/// The proposal falls; otherwise it goes on
		#[arg(long)]
		uphold: bool,
		/// Fingerprint of the decision, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		reason: H256,
	},
	/// Say what a junior lien secures, before a senior one is enforced (institution of the junior)
	Claim {
		lien: u64,
		#[arg(value_parser = values::some_amount)]
		amount: u64,
	},
	/// Carry out what was proposed, when its days are over or every owner has agreed (institution)
	Enforce { lien: u64 },
	/// Let a lien run longer (institution)
	Continue {
		lien: u64,
		#[arg(long, value_parser = values::date)]
		until: u32,
	},
	/// Step behind the next lien (institution of the first)
	Subordinate {
		lien: u64,
		#[arg(long)]
		below: u64,
	},
	/// Remove a lien whose time has run out (anybody)
	Lapse { lien: u64 },
}

impl Lien {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, args, done) = match self {
			Self::Release { lien } => ("release", json!({ "lien": lien }), format!("lien {lien} is released")),
			Self::Propose { lien, realisation } => {
				let args = json!({ "lien": lien, "realisation": realisation.to_json() });
				let proceeds = money(realisation.proceeds, None);
				(
					"propose_enforcement",
					args,
					format!("lien {lien}: {proceeds} are proposed, and the owners can object"),
				)
			},
			Self::Agree { lien, owner, realisation } => {
				let args = json!({ "lien": lien, "owner": owner, "realisation": realisation.to_json() });
				("agree_to_enforcement", args, format!("{owner} agrees to how lien {lien} is enforced"))
			},
			Self::Object { lien, owner, reason } => {
				let args = json!({ "lien": lien, "owner": owner, "reason": reason });
				("object_to_enforcement", args, format!("{owner} objects to how lien {lien} is enforced"))
			},
			Self::Decide { lien, uphold, reason } => {
				let args = json!({ "lien": lien, "upheld": uphold, "reason": reason });
				let done = if *uphold { "is upheld: the proposal has fallen" } else { "is dismissed" };
				("decide_objection", args, format!("the objection against enforcing lien {lien} {done}"))
			},
			Self::Claim { lien, amount } => {
				let args = json!({ "lien": lien, "amount": amount });
				("state_claim", args, format!("lien {lien} secures {}", money(*amount, None)))
			},
			Self::Enforce { lien } => ("enforce", json!({ "lien": lien }), format!("lien {lien} is enforced")),
			Self::Continue { lien, until } => {
				("continue_lien", json!({ "lien": lien, "until": until }), format!("lien {lien} runs on"))
			},
			Self::Subordinate { lien, below } => (
				"subordinate",
				json!({ "lien": lien, "below": below }),
				format!("lien {lien} ranks below lien {below}"),
			),
			Self::Lapse { lien } => ("lapse", json!({ "lien": lien }), format!("lien {lien} has lapsed")),
		};
		c.submit(Call::new("Collateral", call, args), |_| done).await
	}
}
