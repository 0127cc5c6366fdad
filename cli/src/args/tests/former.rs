//! Is what was written in the last release still read, as the same command?

use super::{parse, words};
use crate::{args::Cli, spelling};

/// As it was written before, and as it is written now.
pub(super) const RENAMED: &[(&str, &str)] = &[
	(
		"register CN:91440300708461136T --name Acme --industry C39 --founded 2015-03-01 --capital 1,000.00",
		"enterprise register CN:91440300708461136T --name Acme --industry C39 --founded 2015-03-01 --capital 1,000.00",
	),
	(
		"control offer CN:91440300708461136T //Alice --key //agency//market-regulation",
		"enterprise control offer CN:91440300708461136T //Alice --key //agency//market-regulation",
	),
	(
		"control accept CN:91440300708461136T",
		"enterprise control accept CN:91440300708461136T",
	),
	(
		"control recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"enterprise control recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"control veto CN:91440300708461136T",
		"enterprise control veto CN:91440300708461136T",
	),
	(
		"control abandon CN:91440300708461136T",
		"enterprise control abandon CN:91440300708461136T",
	),
	(
		"control freeze CN:91440300708461136T",
		"enterprise control freeze CN:91440300708461136T",
	),
	(
		"control unfreeze CN:91440300708461136T",
		"enterprise control unfreeze CN:91440300708461136T",
	),
	(
		"mandate set CN:91440300708461136T //Clerk --duties apply,accept --limit CNY=1,000,000.00 --limit HKD=5 --until 2027-01-01",
		"enterprise mandate set CN:91440300708461136T //Clerk --duties apply,accept --limit CNY=1,000,000.00 --limit HKD=5 --until 2027-01-01",
	),
	(
		"mandate set CN:91440300708461136T //Clerk --duties consent --until 2027-01-01",
		"enterprise mandate set CN:91440300708461136T //Clerk --duties consent --until 2027-01-01",
	),
	(
		"mandate revoke CN:91440300708461136T //Clerk",
		"enterprise mandate revoke CN:91440300708461136T //Clerk",
	),
	(
		"guardian name CN:91440300708461136T //A //B //C --threshold 2",
		"enterprise guardian name CN:91440300708461136T //A //B //C --threshold 2",
	),
	(
		"guardian dismiss CN:91440300708461136T",
		"enterprise guardian dismiss CN:91440300708461136T",
	),
	(
		"guardian recover CN:91440300708461136T //New",
		"enterprise guardian recover CN:91440300708461136T //New",
	),
	(
		"guardian recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"enterprise guardian recover CN:91440300708461136T //New --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"guardian abandon CN:91440300708461136T",
		"enterprise guardian abandon CN:91440300708461136T",
	),
	(
		"guardian freeze CN:91440300708461136T",
		"enterprise guardian freeze CN:91440300708461136T",
	),
	(
		"guardian unfreeze CN:91440300708461136T",
		"enterprise guardian unfreeze CN:91440300708461136T",
	),
	(
		"guardian stay CN:91440300708461136T",
		"enterprise guardian stay CN:91440300708461136T",
	),
	(
		"status CN:91440300708461136T abnormal",
		"enterprise status CN:91440300708461136T abnormal",
	),
	(
		"attest CN:91440300708461136T 3 -- -5",
		"attestation state CN:91440300708461136T 3 -- -5",
	),
	(
		"attest CN:91440300708461136T 3 5 --period-end 2026-06-30",
		"attestation state CN:91440300708461136T 3 5 --period-end 2026-06-30",
	),
	(
		"dispute raise CN:91440300708461136T 3 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"attestation dispute raise CN:91440300708461136T 3 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"anchor define Tax --out tax.json",
		"attestation anchor define Tax --out tax.json",
	),
	(
		"anchor build f.parquet --indicator 3 --period 2026-06-30 --out d --secret s --value-column paid --memory 64",
		"attestation anchor build f.parquet --indicator 3 --period 2026-06-30 --out d --secret s --value-column paid --memory 64",
	),
	(
		"anchor build f.csv --definition tax.json --period 2026-06-30 --out d --secret s",
		"attestation anchor build f.csv --definition tax.json --period 2026-06-30 --out d --secret s",
	),
	(
		"anchor submit d --key //agency//tax",
		"attestation anchor submit d --key //agency//tax",
	),
	(
		"anchor revoke 4 --reason CourtOrder",
		"attestation anchor revoke 4 --reason CourtOrder",
	),
	(
		"anchor prove d CN:91440300708461136T --out p.json",
		"attestation anchor prove d CN:91440300708461136T --out p.json",
	),
	(
		"anchor prove d CN:91440300708461136T --to firm.card --out p.json",
		"attestation anchor prove d CN:91440300708461136T --to firm.card --out p.json",
	),
	(
		"anchor serve d --listen 0.0.0.0:80 --per-minute 5",
		"attestation anchor serve d --listen 0.0.0.0:80 --per-minute 5",
	),
	(
		"anchor request CN:91440300708461136T --indicator 3",
		"attestation anchor request CN:91440300708461136T --indicator 3",
	),
	(
		"materialise p.json --purpose Assessment",
		"attestation materialise p.json --purpose Assessment",
	),
	(
		"explain CN:91440300708461136T",
		"rating explain CN:91440300708461136T",
	),
	(
		"match CN:91440300708461136T --amount 1,000,000 --tenor 12",
		"product match CN:91440300708461136T --amount 1,000,000 --tenor 12",
	),
	(
		"apply CN:91440300708461136T 12 --amount 1000000 --currency CNY --tenor 12 --method equal-instalments --security 1,2",
		"application apply CN:91440300708461136T 12 --amount 1000000 --currency CNY --tenor 12 --method equal-instalments --security 1,2",
	),
	(
		"offer 3 --amount 1000000 --rate 3.85% --tenor 12 --surcharge 50% --valid-until 2026-12-31",
		"application offer 3 --amount 1000000 --rate 3.85% --tenor 12 --surcharge 50% --valid-until 2026-12-31",
	),
	(
		"offer sheet 3",
		"application sheet 3",
	),
	(
		"accept 3",
		"application accept 3",
	),
	(
		"accept 3 --yes --terms-hash 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8 --json",
		"application accept 3 --yes --terms-hash 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8 --json",
	),
	(
		"disburse 3 PAY-1",
		"loan disburse 3 PAY-1",
	),
	(
		"disburse 3 PAY-1 --value-date 2026-11-24",
		"loan disburse 3 PAY-1 --value-date 2026-11-24",
	),
	(
		"start 3",
		"loan start 3",
	),
	(
		"dispute-payment 3 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"loan dispute-payment 3 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"decide-dispute 3 not-paid",
		"loan decide-dispute 3 not-paid",
	),
	(
		"repay 3 1,000.50 PAY-2 --json",
		"loan repay 3 1,000.50 PAY-2 --json",
	),
	(
		"repay 3 1,000.50 PAY-2 --value-date 2026-11-24",
		"loan repay 3 1,000.50 PAY-2 --value-date 2026-11-24",
	),
	(
		"reverse 3 0 --reason bounced",
		"loan reverse 3 0 --reason bounced",
	),
	(
		"refuse-claim 3 PAY-2 --reason unknown",
		"loan refuse-claim 3 PAY-2 --reason unknown",
	),
	(
		"note-arrears 3",
		"loan note-arrears 3",
	),
	(
		"ask-compensation 3",
		"loan ask-compensation 3",
	),
	(
		"write-off 3 50%",
		"loan write-off 3 50%",
	),
	(
		"pledge 1 --pledgor CN:91440300708461136T --institution 0 --amount 5000 --until 2027-01-01",
		"asset pledge 1 --pledgor CN:91440300708461136T --institution 0 --amount 5000 --until 2027-01-01",
	),
	(
		"account //Alice",
		"key account //Alice",
	),
	(
		"accept 3 --key owner.json --password-fd 3",
		"application accept 3 --key owner.json --password-fd 3",
	),
	(
		"repay 11 1500.50 X --key //institution//ccb --well-known-key",
		"loan repay 11 1500.50 X --key //institution//ccb --well-known-key",
	),
	(
		"seal CN:91440300708461136T 4 1250000 --to firm.card --out taxes.openings --secret s",
		"attestation seal CN:91440300708461136T 4 1250000 --to firm.card --out taxes.openings --secret s",
	),
	(
		"seal CN:91440300708461136T 4 -5 --to firm.card --out taxes.openings --correct --secret s",
		"attestation seal CN:91440300708461136T 4 -5 --to firm.card --out taxes.openings --correct --secret s",
	),
	(
		"seal --csv figures.csv --out openings --secret s --records r",
		"attestation seal --csv figures.csv --out openings --secret s --records r",
	),
	(
		"prove CN:91440300708461136T --openings openings --identity firm.key",
		"rating prove CN:91440300708461136T --openings openings --identity firm.key",
	),
	(
		"prove CN:91440300708461136T --openings a --openings b --identity firm.key --grade AA --institution 3",
		"rating prove CN:91440300708461136T --openings a --openings b --identity firm.key --grade AA --institution 3",
	),
	(
		"explain CN:91440300708461136T --openings openings --identity firm.key",
		"rating explain CN:91440300708461136T --openings openings --identity firm.key",
	),
	(
		"disclose CN:91440300708461136T --institution 3 --consent 7 --to bank.card --indicators 4,7 --openings o --identity k --out d",
		"attestation disclose CN:91440300708461136T --institution 3 --consent 7 --to bank.card --indicators 4,7 --openings o --identity k --out d",
	),
	(
		"check-disclosure d --identity bank.key --institution 3",
		"attestation check-disclosure d --identity bank.key --institution 3",
	),
	(
		"import f.csv --mapping m.json --attester //agency//tax --attester //agency//customs",
		"attestation import f.csv --mapping m.json --attester //agency//tax --attester //agency//customs",
	),
	(
		"import f.xlsx --mapping m.json --sheet 2 --header-row 3 --dry-run",
		"attestation import f.xlsx --mapping m.json --sheet 2 --header-row 3 --dry-run",
	),
	(
		"anchor build f.xlsx --indicator 3 --period 2026-06-30 --out d --secret s --mapping m.json --sheet S",
		"attestation anchor build f.xlsx --indicator 3 --period 2026-06-30 --out d --secret s --mapping m.json --sheet S",
	),
	(
		"import f.csv --mapping m.json --secret s --records r",
		"attestation import f.csv --mapping m.json --secret s --records r",
	),
	(
		"amend CN:91440300708461136T --name Acme --industry C39 --capital 5",
		"enterprise amend CN:91440300708461136T --name Acme --industry C39 --capital 5",
	),
	(
		"succession CN:91440300708461136T CN:91440300708461136T",
		"enterprise succession CN:91440300708461136T CN:91440300708461136T",
	),
	(
		"retract CN:91440300708461136T 3",
		"attestation retract CN:91440300708461136T 3",
	),
	(
		"dispute uphold CN:91440300708461136T 3 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"attestation dispute uphold CN:91440300708461136T 3 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"dispute correct CN:91440300708461136T 3 --value -5 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"attestation dispute correct CN:91440300708461136T 3 --value -5 --reason 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"withdraw 3",
		"application withdraw 3",
	),
	(
		"decline 3 --reason CreditRisk",
		"application decline 3 --reason CreditRisk",
	),
	(
		"refuse 3",
		"application refuse 3",
	),
	(
		"expire 3",
		"application expire 3",
	),
	(
		"confirm 3 PAY-1",
		"loan confirm 3 PAY-1",
	),
	(
		"answer-dispute 3 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"loan answer-dispute 3 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"claim-payment 3 5 PAY-2 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"loan claim-payment 3 5 PAY-2 --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	),
	(
		"charge 3 5 fee",
		"loan charge 3 5 fee",
	),
	(
		"default 3",
		"loan default 3",
	),
	(
		"approve-compensation 3",
		"loan approve-compensation 3",
	),
	(
		"exposure-limit 5,000,000",
		"institution exposure-limit 5,000,000",
	),
	(
		"business-clock --days 3",
		"clock --days 3",
	),
	(
		"show statements CN:91440300708461136T",
		"show attestations CN:91440300708461136T",
	),
	(
		"rating match CN:91440300708461136T --amount 5 --tenor 12",
		"product match CN:91440300708461136T --amount 5 --tenor 12",
	),
];

#[test]
fn every_former_spelling_is_the_same_command() {
	for (former, now) in RENAMED {
		let read = |line: &str| parse(line).map(|cli| format!("{:?}", cli.command)).map_err(|e| e.to_string());
		assert_eq!(read(former), read(now), "{former}");
	}
	for (former, _) in spelling::former() {
		let is_tried =
			RENAMED.iter().any(|(line, _)| line.strip_prefix(former).is_some_and(|rest| rest.starts_with(' ')));
		assert!(is_tried, "no line tries {former:?}");
	}
}

#[test]
fn former_words_come_with_a_notice_and_todays_without() {
	let notice = |line: &str| Cli::notice(&words(line));
	assert!(notice("withdraw 3").unwrap().contains("lingnan application withdraw"));
	// Where the rest cannot be read, or help is asked for, too.
	assert!(notice("withdraw x").is_some() && notice("repay --help").is_some());
	assert_eq!(notice("application withdraw 3"), None);
}
