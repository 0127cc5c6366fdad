//! Credit lines: the terms that a firm signs, hashed on its own machine.

use crate::{values, Error, Result};
use codec::Encode;
use lingnan_types::{
	line::{LineTerms, LineView},
	LineId,
};
use subxt::utils::H256;

/// The terms of an offered line, if they hash to what the node says that they do, and the hash. They are read and encoded by the types
/// that this program was built with: whatever is shown here is what is hashed here (decision 234).
pub fn terms(number: LineId, view: &LineView) -> Result<(LineTerms, H256)> {
	let terms = view.terms();
	let hash = values::fingerprint(&terms.encode());
	if view.id != number || hash.0 != view.terms_hash.0 {
		let reason = format!(
			"the terms of line {number} hash to {hash:?}, and the offer's hash is {:?}. Nothing was signed: do not trust this node, \
			 and ask another (--url).",
			view.terms_hash
		);
		return Err(Error::DoesNotHold { name: "TermsDiffer", reason });
	}
	Ok((terms, hash))
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{
		conditions::{DueDays, Rate},
		line::{CommitmentFee, DrawdownConditions, LineSpec, LineState},
		Currency, DayCount, InstitutionId,
	};

	fn view() -> LineView {
		let spec = LineSpec {
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			currency: Currency::Cny,
			limit: 100_000_000,
			revolving: true,
			until: 20_900,
			repay_by: 21_000,
			conditions: DrawdownConditions {
				highest_rate: Rate::basis_points(450),
				longest_tenor: 6,
				methods: Default::default(),
				use_of_funds: Default::default(),
			},
			commitment_fee: CommitmentFee {
				rate: 25,
				day_count: DayCount::Actual360,
				due_days: DueDays::Anniversary { every: 3 },
			},
			valid_until: 0,
		};
		let mut view = LineView {
			id: LineId(7),
			institution: InstitutionId(5),
			spec,
			terms_hash: Default::default(),
			state: LineState::Offered,
			offered_at: 0,
			accepted_on: None,
			cancelled_on: None,
			drawn: 0,
			available: 0,
			stops: vec![],
			levied: vec![],
			to_levy: vec![],
			fee_payments: vec![],
			fee_owed: 0,
			fee_due: 0,
		};
		view.terms_hash.0 = values::fingerprint(&view.terms().encode()).0;
		view
	}

	#[test]
	fn a_node_that_shows_another_line_than_that_of_the_hash_is_refused() {
		assert!(terms(LineId(7), &view()).is_ok());
		let lies: [fn(&mut LineView); 4] = [
			|view| view.spec.limit = 1,
			|view| view.spec.commitment_fee.rate = 0,
			|view| view.spec.conditions.highest_rate = Rate(0),
			|view| view.institution = InstitutionId(6),
		];
		for lie in lies {
			let mut view = view();
			lie(&mut view);
			let error = terms(LineId(7), &view).unwrap_err();
			assert!(error.to_string().contains("Nothing was signed"), "{error}");
		}
		assert!(terms(LineId(8), &view()).is_err(), "another line's");
	}

	#[test]
	fn a_line_reads_back_as_the_node_writes_it() {
		let written = serde_json::to_value(view()).unwrap();
		assert_eq!((&written["limit"], &written["enterprise"]), (&100_000_000.into(), &"CN:91440300708461136T".into()));
		assert_eq!(serde_json::from_value::<LineView>(written).unwrap(), view());
	}
}
