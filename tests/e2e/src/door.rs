//! A gateway before a chain's node, which ends with the story.

use crate::{patience, Chain};
use lingnan_test_support::{free_port, wait, Process};
use serde_json::{json, Value};
use std::{
	io::{Read, Write},
	net::TcpStream,
	process::Stdio,
};

pub struct Door {
	_gateway: Process,
	port: u16,
}

impl Door {
	/// `audit`: file of its audit log; `more`: further arguments of `lingnan gateway serve`.
	pub fn open(chain: &Chain, audit: &str, more: &[&str]) -> Self {
		let port = free_port();
		let listen = format!("127.0.0.1:{port}");
		let usual = ["gateway", "serve", "--listen", &listen, "--audit", audit, "--per-minute", "9999"];
		let mut command = chain.command(&[&usual[..], more].concat());
		let door = Self { _gateway: Process::start(command.stdout(Stdio::null())), port };
		wait(patience(), || TcpStream::connect(&listen).ok()).expect("the gateway listens");
		door
	}

	pub fn url(&self) -> String {
		format!("http://127.0.0.1:{}", self.port)
	}

	pub fn post(&self, body: &Value) -> Value {
		let body = body.to_string();
		let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
		let request = format!(
			"POST / HTTP/1.1\r\nHost: door\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
			body.len()
		);
		stream.write_all(request.as_bytes()).expect("it is asked");
		let mut answer = String::new();
		stream.read_to_string(&mut answer).expect("it answers in text");
		let (_, json) = answer.split_once("\r\n\r\n").expect("head and body");
		serde_json::from_str(json).unwrap_or_else(|_| panic!("{answer}"))
	}

	/// Asks without a signature.
	pub fn ask(&self, method: &str, params: Value) -> Value {
		self.post(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }))
	}

	/// A final block that is later than this gateway's beginning, and the node's peer id.
	pub fn now(&self) -> (String, String) {
		let number = |info: &Value| info["finalised"]["number"].as_u64().expect("a gateway says its last block");
		let info = || self.ask("gateway_info", json!([]))["result"].clone();
		let first = info();
		let later = wait(patience(), || Some(info()).filter(|info| number(info) > number(&first) + 1));
		let later = later.expect("finality does not stand still");
		let text = |value: &Value| value.as_str().expect("it is a text").to_string();
		(text(&later["node"]), text(&later["finalised"]["hash"]))
	}
}
