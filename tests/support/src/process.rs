//! Programs that a test starts.

use std::process::{Child, ChildStdout, Command, ExitStatus};

/// A running program. It ends with this value, whatever becomes of the test.
pub struct Process(Child);

impl Process {
	#[track_caller]
	pub fn start(command: &mut Command) -> Self {
		let program = command.get_program().to_owned();
		Self(command.spawn().unwrap_or_else(|e| panic!("{} does not start: {e}", program.display())))
	}

	/// What it prints, to be taken once by whoever started it with a pipe.
	pub fn output(&mut self) -> Option<ChildStdout> {
		self.0.stdout.take()
	}

	/// How it ended, if it has.
	#[track_caller]
	pub fn ended(&mut self) -> Option<ExitStatus> {
		self.0.try_wait().expect("a child can be waited for")
	}

	/// Sends it a signal, by its name: `INT` as Ctrl-C does, `TERM` as a service manager does.
	#[track_caller]
	pub fn signal(&self, name: &str) {
		let sent = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status();
		assert!(sent.expect("kill runs").success(), "{name} cannot be sent");
	}

	/// Ends it without any chance to tidy up, as a power cut would.
	pub fn kill(&mut self) {
		let _ = self.0.kill();
		let _ = self.0.wait();
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		self.kill();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::wait;
	use std::{path::Path, time::Duration};

	fn sleeper() -> Process {
		Process::start(Command::new("sleep").arg("600"))
	}

	#[test]
	fn a_process_takes_signals_and_says_how_it_ended() {
		let mut process = sleeper();
		assert_eq!(process.ended(), None);
		process.signal("TERM");
		let status = wait(Duration::from_secs(20), || process.ended()).expect("it ends");
		assert!(!status.success());
	}

	#[test]
	fn a_process_ends_with_its_value() {
		let process = sleeper();
		let folder = format!("/proc/{}", process.0.id());
		assert!(Path::new(&folder).exists());
		drop(process);
		assert!(!Path::new(&folder).exists());
	}
}
