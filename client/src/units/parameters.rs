//! The numbers that governance tunes, with their units: a list over all of them, which a test compares with the runtime's.

use super::{counted, Unit, UNKNOWN};
use crate::text::{grouped, money, percent, work};
use serde_json::{json, Value};
use std::time::Duration;

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
	Plain(Unit),
	/// Of the chain.
	Blocks,
	/// How many of what.
	Count(&'static str),
	/// What 1,000,000 minor units of a currency count in fen.
	Rate(&'static str),
	/// Minor units of yuan.
	Fen,
	/// Minor units of whatever currency a loan has.
	MinorUnits,
	/// Of the chain's work, in its smallest units.
	Work,
	/// The same, with each block.
	WorkPerBlock,
	/// No number.
	YesOrNo,
}

use Kind::{Blocks, Count, Fen, MinorUnits, Plain, Rate, Work, WorkPerBlock, YesOrNo};

const DAYS: Kind = Plain(Unit::Days);
const SHARE: Kind = Plain(Unit::BasisPoints);

/// By group and name, as the runtime has them.
const KINDS: &[(&str, &str, Kind)] = &[
	("Allowances", "AgencyAllowance", Work),
	("Allowances", "AgencyRecovery", WorkPerBlock),
	("Allowances", "EnterpriseAllowance", Work),
	("Allowances", "EnterpriseRecovery", WorkPerBlock),
	("Allowances", "InstitutionAllowance", Work),
	("Allowances", "InstitutionRecovery", WorkPerBlock),
	("Allowances", "OperatorAllowance", Work),
	("Allowances", "OperatorRecovery", WorkPerBlock),
	("Allowances", "RegistrarAllowance", Work),
	("Allowances", "RegistrarRecovery", WorkPerBlock),
	("Attestations", "DisputeDays", DAYS),
	("Cards", "CardDays", DAYS),
	("Collateral", "DecisionDays", DAYS),
	("Collateral", "DesignHaircut", SHARE),
	("Collateral", "InventionHaircut", SHARE),
	("Collateral", "KeepRankOnRenewal", YesOrNo),
	("Collateral", "ObjectionDays", DAYS),
	("Collateral", "PriceDiscount", SHARE),
	("Collateral", "ReceivableHaircut", SHARE),
	("Collateral", "SoftwareCopyrightHaircut", SHARE),
	("Collateral", "TrademarkHaircut", SHARE),
	("Collateral", "UtilityModelHaircut", SHARE),
	("CreditScoring", "AssetCorrelation", SHARE),
	("CreditScoring", "Confidence", SHARE),
	("CreditScoring", "GraceDays", DAYS),
	("CreditScoring", "LeastAmount", MinorUnits),
	("CreditScoring", "LeastBorrowers", Count("borrower")),
	("CreditScoring", "LeastInstitutions", Count("institution")),
	("CreditScoring", "LeastLoans", Count("loan")),
	("CreditScoring", "ThresholdsPerConsent", Count("grade")),
	("CreditScoring", "WarningConfidence", SHARE),
	("CrossBorder", "DailyMessages", Count("message")),
	("EnterpriseRegistry", "FreezeDays", DAYS),
	("EnterpriseRegistry", "RecoveryDays", DAYS),
	("Financing", "BackdatingDays", DAYS),
	("Financing", "ClaimDays", DAYS),
	("Financing", "CompensationDays", DAYS),
	("Financing", "ConfirmationDays", DAYS),
	("Financing", "DefaultAfterDays", DAYS),
	("Financing", "DisputeDays", DAYS),
	("Financing", "EnterpriseLimit", Fen),
	("Financing", "HongKongDollarRate", Rate("HKD")),
	("Financing", "MaterialArrears", Fen),
	("Financing", "MaterialShare", SHARE),
	("Financing", "PatacaRate", Rate("MOP")),
	("Financing", "ReservationDays", DAYS),
	("Financing", "ReversalDays", DAYS),
	("Financing", "StatementDays", DAYS),
	("Financing", "UnitedStatesDollarRate", Rate("USD")),
	("Lateness", "GuangdongMisuseLeast", SHARE),
	("Lateness", "GuangdongMisuseMost", SHARE),
	("Lateness", "GuangdongOverdueLeast", SHARE),
	("Lateness", "GuangdongOverdueMost", SHARE),
	("Lateness", "HongKongMisuseLeast", SHARE),
	("Lateness", "HongKongMisuseMost", SHARE),
	("Lateness", "HongKongOverdueLeast", SHARE),
	("Lateness", "HongKongOverdueMost", SHARE),
	("Lateness", "MacaoMisuseLeast", SHARE),
	("Lateness", "MacaoMisuseMost", SHARE),
	("Lateness", "MacaoOverdueLeast", SHARE),
	("Lateness", "MacaoOverdueMost", SHARE),
	("Governance", "GeneralDelay", Blocks),
	("Governance", "MotionDuration", Blocks),
	("Governance", "StopDuration", Blocks),
	("Governance", "StopRest", Blocks),
	("Governance", "UpgradeDelay", Blocks),
	("Guarantees", "CallDays", DAYS),
	("Guarantees", "DefaultDays", DAYS),
	("Guarantees", "PayDays", DAYS),
	("Peers", "NodesPerMember", Count("node")),
];

/// Whether the parameter is in the list.
pub(super) fn is_known(group: &str, name: &str) -> bool {
	kind(group, name).is_some()
}

fn kind(group: &str, name: &str) -> Option<Kind> {
	KINDS.iter().find(|(of, known, _)| (*of, *known) == (group, name)).map(|(.., kind)| *kind)
}

/// The name of the type of a parameter with what is to be set, of one alone, and of a value of one.
pub(super) const TYPES: [&str; 3] = ["RuntimeParameters", "RuntimeParametersKey", "RuntimeParametersValue"];

/// `{ "Financing": { "ClaimDays": [{}, 12] } }` as `Financing.ClaimDays to 12 days`. `None`: it is written otherwise.
pub(super) fn told(ty: &str, value: &Value, block_time: Duration) -> Option<Value> {
	let only = |value: &'_ Value| {
		let (name, inner) = value.as_object().filter(|o| o.len() == 1)?.iter().next()?;
		Some((name.clone(), inner.clone()))
	};
	let (group, parameter) = only(value)?;
	let (name, content) = only(&parameter)?;
	let value = |value: &Value| self::value(&group, &name, value, block_time);
	let text = match (ty, &content) {
		("RuntimeParametersKey", _) => format!("{group}.{name}"),
		("RuntimeParametersValue", number) => format!("{group}.{name} {}", value(number)),
		(_, Value::Array(parts)) => match parts.as_slice() {
			[_, Value::Null] => format!("{group}.{name} back to what the runtime begins with"),
			[_, number] => format!("{group}.{name} to {}", value(number)),
			_ => return None,
		},
		_ => return None,
	};
	Some(json!(text))
}

