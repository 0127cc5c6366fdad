//! Two places with a line between them that a test can cut, made of Linux network namespaces. It takes root.

use std::{
	net::Ipv4Addr,
	path::Path,
	process::{Command, Output},
};

/// A place with one address.
#[derive(Clone)]
pub struct Namespace(String);

impl Namespace {
	/// Runs a program there.
	pub fn command(&self, program: &Path) -> Command {
		let mut command = Command::new("ip");
		command.args(["netns", "exec", &self.0]).arg(program);
		command
	}
}

/// Two places on one switch. The test itself reaches both, whether or not they reach each other.
pub struct Places {
	bridge: String,
	pub one: (Namespace, Ipv4Addr),
	pub other: (Namespace, Ipv4Addr),
}

impl Places {
	/// Sets them up, or says why that cannot be done here.
	pub fn new() -> Result<Self, String> {
		let id = std::process::id() % 0xffff;
		let place = |mark: &str, last| {
			let ip = Ipv4Addr::new(10, 213, (id % 250) as u8, last);
			(Namespace(format!("ln{id:x}{mark}")), ip)
		};
		let places = Self { bridge: format!("ln{id:x}"), one: place("a", 2), other: place("b", 3) };
		places.make()?;
		Ok(places)
	}

	fn make(&self) -> Result<(), String> {
		let host = Ipv4Addr::from(u32::from(self.one.1) - 1);
		ip(&["link", "add", &self.bridge, "type", "bridge"])?;
		ip(&["addr", "add", &format!("{host}/24"), "dev", &self.bridge])?;
		ip(&["link", "set", &self.bridge, "up"])?;
		for (Namespace(name), address) in [&self.one, &self.other] {
			let (near, far) = (format!("{name}0"), format!("{name}1"));
			ip(&["netns", "add", name])?;
			ip(&["link", "add", &near, "type", "veth", "peer", "name", &far])?;
			ip(&["link", "set", &near, "master", &self.bridge])?;
			ip(&["link", "set", &near, "up"])?;
			ip(&["link", "set", &far, "netns", name])?;
			ip(&["-n", name, "addr", "add", &format!("{address}/24"), "dev", &far])?;
			ip(&["-n", name, "link", "set", &far, "up"])?;
			ip(&["-n", name, "link", "set", "lo", "up"])?;
		}
		Ok(())
	}

	/// Cuts the line between the two places.
	pub fn cut(&self) {
		self.isolate("on");
	}

	pub fn mend(&self) {
		self.isolate("off");
	}

	/// Ports of the switch that are isolated reach everybody but each other.
	fn isolate(&self, state: &str) {
		for (Namespace(name), _) in [&self.one, &self.other] {
			run("bridge", &["link", "set", "dev", &format!("{name}0"), "isolated", state]).expect("it can be set");
		}
	}
}

impl Drop for Places {
	fn drop(&mut self) {
		for (Namespace(name), _) in [&self.one, &self.other] {
			let _ = ip(&["netns", "del", name]);
			let _ = ip(&["link", "del", &format!("{name}0")]);
		}
		let _ = ip(&["link", "del", &self.bridge]);
	}
}

fn ip(arguments: &[&str]) -> Result<(), String> {
	run("ip", arguments)
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
	let told = format!("{program} {}", arguments.join(" "));
	let Output { status, stderr, .. } =
		Command::new(program).args(arguments).output().map_err(|e| format!("{told}: {e}"))?;
	status.success().then_some(()).ok_or_else(|| format!("{told}: {}", String::from_utf8_lossy(&stderr).trim()))
}
