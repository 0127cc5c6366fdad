//! The chain that is made up.

use super::{FIGURES, NAME};
use crate::Chain;
use lingnan_client::{
	keys::{self, Key},
	Error, Event, Result,
};
use lingnan_gateway::chain::Chain as Asked;
use serde_json::{json, Value};
use std::sync::{Mutex, MutexGuard, PoisonError};
use subxt::utils::H256;

pub const FIRM: &str = "CN:91440300708461136T";
pub const BANK: u32 = 3;
pub const NODE: &str = "12D3KooWThisNode";
/// Noon of a day.
pub const TIME: u64 = 20_833 * 86_400 + 43_200;

pub struct State {
	/// Events by block; the last one is final.
	pub blocks: Vec<Vec<Event>>,
	/// Blocks before this one are not kept.
	pub kept_from: usize,
	pub time: u64,
	/// Who controls the firm.
	pub controller: String,
	/// Answers to lists, by method.
	pub lists: Vec<(&'static str, Value)>,
	pub down: bool,
}

pub struct Fake(Mutex<State>);

pub fn key(of: &str) -> Key {
	keys::development(of)
}

pub fn account(of: &str) -> String {
	keys::account(&key(of)).to_string()
}

pub fn hash(number: u32) -> H256 {
	let mut bytes = [9; 32];
	bytes[..4].copy_from_slice(&number.to_le_bytes());
	H256(bytes)
}

impl Default for Fake {
	fn default() -> Self {
		Self(Mutex::new(State {
			blocks: vec![vec![], vec![]],
			kept_from: 0,
			time: TIME,
			controller: account("//firm"),
			lists: vec![],
			down: false,
		}))
	}
}

impl Fake {
	pub fn held(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	pub fn last(&self) -> u32 {
		self.held().blocks.len() as u32 - 1
	}

	fn answer(&self, method: &str, params: &Value) -> Value {
		let page = |items: Value| json!({ "items": items, "next": null });
		let first = &params[0];
		match method {
			"system_localPeerId" => json!(NODE),
			"system_chain" => json!("Made up"),
			"chain_getFinalizedHead" => json!(hash(self.last())),
			"chain_getBlockHash" => json!(hash(first.as_u64().unwrap() as u32)),
			"chain_getHeader" => {
				let block: H256 = serde_json::from_value(first.clone()).unwrap();
				json!({ "number": format!("0x{:x}", u32::from_le_bytes(block.0[..4].try_into().unwrap())) })
			},
			"enterprise_get" => {
				let controller = &self.held().controller;
				json!({ "controller": controller, "controlOfferedTo": account("//heir"), "legalName": NAME })
			},
			"financing_institutions" => page(json!([{ "id": BANK, "key": account("//bank"), "suspended": false }])),
			"attestation_agencies" => {
				page(json!([{ "id": 1, "key": account("//tax"), "rights": [], "suspended": false }]))
			},
			"attestation_indicators" => page(json!([{ "id": 8, "owner": 1 }, { "id": 9, "owner": 2 }])),
			"financing_application" => {
				json!({ "id": first, "enterprise": FIRM, "institution": BANK, "request": { "amount": FIGURES[0] } })
			},
			_ => page(
				self.held().lists.iter().find(|(name, _)| *name == method).map_or(json!([]), |(_, list)| list.clone()),
			),
		}
	}
}

impl Asked for Fake {
	async fn events_of(&self, _: H256, _: u32) -> Result<Vec<Vec<u8>>> {
		Ok(vec![])
	}

	async fn justification(&self) -> Result<Value> {
		Ok(Value::Null)
	}

	async fn ask(&self, method: &str, params: Value) -> Result<Value> {
		let down = self.held().down;
		match down {
			true => Err(Error::Connection("the line broke".into())),
			false => Ok(self.answer(method, &params)),
		}
	}

	async fn parameters(&self) -> Result<Value> {
		Ok(json!([]))
	}
}

impl Chain for Fake {
	async fn events(&self, number: u32) -> Result<Option<Vec<Event>>> {
		let held = self.held();
		match held.down || (number as usize) < held.kept_from {
			true => Err(Error::Connection("State already discarded".into())),
			false => Ok(held.blocks.get(number as usize).cloned()),
		}
	}

	async fn time(&self) -> Result<u64> {
		let held = self.held();
		match held.down {
			true => Err(Error::Connection("the line broke".into())),
			false => Ok(held.time),
		}
	}
}
