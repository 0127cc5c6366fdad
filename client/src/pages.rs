//! Lists that come by the page (`docs/decisions/0103-lists-by-the-page.md`).

use super::questions::ask;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use subxt::{rpcs::RpcClient, utils::H256};

/// See [`super::Client::whole`].
pub(super) async fn walk(rpc: &RpcClient, method: &str, params: Value, at: Option<H256>) -> Result<Value> {
	let at = match at {
		Some(block) => block,
		None => ask(rpc, "chain_getBlockHash", Value::Null).await?,
	};
	let mut asked = params.as_array().cloned().unwrap_or_default();
	asked.push(json!(at));
	let mut list = List::default();
	let mut answer: Value = ask(rpc, method, Value::Array(asked.clone())).await?;
	loop {
		match list.add(method, answer)? {
			Next::Done(whole) => return Ok(whole),
			Next::After(next) => {
				let page = [asked.clone(), vec![json!({ "after": next })]].concat();
				answer = ask(rpc, method, Value::Array(page)).await?;
			},
		}
	}
}

/// A list that is read page by page.
#[derive(Clone, Debug)]
pub struct Pages<'a> {
	pub method: &'a str,
	/// Those before the block.
	pub params: Value,
	/// The block that all pages are of: the best one, unless another is named.
	pub at: Option<H256>,
	/// Pages at most.
	pub most: u32,
}

/// See [`super::Client::each_page`].
pub(super) async fn each<T: DeserializeOwned>(
	rpc: &RpcClient,
	pages: Pages<'_>,
	mut take: impl FnMut(Vec<T>),
) -> Result<()> {
	let Pages { method, params, at, most } = pages;
	let unreadable = |e: serde_json::Error| Error::Connection(format!("{method}: {e}"));
	let at = match at {
		Some(block) => block,
		None => ask(rpc, "chain_getBlockHash", Value::Null).await?,
	};
	let mut asked = params.as_array().cloned().unwrap_or_default();
	asked.push(json!(at));
	let mut walk = Walk { most, ..Walk::default() };
	let mut after = Value::Null;
	loop {
		let page = [asked.clone(), vec![json!({ "after": after })]].concat();
		let mut items = Vec::new();
		let next = walk.add(method, ask(rpc, method, Value::Array(page)).await?, &mut |page| items = page)?;
		take(serde_json::from_value(Value::Array(items)).map_err(unreadable)?);
		match next {
			Some(next) => after = json!(next),
			None => return Ok(()),
		}
	}
}

/// A walk that keeps nothing of the pages.
#[derive(Default)]
struct Walk {
	most: u32,
	pages: u32,
	seen: std::collections::BTreeSet<u64>,
}

impl Walk {
	/// Hands the entries of a page on; where to go on, if there is more.
	fn add(&mut self, method: &str, mut page: Value, take: &mut impl FnMut(Vec<Value>)) -> Result<Option<u64>> {
		let Some(Value::Array(items)) = page.get_mut("items").map(Value::take) else {
			return Err(Error::Connection(format!("{method}: the node answers no page")));
		};
		take(items);
		self.pages += 1;
		match page["next"].as_u64() {
			None => Ok(None),
			Some(_) if self.pages >= self.most => Err(Error::Incomplete(format!(
				"{method}: the list goes on after {} pages. Let more be read with --most-pages, or ask for less.",
				self.pages
			))),
			Some(next) if self.seen.insert(next) => Ok(Some(next)),
			Some(next) => {
				Err(Error::Connection(format!("{method}: the node answers the page after {next} again and again")))
			},
		}
	}
}

/// Pages that were read.
#[derive(Default)]
struct List {
	items: Vec<Value>,
	pages: u32,
	/// Where each page went on: a node that leads in a circle is left.
	seen: std::collections::BTreeSet<u64>,
}

#[derive(Debug, PartialEq)]
enum Next {
	/// The whole list, or an answer that is none.
	Done(Value),
	After(u64),
}

