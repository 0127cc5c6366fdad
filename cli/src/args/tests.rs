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

/// As it was written before, and as it is written now.
const RENAMED: &[(&str, &str)] = &[
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

/// Written as before.
const KEPT: &[&str] = &[
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
	"consent revoke 4",
	"show statement 3",
	"show funds",
	"loan statement 3 --format camt053 --out loan.xml",
	"loan accruals 3 --day 2027-01-31",
	"loan reconcile --core core.csv --institution 3 --from 2027-01-01 --until 2027-01-31",
	"portfolio 3 --day 2027-06-30 --since 2027-03-31",
	"serve --token-file token --state state --webhook https://bank.example/hook --webhook-secret-file secret",
	"asset confirm 4 --exact-token 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8 --coarse-token 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	"lien propose 4 --proceeds 1,200,000.00 --price appraised --evidence 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	"lien enforce 4",
	"lien release 4 --quick",
	"show enterprise CN:91440300708461136T",
	"show products",
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
	"list loans --institution 3 --in-arrears --grade BB --csv",
	"list loans --institution 3 --state in-default",
	"list loans --institution 3 --repaid --json",
	"calendar import chain-spec/hong-kong/calendars.json --from 2026-12-15",
	"calendar import days.csv --source gov.mo --provisional --in-lieu-taken --key //agency//finance",
	"calendar show --place hong-kong --year 2027",
	"calendar show --place macao --date 2026-04-03",
	"reference-rate publish 0 3.00 --on 2026-11-20 --key //agency//financial-regulation",
	"reference-rate show 0 --last 12",
	"reference-rate list",
	"list arrears --institution 3 --csv --bom",
	"list payments 3 --csv",
	"list applications --institution 3 --closed",
	"list missed-deadlines",
	"list overdue-deletions --institution 3 --all",
	"list consents --institution 3 --usable",
	"list disputes --agency 5",
	"list firms --name Lychee --most-pages 20",
	"list outcomes 0 --csv",
	"call Consents.pause {\"consent\":1}",
	"demo --data DIR",
	"demo --files DIR",
	"key new --out owner.json --name Owner --show-words",
	"key export --key owner.words --out owner.json --password-file p",
	"key encryption --out firm.key",
	"key sealing --out agency.secret",
	"rating explain CN:91440300708461136T --openings openings --identity firm.key --scorecard 4",
	"rating explain CN:91440300708461136T --scorecard 4",
	"rating prove CN:91440300708461136T --openings openings --identity firm.key --form-only",
	"rating prove CN:91440300708461136T --dry-run",
	"openings serve --agency 1 --secret new.secret --secret old.secret --listen 0.0.0.0:443 --tls-certificate c.pem --tls-key k.pem --audit log --per-minute 6",
	"openings ask --service https://tax.example --enterprise CN:91440300708461136T --identity firm.key --out openings --key //firm",
	"key recipient firm.key",
	"key card firm.key --enterprise CN:91440300708461136T --out firm.card --key //firm",
	"key card bank.key --institution 3 --out bank.card",
	"card publish bank.key --institution 3 --until 2027-11-01 --key //bank",
	"card publish firm.key --enterprise CN:91440300708461136T --key //firm",
	"card show --agency 0",
	"gateway serve --listen 0.0.0.0:443 --tls-certificate c.pem --tls-key k.pem --audit log --per-minute 60",
	"gateway serve --admit indexer=5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --admit relayer:GuangdongMacao=5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
	"gateway serve --boxes folder --boxes-mib 100 --boxes-days 30",
	"openings push openings --gateway https://gateway.example --agency 1 --key //agency//tax",
	"openings push a.openings b.openings --gateway https://gateway.example --agency 1 --enterprise CN:91440300708461136T",
	"openings fetch CN:91440300708461136T --gateway https://gateway.example --out openings",
	"openings fetch CN:91440300708461136T --gateway https://gateway.example --out openings --keep",
	"openings fetch CN:91440300708461136T --gateway https://gateway.example --out openings --identity firm.key",
	"gateway sign attestation_list [\"CN:91440300708461136T\"] --institution 3 --node 12D3 --block 0x0707070707070707070707070707070707070707070707070707070707070707 --key //bank",
	"guarantee guarantors",
	"guarantee show 7",
	"guarantee by 0",
	"guarantee propose 7 --part 0=70% --part 1=30%/0 --part 3=10% --scheme four-three-two-one --key //bank",
	"guarantee propose 7 --part 0=50 --model net-loss --covers debt --key //bank",
	"guarantee sign 3 --key //guarantor//guangdong-re-guarantee",
	"guarantee sign 3 --terms-hash 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	"guarantee refuse 3",
	"guarantee withdraw 3",
	"guarantee call 3",
	"guarantee paid 3",
	"guarantee record 3 0",
	"guarantee reimbursed 3 1",
	"guarantee release 3",
	"classification show 7",
	"classification rules",
	"classification judge 7 substandard --non-accrual --reason 0x0707070707070707070707070707070707070707070707070707070707070707 --key //bank",
	"card withdraw 2 --institution 3 --key //bank",
	"line offer CN:91440300708461136T --limit 1,000,000.00 --until 2027-12-31 --highest-rate 4.5% --longest-tenor 6 --valid-until 2027-01-31",
	"line offer CN:91440300708461136T --limit 1 --until 2027-12-31 --repay-by 2028-03-31 --once --highest-rate 450bp --longest-tenor 6 --methods bullet,equal-instalments --uses purchases --commitment-fee 0.25% --settle-every 1 --valid-until 2027-01-31",
	"loan repay-several CN:91440300708461136T 1,000.50 PAY-2 --institution 3 --named 7",
	"line accept 0",
	"line accept 0 --yes --terms-hash 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
	"line freeze 0 --reason unpaid",
	"line unfreeze 0",
	"line cancel 0",
	"line clear 0",
	"line show 0",
	"line list --enterprise CN:91440300708461136T",
	"line list --institution 3",
	"line statement 0",
	"policy publish policy.json",
	"policy show 7",
	"policy show --policy 2",
	"policy list --institution 3",
	"policy withdraw 7",
	"policy try CN:91440300708461136T 7 --amount 1,000.00 --tenor 12",
	"policy example",
	"card destroyed 1 --institution 3 --on 2026-11-01 --key //bank",
];

#[test]
fn every_verb_is_read() {
	for line in RENAMED.iter().map(|(_, now)| now).chain(KEPT) {
		assert!(parse(line).is_ok(), "{line}: {}", parse(line).err().map(|e| e.to_string()).unwrap_or_default());
	}
}

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

/// Every noun and every verb with its `--help`.
fn helps() -> Vec<(String, String)> {
	fn words_of(program: &Program, words: String, found: &mut Vec<String>) {
		program.get_subcommands().for_each(|part| words_of(part, format!("{words}{} ", part.get_name()), found));
		found.push(words);
	}
	let mut all = Vec::new();
	words_of(&program(), String::new(), &mut all);
	all.into_iter()
		.map(|words| {
			let help = parse(&format!("{words}--help")).unwrap_err().to_string();
			(words, help)
		})
		.collect()
}

#[test]
fn every_argument_says_what_it_is() {
	fn silent(program: &Program, words: &str) -> Vec<String> {
		let own = program.get_arguments().filter(|arg| arg.get_help().is_none());
		let own = own.map(|arg| format!("{words}: {}", arg.get_id()));
		own.chain(program.get_subcommands().flat_map(|part| silent(part, &format!("{words} {}", part.get_name()))))
			.collect()
	}
	let silent = silent(&program(), "lingnan");
	assert!(silent.is_empty(), "no help for\n{}", silent.join("\n"));
}

#[test]
fn help_fits_a_screen_and_has_none_of_the_former_words() {
	/// Lines of a window on a small laptop.
	const SCREEN: usize = 48;
	/// Of the program's own help, which lists what a bank's whole trade has.
	const TOP: usize = 60;
	/// Words at the top.
	const NOUNS: usize = 36;
	let helps = helps();
	for (words, help) in &helps {
		let lines = help.lines().count();
		assert!(lines <= if words.is_empty() { TOP } else { SCREEN }, "{words} --help has {lines} lines:\n{help}");
		assert!(
			help.lines().all(|line| line.starts_with("Usage: ") || line.chars().count() <= 110),
			"{words} --help is too wide:\n{help}"
		);
		assert_eq!(help.contains("--well-known-key"), words.is_empty(), "{words}");
	}
	let (_, top) = helps.last().unwrap();
	let nouns = program().get_subcommands().filter(|part| part.get_name() != "help").count();
	assert!(nouns <= NOUNS, "{nouns} words at the top");
	for (former, _) in spelling::former().filter(|(former, _)| !former.contains(' ')) {
		assert!(!top.lines().any(|line| line.trim_start().starts_with(&format!("{former} "))), "{former} in\n{top}");
	}
}

#[test]
fn what_every_command_takes_is_read_wherever_it_stands() {
	for line in [
		"--url ws://x:1 rating explain CN:91440300708461136T",
		"rating explain CN:91440300708461136T --url ws://x:1",
		"rating --url ws://x:1 explain CN:91440300708461136T",
	] {
		assert_eq!(parse(line).unwrap().global.url, "ws://x:1", "{line}");
	}
	assert_eq!(parse("rating explain CN:91440300708461136T").unwrap().global.url, "ws://127.0.0.1:9944");
}

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
fn former_words_come_with_a_notice_and_todays_without() {
	let notice = |line: &str| Cli::notice(&words(line));
	assert!(notice("withdraw 3").unwrap().contains("lingnan application withdraw"));
	// Where the rest cannot be read, or help is asked for, too.
	assert!(notice("withdraw x").is_some() && notice("repay --help").is_some());
	assert_eq!(notice("application withdraw 3"), None);
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

/// By its number no node is needed; by its name or code one is asked.
#[test]
fn an_agency_that_pushes_openings_is_named_like_any_other() {
	let push = |agency: &str| match parse(&format!("openings push a --gateway https://b --agency {agency}"))
		.unwrap()
		.command
	{
		Command::Openings(crate::nouns::Openings::Push(push)) => push.numbered(),
		other => panic!("{other:?}"),
	};
	assert_eq!((push("2"), push("tax")), (Some(lingnan_types::AgencyId(2)), None));
}
