//! Credit lines as both sides reckon them: the terms that a firm signs, hashed on its own machine, and what the line costs while it is
//! not drawn.

use crate::{questions::financing, values, Client, Error, Result};
use codec::Encode;
use lingnan_lending::{
	commitment::{commitment, course, Drawn},
	working_days::Calendar,
};
use lingnan_types::{
	line::{CommitmentDue, LineTerms, LineView},
	Date, LineId,
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

/// Every settlement of the commitment fee of a line until its end, as it stands: from the line's record and the statements of its
/// drawdowns. Days to pay are as agreed: one that is no working day goes to the next.
pub async fn commitment_fee(client: &Client, line: &LineView) -> Result<Vec<CommitmentDue>> {
	let Some(from) = line.accepted_on else { return Ok(Vec::new()) };
	let last = line.spec.until.saturating_add(1);
	let to = line.cancelled_on.unwrap_or(last).min(last);
	if to <= from {
		return Ok(Vec::new());
	}
	let mut drawdowns = Vec::new();
	for loan in financing::loans_of(client, &line.spec.enterprise).await? {
		if loan.terms.line != Some(line.id) {
			continue;
		}
		let mut changes = vec![Drawn { on: loan.started, amount: loan.terms.conditions.amount }];
		for entry in financing::statement(client, loan.id).await?.unwrap_or_default() {
			if entry.entry.reversed.is_none() {
				changes.push(Drawn { on: entry.entry.value_date, amount: entry.outstanding_principal });
			}
		}
		drawdowns.push(changes);
	}
	let (limit, fee) = (line.spec.limit, &line.spec.commitment_fee);
	commitment(limit, fee, from, to, &course(limit, &drawdowns, &line.stops), &Calendar::default())
		.map_err(|fault| Error::NotFound(format!("the fee of line {} cannot be reckoned: {fault:?}", line.id)))
}

/// What of the settlements is due by a day.
pub fn due_by(settled: &[CommitmentDue], today: Date) -> u64 {
	settled.iter().filter(|one| one.due <= today).fold(0, |sum: u64, one| sum.saturating_add(one.amount))
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