impl List {
	fn add(&mut self, method: &str, answer: Value) -> Result<Next> {
		let Value::Object(mut page) = answer else { return Ok(Next::Done(answer)) };
		let Some(Value::Array(items)) = page.get_mut("items").map(Value::take) else {
			return Ok(Next::Done(Value::Object(page)));
		};
		self.items.extend(items);
		self.pages += 1;
		match page.get("next").and_then(Value::as_u64) {
			Some(next) if self.seen.insert(next) => Ok(Next::After(next)),
			Some(next) => {
				Err(Error::Connection(format!("{method}: the node answers the page after {next} again and again")))
			},
			None => Ok(Next::Done(std::mem::take(self).whole())),
		}
	}

	/// Each page is in the order of the numbers, and the pages as the state has them: all in one order.
	fn whole(mut self) -> Value {
		let number = |item: &Value| ["id", "indicator"].iter().find_map(|name| item[*name].as_u64()).or(item.as_u64());
		if self.pages > 1 && self.items.iter().all(|item| number(item).is_some()) {
			self.items.sort_by_key(number);
		}
		Value::Array(self.items)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(answers: impl IntoIterator<Item = Value>) -> Result<Value> {
		let mut list = List::default();
		for answer in answers {
			if let Next::Done(whole) = list.add("financing_loansOf", answer)? {
				return Ok(whole);
			}
		}
		panic!("there is more");
	}

	#[test]
	fn pages_become_one_list_in_the_order_of_the_numbers() {
		let pages = [
			json!({ "items": [{ "id": 3 }, { "id": 9 }], "next": 3 }),
			json!({ "items": [], "next": 5 }),
			json!({ "items": [{ "id": 1 }], "next": null }),
		];
		assert_eq!(read(pages).unwrap(), json!([{ "id": 1 }, { "id": 3 }, { "id": 9 }]));
		let numbers = [json!({ "items": [3, 9], "next": 3 }), json!({ "items": [1], "next": null })];
		assert_eq!(read(numbers).unwrap(), json!([1, 3, 9]));
	}

	#[test]
	fn what_is_ranked_stays_as_it_was_ranked() {
		let pages =
			[json!({ "items": [{ "product": 9 }], "next": 0 }), json!({ "items": [{ "product": 2 }], "next": null })];
		assert_eq!(read(pages).unwrap(), json!([{ "product": 9 }, { "product": 2 }]));
	}

	#[test]
	fn what_is_no_list_is_left_as_it_is() {
		for answer in [Value::Null, json!([1, 2]), json!({ "id": 7, "liens": [] }), json!("Financed")] {
			assert_eq!(read([answer.clone()]).unwrap(), answer);
		}
	}

	#[test]
	fn a_walk_hands_each_page_on_and_has_an_end() {
		let page = |n: u64, next: Option<u64>| json!({ "items": [n], "next": next });
		let walked = |most, pages: Vec<Value>| {
			let (mut walk, mut seen) = (Walk { most, ..Walk::default() }, Vec::new());
			let mut take = |items: Vec<Value>| seen.extend(items);
			let mut ended = Ok(None);
			for answer in pages {
				ended = walk.add("enterprise_list", answer, &mut take);
			}
			(seen, ended.map_err(|error| error.to_string()))
		};
		let (seen, ended) = walked(9, vec![page(1, Some(7)), page(2, Some(3)), page(3, None)]);
		assert_eq!((seen, ended), (vec![json!(1), json!(2), json!(3)], Ok(None)));
		let (_, ended) = walked(2, vec![page(1, Some(7)), page(2, Some(3))]);
		assert!(ended.unwrap_err().contains("--most-pages"));
		let (_, ended) = walked(9, vec![page(1, Some(7)), page(2, Some(7))]);
		assert!(ended.unwrap_err().contains("again and again"));
		assert!(walked(9, vec![json!([1])]).1.unwrap_err().contains("no page"));
	}

	#[test]
	fn a_node_that_leads_in_a_circle_is_left() {
		let page = |next| json!({ "items": [1], "next": next });
		assert!(read([page(1), page(2), page(1)]).unwrap_err().to_string().contains("again and again"));
	}
}
