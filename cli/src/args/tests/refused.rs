//! What is a command line told that cannot be read?

use super::{parse, words};
use crate::args::{asks_for_json, misread, Cli};
use clap::error::ErrorKind;

#[test]
fn bad_values_are_refused_with_a_hint() {
	for (line, hint) in [
		("rating explain CN:91440300708461137T", "check character"),
		("rating explain 12345", "CN:, HK: or MO:"),
		("rating explain CN:91440300708461136T --openings o", "--identity"),
		("rating prove CN:91440300708461136T --identity k", "--openings"),
		("rating prove CN:91440300708461136T --form-only --grade AA", "cannot be used with"),
		("openings serve --agency 1", "--secret"),
		("openings serve --agency 1 --secret s --tls-key k.pem", "--tls-certificate"),
		("openings ask --enterprise CN:91440300708461136T --identity k --out o", "--service"),
		("loan repay 3 1.234 X", "two decimals"),
		("loan repay 11 1500,50 X", "write 1500.50"),
		("loan repay 11 1,5000 X", "groups of three"),
		("application accept 3 --yes", "--terms-hash"),
		("key new", "--out"),
		("loan write-off 3 half", "percentage"),
		("consent give CN:91440300708461136T --institution 0 --until tomorrow --uses 3", "2026-11-24"),
		("product match CN:91440300708461136T --amount 5 --tenor 12 --currency EUR", "CNY, HKD, MOP, USD"),
		(
			"enterprise mandate set CN:91440300708461136T //C --duties apply --limit 5 --until 2027-01-01",
			"CNY=1,500,000.00",
		),
		("enterprise guardian name CN:91440300708461136T //A", "--threshold"),
		("application accept x", "invalid digit"),
		("clock --days 0", "from 1 to 18300"),
		("clock --days 18301", "from 1 to 18300"),
		("clock --days 99999999999999999999", "from 1 to 18300"),
		("product match CN:91440300708461136T --amount 5 --tenor 0", "from 1 to 360"),
		("product match CN:91440300708461136T --amount 5 --tenor 70000", "from 1 to 360"),
		("product match CN:91440300708461136T --amount 0 --tenor 12", "from 0.01"),
		(
			"application offer 3 --amount 5 --rate 3% --tenor 361 --surcharge 50% --valid-until 2026-12-31",
			"from 1 to 360",
		),
		(
			"application offer 3 --amount 5 --rate 3% --tenor 12 --surcharge 101% --valid-until 2026-12-31",
			"from 0% to 100%",
		),
		("application offer 3 --rate 101% --valid-until 2026-12-31", "from 0% to 100%"),
		("application offer 3 --due-days weekly --valid-until 2026-12-31", "quarterly:20"),
		("application offer 3 --day-count 30/360 --valid-until 2026-12-31", "MonthlyTwelfths"),
		("application offer 3 --cost Gift=5 --valid-until 2026-12-31", "Arrangement"),
		("application offer 3 --order Costs,Penalty --valid-until 2026-12-31", "once"),
		("application offer 3 --rate 3% --reference 0 --spread 45bp --valid-until 2026-12-31", "cannot be used with"),
		("application offer 3 --spread 45bp --valid-until 2026-12-31", "--reference"),
		("application offer 3", "--valid-until"),
		("loan forgive 3 5", "--reason"),
		("loan propose-amendment 3 a.json", "--valid-until"),
		("consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 1001", "from 1 to 1000"),
		("consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 0", "from 1 to 1000"),
		(
			"consent give CN:91440300708461136T --institution 0 --until 2027-01-01 --uses 1 --retention-days 3661",
			"from 1 to 3660",
		),
		("corridor send-waiting hong-kong-macao --limit 65", "from 1 to 64"),
		("attestation anchor serve d --connections 0", "from 1 to 65536"),
		("loan write-off 3 101%", "from 0% to 100%"),
		("loan repay 3 0 X", "from 0.01"),
		("asset pledge 1 --pledgor CN:91440300708461136T --institution 0 --amount 0 --until 2027-01-01", "from 0.01"),
		("sponsor give //Alice --budget 0", "from 1 to 4294967295"),
		("attestation seal --out f", "<NUMBER>"),
		("rating prove CN:91440300708461136T --openings o --identity k --grade D", "AAA"),
		("key card k --out c", "--enterprise"),
		("card show", "--enterprise"),
		("gateway serve --tls-key k.pem", "--tls-certificate"),
		("gateway sign credit_rating", "--node"),
		("notices serve --portal https://portal.example", "--state"),
		("notices serve --state DIR --portal https://p.example --smtp smtp://relay.example", "--mail-from"),
		("notices serve --state DIR --portal https://p.example --webhook https://sms.example", "--webhook-secret-file"),
		("card show --agency 1 --institution 2", "cannot be used with"),
		("attestation anchor prove d CN:91440300708461137T", "check character"),
		("list loans", "--institution"),
		("list loans --institution 0 --state closed", "--repaid"),
		("list loans --institution 0 --repaid --in-arrears", "cannot be used with"),
		("list firms --name x --most-pages 0", "from 1 to 1000000"),
		("list arrears --institution 0 --bom", "--csv"),
		("attestation anchor serve d --per-minute 0", "per-minute"),
		(
			"attestation anchor build f.csv --indicator 3 --period 2026-06-30 --out d --secret s --nonce 12",
			"32 hexadecimal",
		),
		("enterprise status CN:91440300708461136T sleepy", "possible values"),
	] {
		let error = parse(line).unwrap_err();
		assert!(error.to_string().contains(hint), "{line}: {error}");
		assert_eq!(error.exit_code(), 2, "{line}");
	}
	assert_eq!(parse("dance").unwrap_err().kind(), ErrorKind::InvalidSubcommand);
}

