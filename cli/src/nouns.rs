//! The nouns of the command line and their verbs. What a verb does stands in `commands`.

use crate::{
	args::Global,
	commands::{
		anchor, apply, attest, bank, calendar, call, card, classification, clock, consent, corridor, demo, disclose,
		document, explain, gateway, govern, guarantee, guardian, import, indicator, key, line, list, loan, offer,
		openings, openings_gateway, policy, product, prove, prove_many, rate, reference_rate, registry, seal, security,
		serve, show, sponsor, terms, validator, Context,
	},
	error::Result,
	keys::Password,
	output::Output,
};
use clap::Subcommand;

/// Declares nouns, and what each of their verbs is read into and runs by.
macro_rules! nouns {
	($($(#[$of_noun:meta])* $noun:ident { $($(#[$of_verb:meta])* $verb:ident($args:ty),)+ })+) => { $(
		$(#[$of_noun])*
		#[derive(Debug, Subcommand)]
		pub enum $noun {
			$($(#[$of_verb])* $verb($args),)+
		}

		impl $noun {
			pub async fn run(&self, c: &Context) -> Result<()> {
				match self {
					$(Self::$verb(verb) => verb.run(c).await,)+
				}
			}
		}
	)+ };
}

nouns! {
	Command {
		/// Firms on the register: who they are, who controls them, who signs
		#[command(subcommand)]
		Enterprise(Enterprise),
		/// What agencies attest of firms: state, seal, dispute, import, anchor
		#[command(subcommand)]
		Attestation(Attestation),
		/// What agencies may attest: define all of a file
		#[command(subcommand)]
		Indicator(indicator::Indicator),
		/// Files that open what was sealed: push, fetch, serve, ask
		#[command(subcommand)]
		Openings(Openings),
		/// Who may use the data of a firm: give, pause, resume, revoke
		#[command(subcommand)]
		Consent(consent::Consent),
		/// Grades of firms: explain, prove, rate
		#[command(subcommand)]
		Rating(Rating),
		/// Scorecards: propose, validate
		#[command(subcommand)]
		Scorecard(explain::Scorecard),
		/// Loan products: match, publish, withdraw, reopen
		#[command(subcommand)]
		Product(Product),
		/// Rules by which an institution decides at once: publish, show, try, withdraw
		#[command(subcommand)]
		Policy(policy::Policy),
		/// Applications for loans: apply, offer, accept, decline
		#[command(subcommand)]
		Application(Application),
		/// Credit lines: offer, accept, freeze, end, what is drawn and what it costs
		#[command(subcommand)]
		Line(line::Line),
		/// Running loans: pay out, repay, arrears, default, write-off
		#[command(subcommand)]
		Loan(Loan),
		/// Loans of a lender: by product, grade, class, vintage and days past due, and how they moved
		Portfolio(bank::Portfolio),
		/// A bank's own server: the chain as HTTP and JSON for its systems (institution)
		Serve(serve::Serve),
		/// Guarantors of loans: propose, sign, call, pay
		#[command(subcommand)]
		Guarantee(guarantee::Guarantee),
		/// Classes of loans: judge, show
		#[command(subcommand)]
		Classification(classification::Classification),
		/// Security: register rights and receivables, appraise, pledge
		#[command(subcommand)]
		Asset(Asset),
		/// Liens on security: release, enforce, change their ranks
		#[command(subcommand)]
		Lien(security::Lien),
		/// Working days of banks: import a year, show it
		#[command(subcommand)]
		Calendar(calendar::Calendar),
		/// What floating rates follow (LPR, HIBOR, prime): publish, show, list
		#[command(subcommand)]
		ReferenceRate(reference_rate::ReferenceRate),
		/// Limits of a lender
		#[command(subcommand)]
		Institution(Institution),
		/// Passports, vouchers and trade documents between the three places
		#[command(subcommand)]
		Corridor(corridor::Corridors),
		/// Tokens of invoices, declarations and receipts: token, key, serve, attest
		#[command(subcommand)]
		Document(document::Document),
		/// List loans, arrears, payments, applications, disputes, firms; also as CSV
		List(list::List),
		/// Motions of the two councils: propose, vote, close, veto
		#[command(subcommand)]
		Govern(govern::Govern),
		/// Validators: session keys, take a seat, give it back
		#[command(subcommand)]
		Validator(validator::Validator),
		/// Let another account use your allowance, or end that
		#[command(subcommand)]
		Sponsor(sponsor::Sponsor),
		/// Keys that sign, keys to which files are encrypted, accounts
		#[command(subcommand)]
		Key(Key),
		/// The keys to which files for a party are encrypted: publish, show, withdraw
		#[command(subcommand)]
		Card(card::Card),
		/// A door at a member's node for who is outside, and queries that it answers
		#[command(subcommand)]
		Gateway(gateway::Gateway),
		/// Show business time, or let days pass on a rehearsal network
		Clock(clock::Clock),
		/// Show one thing: an enterprise, a loan, the products
		#[command(subcommand)]
		Show(show::Show),
		/// Send any call of the chain, its arguments as JSON
		Call(call::AnyCall),
		/// Play the demonstration: three loans from registration to repayment
		Demo(demo::Demo),
	}

	Enterprise {
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

	Attestation {
		/// State what a register publishes of an enterprise (owner agency)
		State(attest::Attest),
		/// Seal figures, which nobody can read on the chain, and write the files that open them (owner agency)
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

	Openings {
		/// Leave openings files for their firms at a gateway (agency)
		Push(openings_gateway::Push),
		/// Fetch all that agencies left for you at a gateway (enterprise)
		Fetch(openings_gateway::Fetch),
		/// Make openings anew for firms that lost theirs (agency)
		Serve(openings::Serve),
		/// Ask an agency for your openings again (enterprise)
		Ask(openings::Ask),
	}

	Rating {
		/// Say why an enterprise has its points, and the smallest step to a better grade (enterprise, for itself)
		Explain(explain::Explain),
		/// Prove a grade without showing the figures (enterprise)
		Prove(prove::Prove),
		/// Prove the grades of many firms from their openings, in as few transactions as it takes (who acts for them)
		ProveMany(prove_many::ProveMany),
		/// Reckon the grades of many firms from their openings; nothing is sent. Also as CSV (who holds the openings)
		Rate(rate::Rate),
	}

	Application {
		/// Apply for a product (enterprise)
		Apply(apply::Apply),
		/// Make an offer, by the product's conditions where nothing else is said (institution)
		Offer(offer::Offer),
		/// Show the plain sheet of an offer: every cost, the schedule, the rate a year of all of it, the penalty (anybody)
		Sheet(offer::OfferSheet),
		/// Accept an offer: exactly the terms that it shows (enterprise)
		Accept(terms::Accept),
		#[command(flatten)]
		Other(apply::Other),
	}

	Loan {
		/// Show a loan's account as a table, CSV, camt.053 or PDF (both sides)
		Statement(bank::Statement),
		/// Tell what the loans of an institution accrued on a day (institution)
		Accruals(bank::Accruals),
		/// Compare a core system's file with the chain; nothing is changed (institution)
		Reconcile(bank::Reconcile),
		#[command(flatten)]
		Loan(loan::Loan),
	}

	Asset {
		/// Give an asset to an institution as security (enterprise)
		Pledge(security::Pledge),
		#[command(flatten)]
		Asset(security::Asset),
	}

	Product {
		/// Reckon which products fit an enterprise and a request, which no node is told (anybody)
		Match(apply::Match),
		#[command(flatten)]
		Product(product::Product),
	}

	Institution {
		/// Set the most that one enterprise may owe the institution, or lift that limit (institution)
		ExposureLimit(loan::ExposureLimit),
	}

	Key {
		#[command(flatten)]
		Key(key::Key),
		/// Show the account of a key, and whether everybody has that key
		Account(key::Account),
	}
}

impl Key {
	/// What needs no chain. Answers whether that was all.
	pub fn run_alone(&self, output: Output, global: &Global, password: &Password) -> Result<bool> {
		match self {
			Self::Key(x) => x.run_alone(output, global, password),
			Self::Account(x) => x.run_alone(output, global.key.as_deref(), password).map(|()| true),
		}
	}
}
