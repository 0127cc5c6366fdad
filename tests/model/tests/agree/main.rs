//! The model beside the pallets. README.md says how to run it longer, and what it was seen to find.

mod choose;
mod compare;
mod drive;
mod mock;

use drive::{drive, Parted};
use mock::Fault;

fn number(name: &str, otherwise: u64) -> u64 {
	std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn show(parted: &Parted) -> String {
	let Parted { seed, step, what, log } = parted;
	let lines: Vec<_> = log.iter().filter(|line| line.ends_with("taken")).map(String::as_str).collect();
	let steps = step + 1;
	format!(
		"{}\nseed {seed}, step {step}: {what}\nagain: LINGNAN_MODEL_SEED={seed} LINGNAN_MODEL_STEPS={steps}",
		lines.join("\n")
	)
}

#[test]
fn pallets_and_model_agree() {
	let (seed, steps) = (number("LINGNAN_MODEL_SEED", 1), number("LINGNAN_MODEL_STEPS", 20_000));
	let tally = drive(seed, steps, None).unwrap_or_else(|parted| panic!("{}", show(&parted)));
	for (what, (taken, refused)) in &tally.done {
		println!("{what}: {taken} taken, {refused} refused");
	}
}

#[test]
fn every_planted_fault_is_found() {
	let mut missed = Vec::new();
	for fault in Fault::ALL {
		match drive(1, 40_000, Some(fault)) {
			Ok(_) => missed.push(fault),
			Err(Parted { seed, step, what, .. }) => println!("{fault:?}: seed {seed}, step {step}: {what}"),
		}
	}
	assert!(missed.is_empty(), "not found: {missed:?}");
}