fn value(group: &str, name: &str, value: &Value, block_time: Duration) -> String {
	if let (Some(YesOrNo), Value::Bool(yes)) = (kind(group, name), value) {
		return if *yes { "yes" } else { "no" }.into();
	}
	// What does not fit into 64 bits is text.
	let whole = value.as_u64().or_else(|| value.as_str()?.parse().ok());
	let Some((kind, number)) = kind(group, name).zip(whole) else {
		return format!("{} {UNKNOWN}", value.as_str().map_or_else(|| value.to_string(), str::to_string));
	};
	match kind {
		Plain(Unit::Days) => counted(number, "day"),
		Plain(Unit::BasisPoints) => percent(number),
		Plain(_) | YesOrNo => number.to_string(),
		Count(what) => counted(number, what),
		Fen => money(number, Some("CNY")),
		MinorUnits => format!("{} in the currency of the loan", money(number, None)),
		Rate(currency) => format!("{} for {}", money(number, Some("CNY")), money(1_000_000, Some(currency))),
		Work => work(number / 1_000),
		WorkPerBlock => format!("{} with each block", work(number / 1_000)),
		Blocks => {
			let milliseconds = u64::try_from(block_time.as_millis()).unwrap_or(u64::MAX);
			let seconds = number.saturating_mul(milliseconds) / 1_000;
			let count = grouped(i64::try_from(number).unwrap_or(i64::MAX));
			format!("{count} blocks ({})", span(seconds))
		},
	}
}

/// In the largest unit in which it is whole.
fn span(seconds: u64) -> String {
	let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
	let whole = units.into_iter().find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit));
	whole.map_or_else(|| format!("{seconds} s"), |(unit, name)| counted(seconds / unit, name))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_parameter_is_shown_in_its_own_unit() {
		let usual = Duration::from_secs(2);
		for (group, name, number, text) in [
			("CreditScoring", "LeastInstitutions", json!(3), "3 institutions"),
			("CreditScoring", "ThresholdsPerConsent", json!(1), "1 grade"),
			("CreditScoring", "Confidence", json!(9_970), "99.70 %"),
			("CreditScoring", "LeastAmount", json!(1_000_000), "10,000.00 in the currency of the loan"),
			("Financing", "ClaimDays", json!(10), "10 days"),
			("Financing", "EnterpriseLimit", json!(10_000_000_000u64), "CNY 100,000,000.00"),
			("Financing", "HongKongDollarRate", json!(915_000), "CNY 9,150.00 for HKD 10,000.00"),
			("Governance", "GeneralDelay", json!(129_600), "129,600 blocks (3 days)"),
			("Governance", "StopDuration", json!(45), "45 blocks (90 s)"),
			("Allowances", "RegistrarAllowance", json!(1_350_000_000_000_000u64), "1350000.000 ms"),
			("Allowances", "EnterpriseRecovery", json!("2500000"), "2.5 us with each block"),
			("Financing", "SomethingNew", json!(3), "3 (unit not known)"),
		] {
			assert_eq!(value(group, name, &number, usual), text, "{group}.{name}");
		}
		assert_eq!(
			value("Governance", "GeneralDelay", &json!(129_600), Duration::from_millis(500)),
			"129,600 blocks (18 hours)"
		);
	}

	#[test]
	fn what_is_to_be_set_reads_as_a_sentence() {
		let told = |ty: &str, value: Value| told(ty, &value, Duration::from_secs(2)).unwrap_or_default();
		let set = |number: Value| json!({ "CreditScoring": { "LeastInstitutions": [{}, number] } });
		assert_eq!(told(TYPES[0], set(json!(3))), "CreditScoring.LeastInstitutions to 3 institutions");
		let back = told(TYPES[0], set(Value::Null)).to_string();
		assert!(back.contains("LeastInstitutions back to"), "{back}");
		assert_eq!(told(TYPES[1], json!({ "Financing": { "ClaimDays": {} } })), "Financing.ClaimDays");
		assert_eq!(told(TYPES[2], json!({ "Financing": { "ClaimDays": 12 } })), "Financing.ClaimDays 12 days");
		assert_eq!(super::told(TYPES[0], &json!("odd"), Duration::ZERO), None);
	}

	#[test]
	fn no_parameter_stands_twice() {
		let mut names: Vec<_> = KINDS.iter().map(|(group, name, _)| (group, name)).collect();
		names.sort();
		names.dedup();
		assert_eq!(names.len(), KINDS.len());
	}
}
