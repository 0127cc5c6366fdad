use super::{few, Context};
use crate::{
	client::{calls::collateral, Call},
	error::{Error, Result},
	output::money,
	values,
};
use clap::{Args, Subcommand};
use lingnan_client::forms;
use lingnan_types::{
	lien::{self, LienKind, LienSpec, OutsideRegistration, Price, Register},
	receivable::{CreditNoteSpec, DocumentSpec, DocumentTokens, ReceivableSpec},
	right::{Encumbrance, RightNumber, RightSpec, RightStatus, RightUpdate},
	Amount, AssetId, AssetKind, Currency, Date, InstitutionId, LienId, RegistrationNumber, Text, Timestamp,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Pledge {
	asset: AssetId,
	#[arg(long)]
	pledgor: RegistrationNumber,
	#[arg(long)]
	institution: String,
	#[arg(long, value_enum, default_value = "pledge")]
	kind: LienKind,
	/// Secured amount
	#[arg(long, value_parser = values::some_amount)]
	amount: Amount,
	#[arg(long, value_parser = values::date)]
	until: Date,
	/// The lien of the same institution that it takes the place of, when the loan is renewed
	#[arg(long)]
	renews: Option<LienId>,
}

impl Pledge {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let Self { asset, kind, amount: secured_amount, until, renews, .. } = *self;
		let institution = c.number_of::<InstitutionId>(&self.institution).await?;
		let lien = LienSpec { institution, kind, secured_amount, until, renews };
		let call = collateral::Pledge { asset, pledgor: self.pledgor.clone(), lien };
		let secured = money(secured_amount, None);
		c.submit(call, |_| format!("asset {asset} secures {secured} to institution {institution}")).await
	}
}

/// A trade document, as both who registers it and who attests it describe it.
#[derive(Debug, Args)]
pub struct Paper {
	#[arg(long, value_enum, default_value = "trade-receivable")]
	kind: AssetKind,
	#[arg(long)]
	creditor: RegistrationNumber,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
	#[arg(long, value_parser = values::some_amount)]
	face_value: Amount,
}

