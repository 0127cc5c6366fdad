//! One question to a node, over plain HTTP.

use serde_json::{json, Value};
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	time::Duration,
};

const TIMEOUT: Duration = Duration::from_secs(20);

pub fn ask(address: SocketAddr, method: &str, params: Value) -> Result<Value, String> {
	let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
	let answer = post(address, &body).map_err(|e| e.to_string())?;
	let (_, json) = answer.split_once("\r\n\r\n").ok_or("an answer without a body")?;
	let mut answer: Value = serde_json::from_str(json).map_err(|e| format!("{e}: {json}"))?;
	match answer.get("error") {
		Some(error) => Err(error.to_string()),
		None => Ok(answer["result"].take()),
	}
}

/// HTTP/1.0: the answer ends where the connection does.
fn post(address: SocketAddr, body: &str) -> std::io::Result<String> {
	let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
	stream.set_read_timeout(Some(TIMEOUT))?;
	write!(
		stream,
		"POST / HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
		body.len()
	)?;
	let mut answer = String::new();
	stream.read_to_string(&mut answer)?;
	Ok(answer)
}
