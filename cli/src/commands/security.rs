use super::{few, Context};
use crate::{
	client::{calls::collateral, Call},
	error::{Error, Result},
	output::money,
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	lien::{self, LienKind, LienSpec, Price},
	receivable::{DocumentSpec, DocumentTokens, ReceivableSpec},
	right::{Encumbrance, Owners, RightNumber, RightSpec, RightStatus, RightUpdate},
	AssetKind, RegistrationNumber, Text,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Pledge {
	asset: u64,
	#[arg(long, value_parser = values::number)]
	pledgor: RegistrationNumber,
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
		let lien =
			LienSpec { institution: self.institution, kind: self.kind, secured_amount: self.amount, until: self.until };
		let call = collateral::Pledge { asset: self.asset, pledgor: self.pledgor.clone(), lien };
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
		#[arg(long, value_parser = values::text::<128>)]
		title: Text<128>,
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
		owner: RegistrationNumber,
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
		creditor: RegistrationNumber,
		/// Who owes it
		#[arg(long, value_parser = values::text::<128>)]
		obligor: Text<128>,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: String,
		#[arg(long, value_parser = values::some_amount)]
		face_value: u64,
		#[arg(long, value_parser = values::date)]
		issued: u32,
		#[arg(long, value_parser = values::date)]
		due: u32,
		/// Token of a document that its issuer attested: `lingnan document token`. Without it the registration is unconfirmed
		#[arg(long, value_parser = values::hash)]
		exact_token: Option<H256>,
	},
	/// Confirm that a registered receivable is the document that the agency knows (customs)
	Confirm {
		asset: u64,
		#[command(flatten)]
		tokens: Tokens,
	},
	/// Say to whom a document belongs, before or after it is registered (customs)
	Attest {
		#[arg(long, value_enum, default_value = "trade-receivable")]
		kind: AssetKind,
		#[arg(long, value_parser = values::number)]
		creditor: RegistrationNumber,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: String,
		#[arg(long, value_parser = values::some_amount)]
		face_value: u64,
		/// A day of the month in which it is due
		#[arg(long, value_parser = values::date)]
		due: u32,
		#[command(flatten)]
		tokens: Tokens,
		/// The document's token under an earlier version of the key: both are one document then
		#[arg(long, value_parser = values::hash)]
		formerly: Option<H256>,
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

/// What the agency made of its own record of a document: `lingnan document token --secret`.
#[derive(Debug, Args)]
pub struct Tokens {
	/// The document's token
	#[arg(long, value_parser = values::hash)]
	exact_token: H256,
	/// Token of what stays when a copy is altered
	#[arg(long, value_parser = values::hash)]
	coarse_token: H256,
	/// Token of the customs declaration that the document names
	#[arg(long, value_parser = values::hash)]
	by_declaration: Option<H256>,
	/// Version of the agency's key that made them
	#[arg(long, default_value = "1", value_parser = values::within::<u16, 1, 65_535>)]
	token_version: u16,
}

impl Tokens {
	fn spec(&self) -> DocumentTokens {
		DocumentTokens {
			version: self.token_version,
			exact: self.exact_token,
			coarse: self.coarse_token,
			by_declaration: self.by_declaration,
		}
	}
}

fn owners(list: &str) -> Result<Owners> {
	let numbers = list.split(',').map(str::trim).filter(|n| !n.is_empty());
	let numbers = numbers.map(|n| values::number(n).map_err(|e| Error::usage(format!("--owners {n}: {e}"))));
	few(numbers.collect::<Result<_>>()?, "owners")
}

fn right_number(kind: AssetKind, number: &str) -> Result<RightNumber> {
	match kind {
		AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design => {
			Ok(RightNumber::Patent(number.parse().map_err(|e| Error::usage(format!("--number {number}: {e}")))?))
		},
		_ => values::text(number).map(RightNumber::Registration).map_err(|e| Error::usage(format!("--number: {e}"))),
	}
}

impl Asset {
	/// The call, and the sentence when it is done.
	fn call(&self) -> Result<(Call, String)> {
		fn done(call: impl Into<Call>, sentence: String) -> Result<(Call, String)> {
			Ok((call.into(), sentence))
		}
		match self {
			Self::RegisterRight { kind, number, title, owners: list, pending, expires, fee_paid_until } => {
				let right = RightSpec {
					kind: *kind,
					number: right_number(*kind, number)?,
					title: title.clone(),
					owners: owners(list)?,
					granted: !pending,
					expires: *expires,
					fee_paid_until: *fee_paid_until,
				};
				done(collateral::RegisterRight { right }, format!("{} is registered", title.as_str()))
			},
			Self::UpdateRight { asset, status, expires, fee_paid_until, invalidation_pending } => {
				let update = RightUpdate {
					status: *status,
					expires: *expires,
					fee_paid_until: *fee_paid_until,
					invalidation_pending: *invalidation_pending,
				};
				done(collateral::UpdateRight { asset: *asset, update }, format!("asset {asset} is updated"))
			},
			Self::TransferRight { asset, owners: list } => {
				let call = collateral::TransferRight { asset: *asset, owners: owners(list)? };
				done(call, format!("asset {asset} has new owners"))
			},
			Self::Encumber { asset, encumbrance } => {
				let call = collateral::SetEncumbrance { asset: *asset, encumbrance: *encumbrance };
				done(call, format!("asset {asset}: encumbrance {}", encumbrance.name()))
			},
			Self::Agree { asset, owner, no } => {
				let call = collateral::AgreeToPledge { asset: *asset, owner: owner.clone(), agreed: !no };
				let agrees = if *no { "does not agree" } else { "agrees" };
				done(call, format!("{owner} {agrees} to a pledge of asset {asset}"))
			},
			Self::Acknowledge { asset } => {
				let sentence = format!("the pending invalidation of asset {asset} is acknowledged");
				done(collateral::AcknowledgeInvalidation { asset: *asset }, sentence)
			},
			Self::RegisterReceivable { kind, creditor, obligor, currency, face_value, issued, due, exact_token } => {
				let receivable = ReceivableSpec {
					kind: *kind,
					creditor: creditor.clone(),
					obligor: obligor.clone(),
					currency: currency.parse().map_err(Error::usage)?,
					face_value: *face_value,
					issued: *issued,
					due: *due,
					exact_token: *exact_token,
				};
				let owed = money(*face_value, Some(currency));
				let sentence = format!("{owed} owed by {} is registered", obligor.as_str());
				done(collateral::RegisterReceivable { receivable }, sentence)
			},
			Self::Confirm { asset, tokens } => {
				let call = collateral::ConfirmReceivable { asset: *asset, tokens: tokens.spec() };
				done(call, format!("asset {asset} is confirmed"))
			},
			Self::Attest { kind, creditor, currency, face_value, due, tokens, formerly } => {
				let document = DocumentSpec {
					kind: *kind,
					creditor: creditor.clone(),
					currency: currency.parse().map_err(Error::usage)?,
					face_value: *face_value,
					due: *due,
					tokens: tokens.spec(),
				};
				let sentence = format!("the document over {} is {creditor}'s", money(*face_value, Some(currency)));
				done(collateral::AttestDocument { document, formerly: *formerly }, sentence)
			},
			Self::Unattest { exact_token } => {
				let call = collateral::WithdrawAttestation { exact_token: *exact_token };
				done(call, "what was said of the document is taken back".into())
			},
			Self::Cancel { asset } => {
				done(collateral::CancelReceivable { asset: *asset }, format!("asset {asset} is cancelled"))
			},
			Self::Appraise { asset, value, currency, valued_on, report } => {
				let call = collateral::Appraise {
					asset: *asset,
					currency: currency.parse().map_err(Error::usage)?,
					value: *value,
					valued_on: *valued_on,
					report: *report,
				};
				done(call, format!("asset {asset} is worth {}", money(*value, Some(currency))))
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
	buyer: Option<RegistrationNumber>,
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
	fn spec(&self) -> lien::Realisation {
		lien::Realisation {
			buyer: self.buyer.clone(),
			proceeds: self.proceeds,
			costs: self.costs,
			price: self.price,
			evidence: self.evidence,
		}
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
		owner: RegistrationNumber,
		#[command(flatten)]
		realisation: Realisation,
	},
	/// Object to what was proposed, within its days (owner)
	Object {
		lien: u64,
		/// The owner's registration number
		#[arg(long, value_parser = values::number)]
		owner: RegistrationNumber,
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
		let (call, done): (Call, _) = match self {
			Self::Release { lien } => (collateral::Release { lien: *lien }.into(), format!("lien {lien} is released")),
			Self::Propose { lien, realisation } => {
				let proceeds = money(realisation.proceeds, None);
				let call = collateral::ProposeEnforcement { lien: *lien, realisation: realisation.spec() };
				(call.into(), format!("lien {lien}: {proceeds} are proposed, and the owners can object"))
			},
			Self::Agree { lien, owner, realisation } => {
				let done = format!("{owner} agrees to how lien {lien} is enforced");
				let (lien, owner, realisation) = (*lien, owner.clone(), realisation.spec());
				(collateral::AgreeToEnforcement { lien, owner, realisation }.into(), done)
			},
			Self::Object { lien, owner, reason } => {
				let call = collateral::ObjectToEnforcement { lien: *lien, owner: owner.clone(), reason: *reason };
				(call.into(), format!("{owner} objects to how lien {lien} is enforced"))
			},
			Self::Decide { lien, uphold, reason } => {
				let call = collateral::DecideObjection { lien: *lien, upheld: *uphold, reason: *reason };
				let done = if *uphold { "is upheld: the proposal has fallen" } else { "is dismissed" };
				(call.into(), format!("the objection against enforcing lien {lien} {done}"))
			},
			Self::Claim { lien, amount } => {
				let call = collateral::StateClaim { lien: *lien, amount: *amount };
				(call.into(), format!("lien {lien} secures {}", money(*amount, None)))
			},
			Self::Enforce { lien } => (collateral::Enforce { lien: *lien }.into(), format!("lien {lien} is enforced")),
			Self::Continue { lien, until } => {
				(collateral::ContinueLien { lien: *lien, until: *until }.into(), format!("lien {lien} runs on"))
			},
			Self::Subordinate { lien, below } => {
				let call = collateral::Subordinate { lien: *lien, below: *below };
				(call.into(), format!("lien {lien} ranks below lien {below}"))
			},
			Self::Lapse { lien } => (collateral::Lapse { lien: *lien }.into(), format!("lien {lien} has lapsed")),
		};
		c.submit(call, |_| done).await
	}
}