impl Paper {
	fn amount(&self) -> String {
		money(self.face_value, Some(self.currency.name()))
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
		title: Text<128>,
		/// Registration numbers, separated by commas
		#[arg(long, value_delimiter = ',', required = true)]
		owners: Vec<RegistrationNumber>,
		/// Not granted yet
		#[arg(long)]
		pending: bool,
		#[arg(long, value_parser = values::date)]
		expires: Date,
		#[arg(long, value_parser = values::date)]
		fee_paid_until: Date,
	},
	/// Change a right's status and terms (IP office)
	UpdateRight {
		asset: AssetId,
		#[arg(long, value_enum)]
		status: RightStatus,
		#[arg(long, value_parser = values::date)]
		expires: Date,
		#[arg(long, value_parser = values::date)]
		fee_paid_until: Date,
		#[arg(long)]
		invalidation_pending: bool,
	},
	/// Transfer a right to other owners (IP office)
	TransferRight {
		asset: AssetId,
		#[arg(long, value_delimiter = ',', required = true)]
		owners: Vec<RegistrationNumber>,
	},
	/// Record or lift a dispute or a court's preservation (court, IP office)
	Encumber {
		asset: AssetId,
		#[arg(value_enum)]
		encumbrance: Encumbrance,
	},
	/// Agree, as a co-owner, that the asset may be pledged (enterprise)
	Agree {
		asset: AssetId,
		owner: RegistrationNumber,
		/// Take the agreement back
		#[arg(long)]
		no: bool,
	},
	/// Acknowledge that invalidation is pending (institution)
	Acknowledge { asset: AssetId },
	/// Register a trade receivable or an export declaration (enterprise)
	RegisterReceivable {
		#[command(flatten)]
		paper: Paper,
		/// Who owes it
		#[arg(long)]
		obligor: Text<128>,
		/// Its registration number, if it has one: then it can confirm
		#[arg(long)]
		obligor_number: Option<RegistrationNumber>,
		#[arg(long, value_parser = values::date)]
		issued: Date,
		#[arg(long, value_parser = values::date)]
		due: Date,
		/// Token of a document that its issuer attested: `lingnan document token`. Without it the registration is unconfirmed
		#[arg(long, value_parser = values::hash)]
		exact_token: Option<H256>,
	},
	/// Confirm that a registered receivable is the document that the agency knows (customs)
	Confirm {
		asset: AssetId,
		#[command(flatten)]
		tokens: Tokens,
	},
	/// Say to whom a document belongs, before or after it is registered (customs)
	Attest {
		#[command(flatten)]
		paper: Paper,
		/// A day of the month in which it is due
		#[arg(long, value_parser = values::date)]
		due: Date,
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
	/// Confirm what the obligor owes, for good (obligor; agency, for one that is not on the chain)
	ConfirmDebt {
		asset: AssetId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
	},
	/// State a credit note: so much is owed no more (creditor, obligor, agency)
	NoteCredit {
		asset: AssetId,
		/// Number on the note
		#[arg(long)]
		number: Text<64>,
		#[arg(long, value_parser = values::some_amount)]
		amount: Amount,
		#[arg(long, value_parser = values::date)]
		issued: Date,
	},
	/// Take back a credit note that was stated by mistake (who stated it)
	WithdrawCreditNote {
		asset: AssetId,
		/// Number on the note
		#[arg(long)]
		number: Text<64>,
	},
	/// Say where the obligor pays (institution of the first rank)
	CollectionAccount {
		asset: AssetId,
		/// Fingerprint of the notice that names the account, or the file to be fingerprinted
		#[arg(value_parser = values::hash)]
		reference: H256,
	},
	/// Cancel a receivable that secures nothing (enterprise)
	Cancel { asset: AssetId },
	/// Appraise a right (licensed appraiser)
	Appraise {
		asset: AssetId,
		#[arg(value_parser = values::some_amount)]
		value: Amount,
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: Currency,
		#[arg(long, value_parser = values::date)]
		valued_on: Date,
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

fn right_number(kind: AssetKind, number: &str) -> Result<RightNumber> {
	match kind {
		AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design => Ok(RightNumber::Patent(
			forms::patent(number).parse().map_err(|e| Error::usage(format!("--number {number}: {e}")))?,
		)),
		_ => values::text(number).map(RightNumber::Registration).map_err(|e| Error::usage(format!("--number: {e}"))),
	}
}

impl Asset {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, done): (Call, String) = match self {
			Self::RegisterRight { kind, number, title, owners, pending, expires, fee_paid_until } => {
				let right = RightSpec {
					kind: *kind,
					number: right_number(*kind, number)?,
					title: title.clone(),
					owners: few(owners.clone(), "owners")?,
					granted: !pending,
					expires: *expires,
					fee_paid_until: *fee_paid_until,
				};
				(collateral::RegisterRight { right }.into(), format!("{} is registered", title.as_str()))
			},
			Self::UpdateRight { asset, status, expires, fee_paid_until, invalidation_pending } => {
				let update = RightUpdate {
					status: *status,
					expires: *expires,
					fee_paid_until: *fee_paid_until,
					invalidation_pending: *invalidation_pending,
				};
				(collateral::UpdateRight { asset: *asset, update }.into(), format!("asset {asset} is updated"))
			},
			Self::TransferRight { asset, owners } => {
				let call = collateral::TransferRight { asset: *asset, owners: few(owners.clone(), "owners")? };
				(call.into(), format!("asset {asset} has new owners"))
			},
			Self::Encumber { asset, encumbrance } => {
				let call = collateral::SetEncumbrance { asset: *asset, encumbrance: *encumbrance };
				(call.into(), format!("asset {asset}: encumbrance {}", encumbrance.name()))
			},
			Self::Agree { asset, owner, no } => {
				let call = collateral::AgreeToPledge { asset: *asset, owner: owner.clone(), agreed: !no };
				let agrees = if *no { "does not agree" } else { "agrees" };
				(call.into(), format!("{owner} {agrees} to a pledge of asset {asset}"))
			},
			Self::Acknowledge { asset } => {
				let sentence = format!("the pending invalidation of asset {asset} is acknowledged");
				(collateral::AcknowledgeInvalidation { asset: *asset }.into(), sentence)
			},
			Self::RegisterReceivable { paper, obligor, obligor_number, issued, due, exact_token } => {
				let receivable = ReceivableSpec {
					kind: paper.kind,
					creditor: paper.creditor.clone(),
					obligor: obligor.clone(),
					currency: paper.currency,
					face_value: paper.face_value,
					issued: *issued,
					due: *due,
					exact_token: *exact_token,
					obligor_number: obligor_number.clone(),
				};
				let done = format!("{} owed by {} is registered", paper.amount(), obligor.as_str());
				(collateral::RegisterReceivable { receivable }.into(), done)
			},
			Self::Confirm { asset, tokens } => {
				let call = collateral::ConfirmReceivable { asset: *asset, tokens: tokens.spec() };
				(call.into(), format!("asset {asset} is confirmed"))
			},
			Self::Attest { paper, due, tokens, formerly } => {
				let document = DocumentSpec {
					kind: paper.kind,
					creditor: paper.creditor.clone(),
					currency: paper.currency,
					face_value: paper.face_value,
					due: *due,
					tokens: tokens.spec(),
				};
				let done = format!("the document over {} is {}'s", paper.amount(), paper.creditor);
				(collateral::AttestDocument { document, formerly: *formerly }.into(), done)
			},
			Self::Unattest { exact_token } => {
				let call = collateral::WithdrawAttestation { exact_token: *exact_token };
				(call.into(), "what was said of the document is taken back".into())
			},
			Self::ConfirmDebt { asset, amount } => {
				let call = collateral::ConfirmDebt { asset: *asset, amount: *amount };
				(call.into(), format!("the obligor of asset {asset} owes {}", money(*amount, None)))
			},
			Self::NoteCredit { asset, number, amount, issued } => {
				let note = CreditNoteSpec { number: number.clone(), amount: *amount, issued: *issued };
				let done = format!("{} of asset {asset} are owed no more", money(*amount, None));
				(collateral::NoteCredit { asset: *asset, note }.into(), done)
			},
			Self::WithdrawCreditNote { asset, number } => {
				let done = format!("credit note {} of asset {asset} does not count any more", number.as_str());
				(collateral::WithdrawCreditNote { asset: *asset, number: number.clone() }.into(), done)
			},
			Self::CollectionAccount { asset, reference } => {
				let call = collateral::SetCollectionAccount { asset: *asset, reference: *reference };
				(call.into(), format!("where the obligor of asset {asset} pays is set"))
			},
			Self::Cancel { asset } => {
				(collateral::CancelReceivable { asset: *asset }.into(), format!("asset {asset} is cancelled"))
			},
			Self::Appraise { asset, value, currency, valued_on, report } => {
				let call = collateral::Appraise {
					asset: *asset,
					currency: *currency,
					value: *value,
					valued_on: *valued_on,
					report: *report,
				};
				(call.into(), format!("asset {asset} is worth {}", money(*value, Some(currency.name()))))
			},
		};
		c.submit(call, |_| done).await
	}
}

/// How an asset is realised.
#[derive(Debug, Args)]
pub struct Realisation {
	/// Who buys it; without one the institution keeps it, or has collected it
	#[arg(long)]
	buyer: Option<RegistrationNumber>,
	/// In the loan's currency
	#[arg(long, value_parser = values::some_amount)]
	proceeds: Amount,
	/// Costs of selling or collecting, paid out of the proceeds
	#[arg(long, value_parser = values::amount, default_value = "0")]
	costs: Amount,
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
	Release { lien: LienId },
	/// Propose how to realise the asset after a default: sell, collect or keep it (institution)
	Propose {
		lien: LienId,
		#[command(flatten)]
		realisation: Realisation,
	},
	/// Agree to exactly this proposal (owner)
	Agree {
		lien: LienId,
		/// The owner's registration number
		#[arg(long)]
		owner: RegistrationNumber,
		#[command(flatten)]
		realisation: Realisation,
	},
	/// Object to what was proposed, within its days (owner)
	Object {
		lien: LienId,
		/// The owner's registration number
		#[arg(long)]
		owner: RegistrationNumber,
		/// Fingerprint of the reasons, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		reason: H256,
	},
	/// Decide on an objection (court)
	Decide {
		lien: LienId,
		/// The proposal falls; otherwise it goes on
		#[arg(long)]
		uphold: bool,
		/// Fingerprint of the decision, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		reason: H256,
	},
	/// Say what a junior lien secures, before a senior one is enforced (institution of the junior)
	Claim {
		lien: LienId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
	},
	/// Carry out what was proposed, when its days are over or every owner has agreed (institution)
	Enforce { lien: LienId },
	/// Let a lien run longer (institution)
	Continue {
		lien: LienId,
		#[arg(long, value_parser = values::date)]
		until: Date,
	},
	/// Step behind the next lien (institution of the first)
	Subordinate {
		lien: LienId,
		#[arg(long)]
		below: LienId,
	},
	/// Remove a lien whose time has run out (anybody)
	Lapse { lien: LienId },
	/// Say where and since when it is registered outside the chain: it ranks by that (institution, IP office)
	RegisterOutside {
		lien: LienId,
		/// The register outside the chain
		#[arg(long, value_enum)]
		register: Register,
		/// The register's number of the entry
		#[arg(long)]
		number: Text<64>,
		/// When it was entered there
		#[arg(long, value_parser = values::moment)]
		at: Timestamp,
	},
	/// Let another institution lend on the rest of the receivable (institution)
	Admit {
		lien: LienId,
		/// The other institution
		institution: String,
		/// Take it back
		#[arg(long)]
		no: bool,
	},
	/// Lend on it though others rank before it (institution)
	AcceptRank { lien: LienId },
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
			Self::RegisterOutside { lien, register, number, at } => {
				let registration = OutsideRegistration { register: *register, number: number.clone(), at: *at };
				let done = format!("lien {lien} ranks by {} {}", register.name(), number.as_str());
				(collateral::RegisterOutside { lien: *lien, registration }.into(), done)
			},
			Self::Admit { lien, institution, no } => {
				let institution = c.number_of::<InstitutionId>(institution).await?;
				let call = collateral::AdmitLender { lien: *lien, institution, admitted: !no };
				let may = if *no { "may no longer" } else { "may" };
				(call.into(), format!("institution {institution} {may} lend on the rest beside lien {lien}"))
			},
			Self::AcceptRank { lien } => {
				(collateral::AcceptRank { lien: *lien }.into(), format!("lien {lien} is lent on at its rank"))
			},
		};
		c.submit(call, |_| done).await
	}
}
