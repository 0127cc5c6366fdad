//! The command line.

use crate::commands::{
	anchor, apply, attest, consent, corridor, demo, disclose, document, govern, guardian, import, key, list, loan,
	product, prove, rate, registry, seal, security, show, sponsor, terms, tools, validator,
};
use crate::{error::Error, values};
use clap::{error::ErrorKind, Args, Command as Program, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::{ffi::OsString, path::PathBuf};

/// Bank credit for small enterprises of Guangdong, Hong Kong and Macao, on the strength of what agencies attest.
///
/// Amounts are written in major units (1,500,000.00), rates in per cent (3.85%), dates as 2026-11-24, registration
/// numbers with their place (CN:…, HK:…, MO:…).
///
/// Exit codes: 0 done, 1 connection failed, 2 wrong command line, 3 no node answers, 4 unreadable file, key or value,
/// 5 refused by the chain, 6 not found, 7 partly done, 8 a number differs that must not, 9 what was
/// opened does not hold.
#[derive(Debug, Parser)]
#[command(name = "lingnan", version, arg_required_else_help = true)]
pub struct Cli {
	#[command(flatten)]
	pub global: Global,
	#[command(subcommand)]
	pub command: Command,
}

impl Cli {
	/// Reads a command line, the program's own name first.
	pub fn read(words: &[OsString]) -> Result<Self, clap::Error> {
		let mut program = program();
		let matches = program.try_get_matches_from_mut(words)?;
		Self::from_arg_matches(&matches).map_err(|error| error.format(&mut program))
	}
}

/// The command line as it is read: every option takes a negative number, so that its own reader says why there is none.
fn program() -> Program {
	fn take_negatives(program: Program) -> Program {
		program
			.mut_args(|arg| match arg.get_action().takes_values() {
				true => arg.allow_negative_numbers(true),
				false => arg,
			})
			.mut_subcommands(take_negatives)
	}
	take_negatives(Cli::command())
}

/// Whether JSON is asked for on a command line that cannot be read.
pub fn asks_for_json(words: &[OsString]) -> bool {
	words.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// What is wrong with a command line, as an error like all others.
pub fn misread(error: &clap::Error, words: &[OsString]) -> Error {
	if let Some(negative) = negative_among(error, words) {
		return Error::usage(format!(
			"{negative}: amounts, rates, numbers and dates are never negative here. Write it without the sign; only the figure of \
			 an indicator can be negative."
		));
	}
	let text = error.render().to_string();
	Error::usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end())
}

/// The negative number that was taken for an option.
pub fn negative_among(error: &clap::Error, words: &[OsString]) -> Option<String> {
	let unread = [ErrorKind::UnknownArgument, ErrorKind::InvalidValue, ErrorKind::WrongNumberOfValues];
	let words = words.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str());
	let negative = words.map(str::to_string).find(|word| values::is_negative(word));
	negative.filter(|_| unread.contains(&error.kind()))
}

