//! The model beside the pallets. README.md says how to run it longer, and what it was seen to find.

mod calls;
mod choose;
mod choose_loans;
mod compare;
mod drive;
mod faults;
mod mock;

use drive::{drive, shrink, Parted, Step};
use faults::Fault;

fn number(name: &str, otherwise: u64) -> u64 {
	std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn show(parted: &Parted, fault: Option<Fault>) -> String {
	let Parted { seed, step, what, steps } = parted;
	let (fewest, why) = shrink(parted, fault);
	let lines: Vec<_> =
		fewest.iter().map(|Step { today, op, by, .. }| format!("day {today}: {op:?} by {by:?}")).collect();
	let last = steps.last().map(|step| format!("{:?}", step.op)).unwrap_or_default();
	let again = format!("LINGNAN_MODEL_SEED={seed} LINGNAN_MODEL_STEPS={}", step + 1);
	format!(
		"{last}\nseed {seed}, step {step}: {what}\nagain: {again}\nthe fewest steps that were found ({why}):\n{}",
		lines.join("\n")
	)
}

#[test]
fn pallets_and_model_agree() {
	let (seed, steps) = (number("LINGNAN_MODEL_SEED", 1), number("LINGNAN_MODEL_STEPS", 20_000));
	let tally = drive(seed, steps, None).unwrap_or_else(|parted| panic!("{}", show(&parted, None)));
	for (what, (taken, refused)) in &tally.done {
		println!("{what}: {taken} taken, {refused} refused");
	}
	// A run that never does a thing says nothing of it.
	if steps >= 20_000 {
		let never: Vec<_> = tally.done.iter().filter(|(_, (taken, _))| *taken < 3).map(|(what, _)| what).collect();
		assert!(never.is_empty() && tally.done.len() == 55, "hardly ever taken: {never:?} of {}", tally.done.len());
	}
}

/// The seed of the first life in which a fault was seen, as its row in README.md says.
fn seed_of(fault: Fault) -> Option<u64> {
	let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).ok()?;
	let row = readme.lines().find(|line| line.contains(&format!("| `{fault:?}` |")))?;
	row.rsplit('|').nth(1)?.trim().parse().ok()
}

/// From the life in which each was seen on, so that it takes a moment and not minutes.
fn finds(faults: &[Fault]) {
	let mut missed = Vec::new();
	for fault in faults {
		let seed = number("LINGNAN_MODEL_SEED", seed_of(*fault).unwrap_or(1));
		match drive(seed, 40_000, Some(*fault)) {
			Ok(_) => missed.push(fault),
			Err(parted) => {
				let last = parted.steps.last().map(|step| step.op.kind()).unwrap_or_default();
				println!("{fault:?}: seed {}, step {}, {last}: {}", parted.seed, parted.step, parted.what);
			},
		}
	}
	assert!(missed.is_empty(), "not found: {missed:?}");
}

#[test]
fn faults_in_what_is_reserved_are_found() {
	finds(&faults::GROUND);
}

#[test]
fn faults_in_the_life_of_a_loan_are_found() {
	finds(&faults::MONEY);
}

#[test]
fn faults_in_documents_are_found() {
	finds(&faults::DOCUMENTS);
}

#[test]
fn faults_in_security_and_the_fund_are_found() {
	finds(&faults::SECURITY);
}

#[test]
fn faults_in_outcomes_and_ratings_are_found() {
	finds(&faults::OUTCOMES);
}

#[test]
fn faults_in_who_may_act_are_found() {
	finds(&faults::PARTIES);
}

#[test]
fn every_fault_stands_in_the_readme() {
	let missing: Vec<_> = faults::all().filter(|fault| seed_of(*fault).is_none()).collect();
	assert!(missing.is_empty(), "not in README.md, or without a seed: {missing:?}");
}

#[test]
fn a_disagreement_is_shown_in_few_steps() {
	let fault = Some(Fault::ProceedsLost);
	let Err(parted) = drive(seed_of(Fault::ProceedsLost).unwrap_or(1), 40_000, fault) else { panic!("not found") };
	let (fewest, _) = shrink(&parted, fault);
	assert!(fewest.len() < 30, "{} of {} steps", fewest.len(), parted.steps.len());
	println!("{}", show(&parted, fault));
}
