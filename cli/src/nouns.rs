//! The nouns of the command line and their verbs. What a verb does stands in `commands`.

use crate::{
	args::Global,
	commands::{
		anchor, apply, attest, disclose, guardian, import, key, loan, product, prove, rate, registry, seal, security,
		terms, Context,
	},
	error::Result,
	keys::Password,
	output::Output,
};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Enterprise {
	/// Put an enterprise on the register (registrar)
	Register(registry::Register),
	/// Correct its name, industry, division and capital (registrar)
	Amend(registry::Amend),
	/// Change its status: active, abnormal, revoked and so on (registrar)
	Status(registry::Status),
	/// Record which enterprise took its place (registrar)
	Succession(registry::Succession),
	/// Who controls it: offer and accept control, replace a lost key, freeze
	#[command(subcommand)]
	Control(registry::Control),
	/// Which officers may sign for it: in what, up to how much, until when
	#[command(subcommand)]
	Mandate(registry::Mandate),
	/// Who stands by when its key is lost or stolen
	#[command(subcommand)]
	Guardian(guardian::Guardian),
}

impl Enterprise {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Register(x) => x.run(c).await,
			Self::Amend(x) => x.run(c).await,
			Self::Status(x) => x.run(c).await,
			Self::Succession(x) => x.run(c).await,
			Self::Control(x) => x.run(c).await,
			Self::Mandate(x) => x.run(c).await,
			Self::Guardian(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Attestation {
	/// State the value of an indicator of an enterprise (owner agency)
	State(attest::Attest),
	/// State a value that nobody can read on the chain, and write the file that opens it (owner agency)
	Seal(seal::Seal),
	/// Take an attestation back (owner agency)
	Retract(attest::Retract),
	/// Say that an attestation is wrong (enterprise); uphold or correct it (owner agency)
	#[command(subcommand)]
	Dispute(attest::Dispute),
	/// Register enterprises and attest their indicators from a CSV file (registrar and agencies)
	Import(import::Import),
	/// Put the root of a whole period's values on the chain, and give out single ones
	#[command(subcommand)]
	Anchor(anchor::Anchor),
	/// Bring an anchored value onto the chain (enterprise, or institution with a consent)
	Materialise(anchor::Materialise),
	/// Open sealed indicators to one institution (enterprise)
	Disclose(disclose::Disclose),
	/// Check against the chain what an enterprise opened to you (institution)
	CheckDisclosure(disclose::CheckDisclosure),
}

impl Attestation {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::State(x) => x.run(c).await,
			Self::Seal(x) => x.run(c).await,
			Self::Retract(x) => x.run(c).await,
			Self::Dispute(x) => x.run(c).await,
			Self::Import(x) => x.run(c).await,
			Self::Anchor(x) => x.run(c).await,
			Self::Materialise(x) => x.run(c).await,
			Self::Disclose(x) => x.run(c).await,
			Self::CheckDisclosure(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Rating {
	/// Rate an enterprise by the scorecard in force
	Rate(rate::Rate),
	/// Say why a rating is what it is, and the smallest step to a better grade
	Explain(rate::Explain),
	/// Prove a grade without showing the figures (enterprise)
	Prove(prove::Prove),
}

impl Rating {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Rate(x) => x.run(c).await,
			Self::Explain(x) => x.run(c).await,
			Self::Prove(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Application {
	/// Apply for a product (enterprise)
	Apply(apply::Apply),
	/// Take an application back (enterprise)
	Withdraw(apply::Application),
	/// Decline an application, with the reason (institution)
	Decline(apply::Decline),
	/// Make an offer (institution)
	Offer(apply::Offer),
	/// Accept an offer: exactly the terms that it shows (enterprise)
	Accept(terms::Accept),
	/// Refuse an offer (enterprise)
	Refuse(apply::Application),
	/// Record that a decision came too late, or that an offer has lapsed (anybody)
	Expire(apply::Application),
}

impl Application {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Apply(x) => x.run(c).await,
			Self::Withdraw(x) => x.withdraw(c).await,
			Self::Decline(x) => x.run(c).await,
			Self::Offer(x) => x.run(c).await,
			Self::Accept(x) => x.run(c).await,
			Self::Refuse(x) => x.refuse(c).await,
			Self::Expire(x) => x.expire(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Loan {
	/// State that an accepted loan was paid out (institution)
	Disburse(loan::Disburse),
	/// Confirm that the money came (enterprise)
	Confirm(loan::Confirm),
	/// Begin a loan to whose payment nobody objected in time (anybody)
	Start(loan::Loan),
	/// Say that a stated payment did not come (enterprise)
	DisputePayment(loan::Dispute),
	/// Show that a disputed payment was made (institution)
	AnswerDispute(loan::Dispute),
	/// Decide whether a disputed payment was made (regulator)
	DecideDispute(loan::Decide),
	/// Record a repayment (institution)
	Repay(loan::Repay),
	/// Reverse an entry on a loan's account (institution, enterprise)
	Reverse(loan::Reverse),
	/// State a payment that the lender has not recorded (enterprise)
	ClaimPayment(loan::Claim),
	/// Refuse a payment that the borrower states (institution)
	RefuseClaim(loan::RefuseClaim),
	/// Charge a fee to a loan (institution)
	Charge(loan::Charge),
	/// Have the days past due recorded, and a default (anybody)
	NoteArrears(loan::Loan),
	/// Declare a loan in default: all of it is due (institution)
	Default(loan::Loan),
	/// Ask the public fund for its share of a default (institution)
	AskCompensation(loan::Loan),
	/// Have the public fund pay its share (regulator)
	ApproveCompensation(loan::Loan),
	/// Write off a share of a loan, never less than before (institution)
	WriteOff(loan::WriteOff),
}

impl Loan {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Disburse(x) => x.run(c).await,
			Self::Confirm(x) => x.run(c).await,
			Self::Start(x) => x.start(c).await,
			Self::DisputePayment(x) => x.raise(c).await,
			Self::AnswerDispute(x) => x.answer(c).await,
			Self::DecideDispute(x) => x.run(c).await,
			Self::Repay(x) => x.run(c).await,
			Self::Reverse(x) => x.run(c).await,
			Self::ClaimPayment(x) => x.run(c).await,
			Self::RefuseClaim(x) => x.run(c).await,
			Self::Charge(x) => x.run(c).await,
			Self::NoteArrears(x) => x.note_arrears(c).await,
			Self::Default(x) => x.default(c).await,
			Self::AskCompensation(x) => x.ask_compensation(c).await,
			Self::ApproveCompensation(x) => x.approve_compensation(c).await,
			Self::WriteOff(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Asset {
	/// Give an asset to an institution as security (enterprise)
	Pledge(security::Pledge),
	#[command(flatten)]
	Asset(security::Asset),
}

impl Asset {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Pledge(x) => x.run(c).await,
			Self::Asset(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Product {
	/// Ask which products fit an enterprise and a request (anybody)
	Match(apply::Match),
	#[command(flatten)]
	Product(product::Product),
}

impl Product {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Match(x) => x.run(c).await,
			Self::Product(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Institution {
	/// Set the most that one enterprise may owe the institution, or lift that limit (institution)
	ExposureLimit(loan::ExposureLimit),
}

impl Institution {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::ExposureLimit(x) => x.run(c).await,
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Key {
	#[command(flatten)]
	Key(key::Key),
	/// Show the account of a key, and whether everybody has that key
	Account(key::Account),
}

impl Key {
	/// What needs no chain. Answers whether that was all.
	pub fn run_alone(&self, output: Output, global: &Global, password: &Password) -> Result<bool> {
		match self {
			Self::Key(x) => x.run_alone(output, global, password),
			Self::Account(x) => x.run(output, global.key.as_deref(), password).map(|()| true),
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Key(x) => x.run(c).await,
			Self::Account(_) => Ok(()),
		}
	}
}
