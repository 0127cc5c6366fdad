//! Is every command line that people write today read?

use super::{former::RENAMED, parse};
use crate::nouns::{Command, Openings};
use lingnan_types::AgencyId;

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
	"indicator define --file indicators.json --code tax-paid-12m --code exports-12m",
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
	"application offer 3 --valid-until 2026-12-31 --override known-customer",
	"guarantee agree 3 --amendment-hash 0x0707070707070707070707070707070707070707070707070707070707070707 --valid-until 2026-12-31",
	"list decisions --institution 0 --overrides --csv",
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
	"rating rate --openings openings --openings more --identity pilot.key --scorecard 4 --csv --bom",
	"rating prove-many --openings openings --identity agent.key --firms firms.csv --institution 3 --csv",
	"rating prove-many --openings openings --identity agent.key --dry-run",
	"rating rate --firms firms.csv --json",
	"scorecard validate 4 --report report.html --until 2027-11-30",
	"scorecard report 4 --file report.html",
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
	"guarantee accounts 2",
	"guarantee set-pool --total 2,000,000.00 --for-each 500,000.00 --stop-rate 5%",
	"guarantee set-pool --currency HKD --lift",
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
	"line levy 0",
	"line record-fee 0 318.06 PAY-3 --value-date 2027-03-22",
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

/// By its number no node is needed; by its name or code one is asked.
#[test]
fn an_agency_that_pushes_openings_is_named_like_any_other() {
	let push = |agency: &str| match parse(&format!("openings push a --gateway https://b --agency {agency}"))
		.unwrap()
		.command
	{
		Command::Openings(Openings::Push(push)) => push.numbered(),
		other => panic!("{other:?}"),
	};
	assert_eq!((push("2"), push("tax")), (Some(AgencyId(2)), None));
}