#[derive(Debug, Args)]
pub struct Global {
	/// The node's WebSocket address
	#[arg(long, global = true, env = "LINGNAN_URL", default_value = "ws://127.0.0.1:9944")]
	pub url: String,
	/// Who signs: a key file (encrypted JSON of a wallet, or a mnemonic), readable by you alone; on a development chain
	/// also a path such as //agency//tax
	#[arg(long, global = true, env = "LINGNAN_KEY", hide_env_values = true)]
	pub key: Option<String>,
	/// File with the password of an encrypted key file; asked at the terminal if not given
	#[arg(long, global = true, env = "LINGNAN_PASSWORD_FILE")]
	pub password_file: Option<PathBuf>,
	/// The same from an open file descriptor, such as 3
	#[arg(long, global = true, conflicts_with = "password_file", value_name = "N")]
	pub password_fd: Option<u32>,
	/// Also take keys that everybody has, such as //Alice, on a chain that is not a rehearsal
	#[arg(long, global = true)]
	pub well_known_key: bool,
	/// Print one JSON value instead of text
	#[arg(long, global = true)]
	pub json: bool,
	/// Return when the transaction is in a block, before it is final
	#[arg(long, global = true)]
	pub quick: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
	/// Put an enterprise on the register (registrar)
	Register(registry::Register),
	/// Hand control of an enterprise to an account, replace a lost key, freeze the enterprise
	#[command(subcommand)]
	Control(registry::Control),
	/// Say which officers may sign for an enterprise, in what, up to how much, until when
	#[command(subcommand)]
	Mandate(registry::Mandate),
	/// Name those who stand by when the key is lost or stolen, and act as one of them
	#[command(subcommand)]
	Guardian(guardian::Guardian),
	/// Change an enterprise's standing (registrar)
	Status(registry::Status),
	/// Record which enterprise succeeded another (registrar)
	Succession(registry::Succession),
	/// Correct an enterprise's name, industry, division and capital (registrar)
	Amend(registry::Amend),
	/// Register enterprises and attest their indicators from a CSV file (registrar and agencies)
	Import(import::Import),
	/// State the value of an indicator of an enterprise (owner agency)
	Attest(attest::Attest),
	/// State a value that nobody reads on the chain, and hand what opens it to the enterprise (owner agency)
	Seal(seal::Seal),
	/// Take a statement back (owner agency)
	Retract(attest::Retract),
	/// Dispute a statement, uphold or correct it
	#[command(subcommand)]
	Dispute(attest::Dispute),
	/// Anchor a whole period's values in one transaction, prove and serve single ones
	#[command(subcommand)]
	Anchor(anchor::Anchor),
	/// Bring an anchored value onto the chain (enterprise, or institution with a consent)
	Materialise(anchor::Materialise),
	/// Let an institution use an enterprise's statements, pause, resume or revoke that
	#[command(subcommand)]
	Consent(consent::Consent),
	/// Passports, voucher checks and trade documents between Guangdong, Hong Kong and Macao
	#[command(subcommand)]
	Corridor(corridor::Corridors),
	/// Rate an enterprise with the active scorecard
	Rate(rate::Rate),
	/// Explain a rating: points, shortfalls, the cheapest lift
	Explain(rate::Explain),
	/// Tokens of invoices, declarations and receipts, made on this machine
	#[command(subcommand)]
	Document(document::Document),
	/// Prove a grade without showing the figures (enterprise)
	Prove(prove::Prove),
	/// Open sealed indicators to one institution (enterprise)
	Disclose(disclose::Disclose),
	/// Check against the chain what an enterprise opened to you (institution)
	CheckDisclosure(disclose::CheckDisclosure),
	/// Propose or validate a scorecard
	#[command(subcommand)]
	Scorecard(rate::Scorecard),
	/// Ask which products fit an enterprise and a request
	Match(apply::Match),
	/// Apply for a product (enterprise)
	Apply(apply::Apply),
	/// Withdraw an application (enterprise)
	Withdraw(apply::Application),
	/// Decline an application (institution)
	Decline(apply::Decline),
	/// Make an offer (institution)
	Offer(apply::Offer),
	/// Accept an offer, exactly the terms that it shows (enterprise)
	Accept(terms::Accept),
	/// Refuse an offer (enterprise)
	Refuse(apply::Application),
	/// Record a missed deadline or close a lapsed offer (anybody)
	Expire(apply::Application),
	/// State that an accepted loan was paid out (institution)
	Disburse(loan::Disburse),
	/// Confirm the receipt of a disbursement (enterprise)
	Confirm(loan::Confirm),
	/// Begin a loan to whose payment nobody objected in time (anybody)
	Start(loan::Loan),
	/// Dispute that a stated payment came (enterprise)
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
	/// Levy a charge on a loan (institution)
	Charge(loan::Charge),
	/// Declare a loan in default and call it (institution)
	Default(loan::Loan),
	/// Ask the public fund for its share of a default (institution)
	AskCompensation(loan::Loan),
	/// Have the public fund pay its share (regulator)
	ApproveCompensation(loan::Loan),
	/// Have the days past due recorded, and a default (anybody)
	NoteArrears(loan::Loan),
	/// Write off a share of a loan, only ever more (institution)
	WriteOff(loan::WriteOff),
	/// Limit an institution's exposure to any one enterprise (institution)
	ExposureLimit(loan::ExposureLimit),
	/// Pledge or assign an asset to an institution (enterprise)
	Pledge(security::Pledge),
	/// Register, appraise and confirm assets
	#[command(subcommand)]
	Asset(security::Asset),
	/// Release, enforce and arrange liens
	#[command(subcommand)]
	Lien(security::Lien),
	/// Publish, withdraw and reopen products (institution)
	#[command(subcommand)]
	Product(product::Product),
	/// Let another account use one's allowance, or end that
	#[command(subcommand)]
	Sponsor(sponsor::Sponsor),
	/// Look something up
	#[command(subcommand)]
	Show(show::Show),
	/// List loans, arrears, payments, applications, consents, disputes, outcomes and firms, also as CSV
	List(list::List),
	/// Move, vote on and close motions of the two councils, veto acts that wait
	#[command(subcommand)]
	Govern(govern::Govern),
	/// Set a validator's session keys, take its seat, give it back
	#[command(subcommand)]
	Validator(validator::Validator),
	/// Look at business time, or let days pass on a rehearsal network (clock admin)
	BusinessClock(tools::BusinessClock),
	/// Send any call of the chain, its arguments as JSON
	Call(tools::AnyCall),
	/// Make keys that sign, keys to which files can be encrypted, and cards that say whose they are
	#[command(subcommand)]
	Key(key::Key),
	/// Show the account of a key
	Account(tools::Account),
	/// Play three loans from registration to full repayment, and rate real firms where their data are there
	Demo(demo::Demo),
}

