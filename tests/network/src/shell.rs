//! A shell that runs the commands of the runbooks, one after another, as an operator would.

use crate::PATIENCE;
use std::{
	io::{BufRead, BufReader, Write},
	path::Path,
	process::{Child, ChildStdin, Command, Stdio},
	sync::mpsc::{channel, Receiver},
	thread,
};

/// What follows the output of each block, with the exit code.
const MARK: &str = "--- the block ended with ";

/// A block of commands on a page, with what stands after the word `sh`.
pub struct Block {
	pub tag: String,
	pub script: String,
}

/// The blocks marked `sh` of a page in `docs/runbooks`.
pub fn blocks(page: &str) -> Vec<Block> {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/runbooks").join(page);
	let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
	let mut found = Vec::new();
	let mut open: Option<Block> = None;
	// A block in a list is indented, and so are its lines.
	let mut indent = 0;
	for line in text.lines() {
		let word = line.trim();
		match open.take() {
			Some(block) if word == "```" => found.push(block),
			Some(mut block) => {
				block.script.push_str(line.get(indent..).unwrap_or_default());
				block.script.push('\n');
				open = Some(block);
			},
			None => {
				if let Some(tag) = word.strip_prefix("```sh").filter(|tag| tag.is_empty() || tag.starts_with(' ')) {
					indent = line.len() - line.trim_start().len();
					open = Some(Block { tag: tag.trim().into(), script: String::new() });
				}
			},
		}
	}
	found
}

pub struct Shell {
	child: Child,
	input: ChildStdin,
	lines: Receiver<String>,
}

impl Shell {
	/// A bash at the top of the repository that finds this workspace's programs.
	pub fn open() -> Self {
		let programs = lingnan_e2e::program("lingnan-node").parent().expect("a program lies somewhere").to_owned();
		let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
		let mut child = Command::new("bash")
			.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
			.env("PATH", path)
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.spawn()
			.expect("bash starts");
		let input = child.stdin.take().expect("its input is piped");
		let output = BufReader::new(child.stdout.take().expect("its output is piped"));
		let (send, lines) = channel();
		thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
		Self { child, input, lines }
	}

	pub fn set(&mut self, name: &str, value: &str) {
		writeln!(self.input, "export {name}='{value}'").expect("the shell listens");
	}

	/// Runs a script and gives its exit code and all that it printed.
	pub fn run(&mut self, script: &str) -> (i32, String) {
		let file = tempfile::NamedTempFile::new().expect("a temporary file");
		std::fs::write(file.path(), script).expect("it can be written");
		// Sourced, so that jobs in the background stay this shell's own.
		writeln!(self.input, "source {} </dev/null 2>&1; echo \"{MARK}$?\"", file.path().display())
			.expect("the shell listens");
		let mut printed = String::new();
		loop {
			let line =
				self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{script}\nhangs after:\n{printed}"));
			if let Some(code) = line.strip_prefix(MARK) {
				return (code.parse().unwrap_or(-1), printed);
			}
			printed.push_str(&line);
			printed.push('\n');
		}
	}

	/// Runs a script that must succeed.
	#[track_caller]
	pub fn must(&mut self, script: &str) -> String {
		let (code, printed) = self.run(&format!("{script}\n"));
		assert_eq!(code, 0, "{script}\nended with {code}:\n{printed}");
		printed
	}
}

impl Shell {
	/// Has an agency of Guangdong move what the script proposes, `votes` vote for it, and closes it.
	pub fn pass(&mut self, script: &str, votes: usize) {
		self.pass_at("guangdong", "tax", script, votes);
	}

	/// The same at any of the three places, whose agency `mover` moves it.
	pub fn pass_at(&mut self, place: &str, mover: &str, script: &str, votes: usize) {
		let (code, printed) = self.carry_at(place, mover, script, votes);
		assert_eq!(code, 0, "{script}\nwas closed with {code}:\n{printed}");
	}

	/// Has the motion moved and voted for, and gives the exit code of closing it and what that printed.
	pub fn carry(&mut self, script: &str, votes: usize) -> (i32, String) {
		self.carry_at("guangdong", "tax", script, votes)
	}

	fn carry_at(&mut self, place: &str, mover: &str, script: &str, votes: usize) -> (i32, String) {
		let by = format!("lingnan --key //agency//{mover} --quick govern ");
		let moved = self.must(&script.replace("lingnan govern ", &by));
		// The command says itself how to go on.
		let next = |verb: &str| {
			let command = moved.lines().map(str::trim).find(|line| line.starts_with(&format!("lingnan govern {verb}")));
			let command = command.unwrap_or_else(|| panic!("how to {verb} is not said in {moved}"));
			format!("{command} --quick")
		};
		let (vote, close) = (next("vote"), next("close"));
		self.must(&format!(
			"voting=()\nfor code in $(grep -o '\"code\": *\"[^\"]*\"' chain-spec/{place}/agencies.json \
			 | cut -d'\"' -f4 | head -{votes}); do {vote} --key //agency//$code >/dev/null & voting+=($!); done\n\
			 for vote in \"${{voting[@]}}\"; do wait $vote; done"
		));
		self.run(&format!("{close} --key //agency//{mover}\n"))
	}
}

impl Drop for Shell {
	fn drop(&mut self) {
		let _ = writeln!(self.input, "kill -9 $(jobs -p); exit");
		let _ = self.child.wait();
	}
}
