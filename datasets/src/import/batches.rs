//! Batches on their way, and what is left of a batch that the chain refused.

use super::finality::Finality;
use crate::{
	bad_row::BadRow,
	client::{Call, Client, Flight, Landing, Receipt, Stage},
	error::{Error, Result},
	keys::Key,
};
use tokio::sync::Semaphore;

/// Transactions of single rows under way at a time.
const WINDOW: usize = 12;

/// Calls of single rows that go in one transaction when a batch was refused.
const SIFTED: usize = 100;

/// Refusals that no row has brought about: sent again row by row, each would be refused alike.
const OF_THE_WHOLE: [&str; 5] = ["NotAuthorized", "Suspended", "BadOrigin", "CallFiltered", "EmptyBatch"];

/// Who sends, to which chain, and how far each transaction is waited for.
#[derive(Clone, Copy)]
pub(super) struct Sender<'a> {
	pub client: &'a Client,
	pub signer: &'a Key,
	pub stage: Stage,
	/// For batches on their way to a block, of all keys together.
	pub room: &'a Semaphore,
	pub finality: &'a Finality,
}

impl Sender<'_> {
	/// Brings items into blocks of the best chain, `size` in one transaction, all transactions at a time as far as there is
	/// room. Answers of each where it came to stand, and whether the chain did it. A refusal is believed once it is final.
	pub async fn land<T>(&self, items: &[T], size: usize, call: impl Fn(&[T]) -> Call) -> Result<Vec<(Landing, bool)>> {
		let one = |part| self.land_one(part, &call);
		futures::future::try_join_all(items.chunks(size).map(one)).await
	}

	async fn land_one<T>(&self, items: &[T], call: &impl Fn(&[T]) -> Call) -> Result<(Landing, bool)> {
		// Nobody closes it.
		let _place = self.room.acquire().await.ok();
		let (landing, outcome) = self.client.land(call(items), self.signer).await?;
		match outcome {
			Ok(()) => Ok((landing, true)),
			Err(error) if !is_of_rows(&error) => Err(error),
			Err(_) => {
				if self.stage == Stage::Finalised {
					self.finality.reached(landing.block.number).await?;
				}
				Ok((landing, false))
			},
		}
	}
}

/// Sends calls with one key, several at a time, and answers the outcome of each. Only refusals are outcomes; all else ends
/// the import, refusals of the whole among it.
async fn fly(sender: Sender<'_>, calls: Vec<Call>) -> Result<Vec<Result<Receipt>>> {
	let mut flight = Flight::new(sender.client, sender.signer);
	flight.window = WINDOW;
	flight.stage = sender.stage;
	let mut outcomes = Vec::new();
	flight
		.send(calls, |_, outcome| {
			outcomes.push(match outcome {
				Err(error) if !is_of_rows(&error) => return Err(error),
				outcome => outcome,
			});
			Ok(())
		})
		.await?;
	Ok(outcomes)
}

/// Whether the chain refused for what stands in one row or another.
fn is_of_rows(error: &Error) -> bool {
	error.refusal().is_some_and(|refusal| !OF_THE_WHOLE.contains(&refusal.name.as_str()))
}

/// Sends each row by itself, many in one transaction and many transactions at a time: what is refused is known at once, row
/// by row, and the others are done. Answers the outcome of each row.
pub(super) async fn sift<T>(sender: Sender<'_>, rows: &[T], call: impl Fn(&T) -> Call) -> Result<Vec<Result<()>>> {
	let Sender { client, .. } = sender;
	let calls = rows.chunks(SIFTED).map(|part| Call::each(part.iter().map(&call).collect())).collect();
	let names: Vec<Option<String>> = rows.chunks(SIFTED).map(|part| part.first().map(|r| call(r).name())).collect();
	let outcomes = fly(sender, calls).await?;
	let mut all = Vec::new();
	for ((part, name), outcome) in rows.chunks(SIFTED).zip(names).zip(outcomes) {
		let receipt = outcome?;
		let items = receipt.items(&name.unwrap_or_default(), client.metadata());
		if items.len() != part.len() {
			return Err(Error::Connection(format!(
				"the block tells of {} calls of {} in one transaction",
				items.len(),
				part.len()
			)));
		}
		all.extend(items);
	}
	match all.iter().filter_map(|outcome| outcome.as_ref().err()).find(|error| !is_of_rows(error)) {
		Some(error) => Err(Error::Refused(Box::new(error.refusal().cloned().unwrap_or_default()))),
		None => Ok(all),
	}
}

/// A row that the chain refused.
pub fn refused(line: u64, error: &Error) -> BadRow {
	BadRow { line, column: None, reason: error.to_string().replace('\n', " ") }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::Refusal;

	fn refused(name: &str) -> Error {
		let refusal = Refusal { call: "A.b".into(), pallet: Some("A".into()), name: name.into(), docs: String::new() };
		Error::Refused(Box::new(refusal))
	}

	#[test]
	fn a_refusal_of_the_whole_is_told_from_one_of_a_row() {
		assert!(is_of_rows(&refused("Expired")) && !is_of_rows(&refused("NotAuthorized")));
		assert!(!is_of_rows(&Error::Connection("gone".into())));
	}
}