#[test]
fn a_word_that_is_no_command_gets_the_nearest_one() {
	for (line, tip) in [
		("laon repay 3 5 X", "'loan'"),
		("reapy 3 5 X", "'lingnan loan repay'"),
		("enterprise explain CN:91440300708461136T", "'lingnan rating explain'"),
		("withdrw 3", "'lingnan application withdraw'"),
	] {
		let error = parse(line).unwrap_err();
		assert_eq!(error.kind(), ErrorKind::InvalidSubcommand, "{line}");
		assert!(error.to_string().contains("tip: ") && error.to_string().contains(tip), "{line}: {error}");
		assert!(misread(&error, &words(line)).to_string().contains(tip), "{line}, in JSON");
	}
	assert!(!parse("dance").unwrap_err().to_string().contains("tip: "));
}

#[test]
fn a_negative_number_is_answered_in_words_and_not_with_dashes() {
	for line in [
		"loan repay 3 -5 X",
		"loan repay 3 -1,500.00 X",
		"product match CN:91440300708461136T --amount -5 --tenor 12",
		"product match CN:91440300708461136T --amount -1,500.00 --tenor 12",
		"product match CN:91440300708461136T --amount 5 --tenor -12",
		"application offer 3 --amount 5 --rate -3% --tenor 12 --surcharge 50% --valid-until 2026-12-31",
		"loan write-off 3 -5%",
		"clock --days -1",
	] {
		let told = misread(&parse(line).unwrap_err(), &words(line)).to_string();
		assert!(told.contains("never negative") || told.contains("whole number from"), "{line}: {told}");
		assert!(!told.contains("'-- -"), "{line}: {told}");
	}
	// A figure with separators is not told back: what is on a screen is seen by others, too.
	let figure = "attestation seal CN:91440300708461136T 3 -7,318,264 --secret S --out F";
	let told = misread(&parse(figure).unwrap_err(), &words(figure)).to_string();
	assert!(told.contains("without separators") && !told.contains("318"), "{told}");
	for line in [
		"attestation state CN:91440300708461136T 3 -5",
		"attestation dispute correct CN:91440300708461136T 3 --value -5 --reason 0x",
	] {
		assert!(!parse(line).is_err_and(|error| error.to_string().contains("never negative")), "{line}");
	}
}

#[test]
fn a_command_line_that_cannot_be_read_is_answered_in_json_where_json_is_asked_for() {
	for line in ["dance --json", "--json accept x", "product match --json", "--json", "loan repay 3 -1,500.00 X --json"]
	{
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
	assert!(!asks_for_json(&words("attestation state CN:91440300708461136T 3 -- --json")));
	assert!(!Cli::read(&words("--help --json")).unwrap_err().use_stderr());
}

/// The mistake: a figure as it stands in a book, answered with "invalid digit found in string".
#[test]
fn a_figure_that_is_no_whole_number_is_explained_and_not_repeated() {
	for verb in ["seal CN:91440300708461136T 3 {} --out a", "state CN:91440300708461136T 3 {}"] {
		for figure in ["7,318,264", "39.5%", "7318264.00", "99999999999999999999"] {
			let words = words(&format!("attestation {}", verb.replace("{}", figure)));
			let refused = misread(&Cli::read(&words).unwrap_err(), &words);
			let said = refused.to_string();
			assert!(said.contains("write a whole number in the indicator's unit"), "{said}");
			assert!(!said.contains(figure), "{said}");
			assert_eq!(refused.exit_code(), 2);
		}
		assert!(parse(&format!("attestation {}", verb.replace("{}", "-7318264"))).is_ok());
	}
}