#[cfg(test)]
mod tests {
	use super::*;

	fn words(line: &str) -> Vec<OsString> {
		std::iter::once("lingnan").chain(line.split(' ')).map(OsString::from).collect()
	}

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::read(&words(line))
	}

	#[test]
	fn the_command_line_is_consistent() {
		program().debug_assert();
	}

	#[test]
	fn every_verb_is_read() {
		for line in [
			"register CN:91440300708461136T --name Acme --industry C39 --founded 2015-03-01 --capital 1,000.00",
			"control offer CN:91440300708461136T //Alice --key //agency//market-regulation",
			"control accept CN:91440300708461136T",
			"control recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"control veto CN:91440300708461136T",
			"control abandon CN:91440300708461136T",
			"control freeze CN:91440300708461136T",
			"control unfreeze CN:91440300708461136T",
			"mandate set CN:91440300708461136T //Clerk --duties apply,accept --limit CNY=1,000,000.00 --limit HKD=5 --until 2027-01-01",
			"mandate set CN:91440300708461136T //Clerk --duties consent --until 2027-01-01",
			"mandate revoke CN:91440300708461136T //Clerk",
			"guardian name CN:91440300708461136T //A //B //C --threshold 2",
			"guardian dismiss CN:91440300708461136T",
			"guardian recover CN:91440300708461136T //New",
			"guardian recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"guardian abandon CN:91440300708461136T",
			"guardian freeze CN:91440300708461136T",
			"guardian unfreeze CN:91440300708461136T",
			"guardian stay CN:91440300708461136T",
			"status CN:91440300708461136T abnormal",
			"attest CN:91440300708461136T 3 -- -5",
			"attest CN:91440300708461136T 3 5 --period-end 2026-06-30",
			"dispute raise CN:91440300708461136T 3 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 3",
			"corridor passport send guangdong-hong-kong CN:91440300708461136T",
			"corridor passport show CN:91440300708461136T",
			"corridor passport revoke guangdong-hong-kong CN:91440300708461136T",
			"corridor voucher send guangdong-macao CN:91440300708461136T 4",
			"corridor voucher check guangdong-macao 1 --fingerprint 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"corridor voucher show guangdong-macao 1",
			"corridor document claim 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"corridor policy",
			"document token --fapiao 26442000000012345678 --json",
			"corridor send-waiting hong-kong-macao --limit 3",
			"anchor new-secret agency.secret",
			"anchor build f.parquet --indicator 3 --period 2026-06-30 --out d --secret s --value-column paid --memory 64",
			"anchor build f.csv --indicator Tax --period 2026-06-30 --out d --secret s --commitments-column c",
			"anchor submit d --key //agency//tax",
			"anchor revoke 4 --reason CourtOrder",
			"anchor prove d CN:91440300708461136T --out p.json",
			"anchor serve d --listen 0.0.0.0:80 --per-minute 5",
			"anchor request CN:91440300708461136T --indicator 3",
			"materialise p.json --purpose Assessment",
			"consent revoke 4",
			"rate CN:91440300708461136T",
			"explain CN:91440300708461136T",
			"match CN:91440300708461136T --amount 1,000,000 --tenor 12",
			"apply CN:91440300708461136T 12 --amount 1000000 --currency CNY --tenor 12 --method equal-instalments --security 1,2",
			"offer 3 --amount 1000000 --rate 3.85% --tenor 12 --penalty-rate 6% --valid-until 2026-12-31",
			"accept 3",
			"accept 3 --yes --terms-hash 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8 --json",
			"disburse 3 PAY-1",
			"disburse 3 PAY-1 --value-date 2026-11-24",
			"start 3",
			"dispute-payment 3 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"decide-dispute 3 not-paid",
			"repay 3 1,000.50 PAY-2 --json",
			"repay 3 1,000.50 PAY-2 --value-date 2026-11-24",
			"reverse 3 0 --reason bounced",
			"refuse-claim 3 PAY-2 --reason unknown",
			"note-arrears 3",
			"show statement 3",
			"show funds",
			"ask-compensation 3",
			"write-off 3 50%",
			"pledge 1 --pledgor CN:91440300708461136T --institution 0 --amount 5000 --until 2027-01-01",
			"asset confirm 4 --exact-token 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"lien propose 4 --proceeds 1,200,000.00 --price appraised --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"lien enforce 4",
			"lien release 4 --quick",
			"show enterprise CN:91440300708461136T",
			"show products",
			"list loans --institution 3 --in-arrears --grade BB --csv",
			"list loans --institution 3 --state in-default",
			"list loans --institution 3 --repaid --json",
			"list arrears --institution 3 --csv --bom",
			"list payments 3 --csv",
			"list applications --institution 3 --closed",
			"list missed-deadlines",
			"list overdue-deletions --institution 3 --all",
			"list consents --institution 3 --usable",
			"list disputes --agency 5",
			"list firms --name Lychee --most-pages 20",
			"list outcomes 0 --csv",
			"show allowance //Alice",
			"sponsor give //Alice --budget 500",
			"sponsor end //Alice",
			"govern vote 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"govern propose Institutions.suspend {\"institution\":7}",
			"govern propose SafeMode.force_enter --track stop",
			"govern propose --file calls.json --track upgrade",
			"govern veto 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
			"govern upgrade runtime.wasm",
			"govern restore-finality --node ws://127.0.0.1:9945 --node ws://127.0.0.1:9946",
			"govern apply runtime.wasm --key //agency//tax",
			"govern show",
			"validator set-keys --key //Eve",
			"validator join",
			"show validators",
			"calendar --days 30",
			"call Consents.pause {\"consent\":1}",
			"account //Alice",
			"demo --data DIR",
			"demo --sealed",
			"key new --out owner.json --name Owner --show-words",
			"key export --key owner.words --out owner.json --password-file p",
			"accept 3 --key owner.json --password-fd 3",
			"repay 11 1500.50 X --key //institution//ccb --well-known-key",
			"key encryption --out firm.key",
			"key recipient firm.key",
			"key card firm.key --enterprise CN:91440300708461136T --out firm.card --key //firm",
			"key card bank.key --institution 3 --out bank.card",
			"seal CN:91440300708461136T 4 1250000 --to firm.card --out taxes.openings",
			"seal CN:91440300708461136T 4 -5 --to firm.card --out taxes.openings --correct",
			"seal --csv figures.csv --out openings",
			"prove CN:91440300708461136T --openings openings --identity firm.key",
			"prove CN:91440300708461136T --openings a --openings b --identity firm.key --grade AA --institution 3",
			"explain CN:91440300708461136T --openings openings --identity firm.key",
			"disclose CN:91440300708461136T --institution 3 --to bank.card --indicators 4,7 --openings o --identity k --out d",
			"check-disclosure d --identity bank.key --institution 3",
			"import f.csv --mapping m.json --attester //agency//tax --attester //agency//customs",
		] {
			assert!(parse(line).is_ok(), "{line}: {}", parse(line).err().map(|e| e.to_string()).unwrap_or_default());
		}
	}

	#[test]
	fn bad_values_are_refused_with_a_hint() {
		for (line, hint) in [
			("rate CN:91440300708461137T", "check character"),
			("rate 12345", "CN:, HK: or MO:"),
			("repay 3 1.234 X", "two decimals"),
			("repay 11 1500,50 X", "write 1500.50"),
			("repay 11 1,5000 X", "groups of three"),
			("accept 3 --yes", "--terms-hash"),
			("key new", "--out"),
			("write-off 3 half", "percentage"),
			("consent give CN:91440300708461136T --institution 0 --until tomorrow --uses 3", "2026-11-24"),
			("match CN:91440300708461136T --amount 5 --tenor 12 --currency EUR", "CNY, HKD, MOP, USD"),
			("mandate set CN:91440300708461136T //C --duties apply --limit 5 --until 2027-01-01", "CNY=1,500,000.00"),
			("guardian name CN:91440300708461136T //A", "--threshold"),
			("accept x", "invalid digit"),
			("list loans", "--institution"),
			("list loans --institution 0 --repaid --in-arrears", "cannot be used with"),
			("list firms --name x --most-pages 0", "from 1 to 1000000"),
			("list arrears --institution 0 --bom", "--csv"),
			("calendar --days 0", "from 1 to 18300"),
			("calendar --days 18301", "from 1 to 18300"),
			("calendar --days 99999999999999999999", "from 1 to 18300"),
			("match CN:91440300708461136T --amount 5 --tenor 0", "from 1 to 360"),
			("match CN:91440300708461136T --amount 5 --tenor 70000", "from 1 to 360"),
			("match CN:91440300708461136T --amount 0 --tenor 12", "from 0.01"),
			("offer 3 --amount 5 --rate 3% --tenor 361 --penalty-rate 6% --valid-until 2026-12-31", "from 1 to 360"),
			("offer 3 --amount 5 --rate 3% --tenor 12 --penalty-rate 101% --valid-until 2026-12-31", "from 0% to 100%"),
			("consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 1001", "from 1 to 1000"),
			("consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 0", "from 1 to 1000"),
			(
				"consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 1 --retention-days 3661",
				"from 1 to 3660",
			),
			("corridor send-waiting hong-kong-macao --limit 65", "from 1 to 64"),
			("anchor serve d --connections 0", "from 1 to 65536"),
			("write-off 3 101%", "from 0% to 100%"),
			("repay 3 0 X", "from 0.01"),
			("pledge 1 --pledgor CN:91440300708461136T --institution 0 --amount 0 --until 2027-01-01", "from 0.01"),
			("sponsor give //Alice --budget 0", "from 1 to 4294967295"),
			("seal --out f", "<NUMBER>"),
			("prove CN:91440300708461136T --openings o --identity k --grade D", "AAA"),
			("key card k --out c", "--enterprise"),
			("anchor prove d CN:91440300708461137T", "check character"),
			("anchor serve d --per-minute 0", "per-minute"),
			("anchor build f.csv --indicator 3 --period 2026-06-30 --out d --secret s --nonce 12", "32 hexadecimal"),
			("status CN:91440300708461136T sleepy", "possible values"),
		] {
			let error = parse(line).unwrap_err();
			assert!(error.to_string().contains(hint), "{line}: {error}");
			assert_eq!(error.exit_code(), 2, "{line}");
		}
		assert_eq!(parse("dance").unwrap_err().kind(), ErrorKind::InvalidSubcommand);
	}

	#[test]
	fn a_negative_number_is_answered_in_words_and_not_with_dashes() {
		for line in [
			"repay 3 -5 X",
			"repay 3 -1,500.00 X",
			"match CN:91440300708461136T --amount -5 --tenor 12",
			"match CN:91440300708461136T --amount -1,500.00 --tenor 12",
			"match CN:91440300708461136T --amount 5 --tenor -12",
			"offer 3 --amount 5 --rate -3% --tenor 12 --penalty-rate 6% --valid-until 2026-12-31",
			"write-off 3 -5%",
			"calendar --days -1",
		] {
			let told = misread(&parse(line).unwrap_err(), &words(line)).to_string();
			assert!(told.contains("never negative") || told.contains("whole number from"), "{line}: {told}");
			assert!(!told.contains("'-- -"), "{line}: {told}");
		}
		for line in
			["attest CN:91440300708461136T 3 -5", "dispute correct CN:91440300708461136T 3 --value -5 --reason 0x"]
		{
			assert!(!parse(line).is_err_and(|error| error.to_string().contains("never negative")), "{line}");
		}
	}

	#[test]
	fn a_command_line_that_cannot_be_read_is_answered_in_json_where_json_is_asked_for() {
		for line in ["dance --json", "--json accept x", "match --json", "--json", "repay 3 -1,500.00 X --json"] {
			let words = words(line);
			assert!(asks_for_json(&words), "{line}");
			let error = Cli::read(&words).unwrap_err();
			assert!(error.use_stderr(), "{line}: no help is asked for");
			let told = misread(&error, &words).to_json();
			assert_eq!((&told["error"]["kind"], &told["error"]["exitCode"]), (&"usage".into(), &2.into()), "{line}");
			assert_eq!(told["error"]["exitCode"], error.exit_code(), "{line}");
			let message = told["error"]["message"].as_str().unwrap_or_default();
			assert!(!message.is_empty() && !message.starts_with("error:"), "{line}: {message}");
		}
		assert!(!asks_for_json(&words("attest CN:91440300708461136T 3 -- --json")));
		assert!(!Cli::read(&words("--help --json")).unwrap_err().use_stderr());
	}
}
