//! What can be asked, and about whom. What stands in no list is closed.

use crate::query::{Party, Role};

/// Answered to everybody, without a signature: the networks' files say it, or governance decided it, or it is needed to send a
/// transaction. Parameters go to the node as they are, if they are short and none is a list.
pub const PUBLIC: &[&str] = &[
	"attestation_agencies",
	"attestation_indicators",
	"author_submitExtrinsic",
	"calendar_get",
	"chain_getBlockHash",
	"chain_getFinalizedHead",
	"chain_getHeader",
	"classification_rules",
	"collateral_issuerKeys",
	"credit_scorecards",
	"crossBorder_corridors",
	"financing_funds",
	"financing_institutions",
	"financing_products",
	"referenceRate_list",
	"referenceRate_quotes",
	"guarantee_guarantors",
	"state_getMetadata",
	"state_getRuntimeVersion",
	"system_chain",
	"system_properties",
	"system_version",
	"validator_list",
];

/// Of whom a question is, by its first parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
	/// A firm.
	Enterprise,
	/// A firm, and nobody else: what one bank would lend to it is no business of another's.
	EnterpriseAlone,
	/// A firm; of the answer an institution whose consent names indicators sees those.
	EnterpriseIndicators,
	/// A firm; of a list an institution sees its own entries alone.
	EnterpriseOwnEntries,
	/// The record of a firm, which agencies need before they state anything.
	EnterpriseRecord,
	/// An institution.
	Institution,
	/// An agency.
	Agency,
	/// A consent, by number.
	Consent,
	/// An application, by number.
	Application,
	/// A loan, by number.
	Loan,
	/// A credit line, by number.
	Line,
	/// A loan, by number, and nobody but its lender: what it thinks of it is no business of the firm's.
	LoanOfLender,
	/// An asset, by number.
	Asset,
	/// The account that signs.
	Account,
	/// Nobody: any party may ask.
	AnyParty,
	/// All firms: agencies may ask.
	AllFirms,
	/// Nobody: a program that the operator named asks.
	Machine,
	/// Keys of the state, each judged as a question about whom it is of.
	Keys,
	/// Boxes that this gateway keeps: agencies leave them, firms take their own. The node is not asked.
	Boxes,
}

/// A method that is asked by signed query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Method {
	pub name: &'static str,
	/// Parameters before the block.
	pub arguments: usize,
	/// Its answer comes by the page.
	pub paged: bool,
	pub subject: Subject,
	/// The block goes behind the parameters.
	pub at: bool,
}

const fn one(name: &'static str, arguments: usize, subject: Subject) -> Method {
	Method { name, arguments, paged: false, subject, at: true }
}

/// Not at the query's block: it has none, or names its own.
const fn free(name: &'static str, arguments: usize, subject: Subject) -> Method {
	Method { name, arguments, paged: false, subject, at: false }
}

const fn boxes(name: &'static str, arguments: usize) -> Method {
	free(name, arguments, Subject::Boxes)
}

const fn list(name: &'static str, arguments: usize, subject: Subject) -> Method {
	Method { name, arguments, paged: true, subject, at: true }
}

/// Asked by signed query.
pub const SIGNED: &[Method] = &[
	one("allowance_get", 1, Subject::Account),
	list("attestation_by", 1, Subject::Agency),
	list("attestation_datasets", 1, Subject::AnyParty),
	list("attestation_disputes", 1, Subject::Agency),
	list("attestation_list", 1, Subject::EnterpriseIndicators),
	one("card_list", 1, Subject::AnyParty),
	one("classification_get", 1, Subject::LoanOfLender),
	list("collateral_assetsOf", 1, Subject::Enterprise),
	one("collateral_documentStatus", 2, Subject::AnyParty),
	one("collateral_status", 1, Subject::Asset),
	list("consent_deletionsOwed", 1, Subject::Institution),
	list("consent_list", 1, Subject::EnterpriseOwnEntries),
	list("consent_overdueDeletions", 1, Subject::Institution),
	list("consent_receipts", 1, Subject::Consent),
	list("consent_to", 1, Subject::Institution),
	one("credit_proofBasis", 1, Subject::Enterprise),
	one("credit_rating", 1, Subject::Enterprise),
	one("crossBorder_document", 2, Subject::AnyParty),
	one("crossBorder_passport", 1, Subject::Enterprise),
	one("enterprise_get", 1, Subject::EnterpriseRecord),
	list("enterprise_list", 0, Subject::AllFirms),
	list("enterprise_of", 1, Subject::Account),
	one("financing_application", 1, Subject::Application),
	list("financing_applicationsOf", 1, Subject::EnterpriseOwnEntries),
	list("financing_closedApplications", 1, Subject::Institution),
	one("financing_exposure", 1, Subject::Enterprise),
	one("financing_headroom", 1, Subject::EnterpriseAlone),
	list("financing_inbox", 1, Subject::Institution),
	one("financing_loan", 1, Subject::Loan),
	list("financing_loansBy", 1, Subject::Institution),
	list("financing_loansOf", 1, Subject::EnterpriseOwnEntries),
	list("financing_missedDeadlines", 1, Subject::Institution),
	list("financing_overrides", 1, Subject::Institution),
	list("financing_ownHeadroom", 1, Subject::EnterpriseAlone),
	one("financing_quote", 3, Subject::AnyParty),
	list("financing_repaidLoansBy", 1, Subject::Institution),
	list("financing_statement", 1, Subject::Loan),
	list("line_by", 1, Subject::Institution),
	one("line_get", 1, Subject::Line),
	list("line_of", 1, Subject::EnterpriseOwnEntries),
	list("policy_by", 1, Subject::AnyParty),
	one("policy_get", 1, Subject::AnyParty),
	one("policy_of", 1, Subject::AnyParty),
	free("grandpa_proveFinality", 1, Subject::AnyParty),
	one("guarantee_of", 1, Subject::Application),
	boxes("openings_drop", 2),
	boxes("openings_fetch", 1),
	boxes("openings_put", 1),
	one("state_getReadProof", 1, Subject::Keys),
	free("system_accountNextIndex", 1, Subject::Account),
];

/// Asked by a relayer of a corridor: what carries headers, finality and the messages of its lanes. Each names a block of its own,
/// for the other end may know an older one. Keys are those of the corridor's two pallets, and `Grandpa.CurrentSetId`.
pub const RELAYER: &[Method] = &[
	free("grandpa_proveFinality", 1, Subject::Machine),
	free("state_call", 3, Subject::Machine),
	free("state_getKeysPaged", 4, Subject::Machine),
	free("state_getReadProof", 2, Subject::Machine),
	free("state_getStorage", 2, Subject::Machine),
];

/// Functions of the runtime that a relayer asks.
pub const RELAYERS_CALLS: &[&str] = &["CorridorsApi_limits", "CorridorsApi_weigh", "GrandpaApi_grandpa_authorities"];

/// Asked by a member's indexer: blocks, and by `state_getStorage` the events of each, `System.Events` alone.
pub const INDEXER: &[Method] = &[
	free("chain_getBlock", 1, Subject::Machine),
	free("grandpa_proveFinality", 1, Subject::Machine),
	free("state_getStorage", 2, Subject::Machine),
];

/// Asked by a member's monitoring: whether the node is well.
pub const MONITOR: &[Method] = &[
	free("grandpa_roundState", 0, Subject::Machine),
	free("system_health", 0, Subject::Machine),
	free("system_nodeRoles", 0, Subject::Machine),
	free("system_syncState", 0, Subject::Machine),
];

pub fn is_public(method: &str) -> bool {
	PUBLIC.contains(&method)
}

pub fn signed(method: &str) -> Option<&'static Method> {
	SIGNED.iter().find(|known| known.name == method)
}

/// What a program of this kind asks.
pub const fn of_role(role: Role) -> &'static [Method] {
	match role {
		Role::Relayer(_) => RELAYER,
		Role::Indexer => INDEXER,
		Role::Monitor => MONITOR,
	}
}

/// A method, as who asks it may ask it.
pub fn asked_by(party: &Party, method: &str) -> Option<&'static Method> {
	match party {
		Party::Holder(_) => signed(method),
		Party::Machine(role) => of_role(*role).iter().find(|known| known.name == method),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_client::questions::routes;

	/// Methods of our node that no gateway asks, and why: it is said what is shown of them.
	const CLOSED: &[&str] = &[
		// A voucher names no party that could be looked up: its holder carries the document itself.
		"crossBorder_voucher",
		// A guarantor is no party of a gateway yet: it asks a node. Firm and bank ask by the number of their loan.
		"guarantee_accounts",
		"guarantee_by",
		"guarantee_get",
		// Who is in it has a node of its own, and nobody else needs to learn the nodes of others.
		"peer_register",
	];

	/// A new method of the node fails here until somebody has decided who may ask it.
	#[test]
	fn every_method_of_ours_is_public_or_signed_or_closed() {
		for route in routes() {
			let (public, signed) = (is_public(route.method), signed(route.method));
			let closed = CLOSED.contains(&route.method);
			let times = [public, signed.is_some(), closed].into_iter().filter(|one| *one).count();
			assert_eq!(times, 1, "decide who may ask {}", route.method);
			if let Some(method) = signed {
				assert_eq!((method.arguments, method.paged), (route.arguments, route.paged), "{}", route.method);
			}
		}
	}

	#[test]
	fn state_and_author_are_closed_but_for_what_the_list_says() {
		for method in [
			"state_getPairs",
			"state_queryStorageAt",
			"state_subscribeStorage",
			"author_pendingExtrinsics",
			"author_submitAndWatchExtrinsic",
			"author_rotateKeys",
			"chainHead_v1_follow",
			"archive_v1_storage",
			"system_localPeerId",
			"",
		] {
			let signed = [SIGNED, RELAYER, INDEXER, MONITOR].into_iter().flatten();
			assert!(!is_public(method) && !signed.into_iter().any(|known| known.name == method), "{method}");
		}
		for method in ["state_call", "state_getStorage", "state_getKeysPaged", "chain_getBlock", "system_health"] {
			assert!(!is_public(method) && signed(method).is_none(), "{method} is asked by no party");
		}
	}

	#[test]
	fn every_method_stands_in_the_manual() {
		let manual = include_str!("../../docs/gateway.md");
		let signed = [SIGNED, RELAYER, INDEXER, MONITOR].into_iter().flatten().map(|method| method.name);
		for method in PUBLIC.iter().chain(RELAYERS_CALLS).copied().chain(signed) {
			assert!(manual.contains(&format!("`{method}`")), "{method} is not in docs/gateway.md");
		}
	}
}
