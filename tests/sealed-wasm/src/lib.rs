//! Two functions for the executor to call: one reads proofs and what they are about, and verifies them; one makes them.

#![no_std]

extern crate alloc;

use alloc::{string::String, vec::Vec};
use core::alloc::{GlobalAlloc, Layout};
use lingnan_sealed::{
	merlin::Transcript, prove_form, rehearsal_rng, Attestation, Batch, Bits, Commitment, FormClaim, GradeClaim,
	Opening, Point, SecretTotal, Total,
};

/// The node's allocator, which the runtime has too.
struct Host;

extern "C" {
	fn ext_allocator_malloc_version_1(size: u32) -> u32;
	fn ext_allocator_free_version_1(at: u32);
}

unsafe impl GlobalAlloc for Host {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		ext_allocator_malloc_version_1(layout.size() as u32) as *mut u8
	}

	unsafe fn dealloc(&self, at: *mut u8, _: Layout) {
		ext_allocator_free_version_1(at as u32)
	}
}

#[global_allocator]
static HOST: Host = Host;

#[panic_handler]
fn panicked(_: &core::panic::PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}

/// What is called. Answers nothing if all proofs hold, and traps otherwise.
#[no_mangle]
pub extern "C" fn verify(at: u32, length: u32) -> u64 {
	let input = unsafe { core::slice::from_raw_parts(at as *const u8, length as usize) };
	Input(input).verify();
	0
}

/// As a browser's page would: one thread, no instructions for vectors. Traps if there is nothing to prove.
#[no_mangle]
pub extern "C" fn prove(at: u32, length: u32) -> u64 {
	let input = unsafe { core::slice::from_raw_parts(at as *const u8, length as usize) };
	Input(input).prove();
	0
}

fn enterprise() -> String {
	String::from("CN:91440300708461136T")
}

fn form_claim(attestations: Vec<Attestation>) -> FormClaim {
	FormClaim::new([7; 32], enterprise(), attestations).unwrap()
}

fn grade_claim() -> GradeClaim {
	GradeClaim {
		genesis_hash: [7; 32],
		enterprise: enterprise(),
		scorecard: 0,
		grade: 4,
		cut_off: 500,
		used: Vec::new(),
		institution: None,
		nonce: 0,
	}
}

struct Input<'a>(&'a [u8]);

impl Input<'_> {
	fn bytes(&mut self, count: usize) -> Vec<u8> {
		let (taken, rest) = self.0.split_at(count);
		self.0 = rest;
		taken.into()
	}

	fn number(&mut self) -> usize {
		u16::from_le_bytes(self.bytes(2).try_into().unwrap()).into()
	}

	fn point(&mut self) -> Point {
		self.bytes(32).try_into().unwrap()
	}

	fn counted(&mut self) -> Vec<u8> {
		let count = self.number();
		self.bytes(count)
	}

	/// In this order: attestations, each with its points and its commitments but the last; a form
	/// proof or nothing; a grade proof or nothing; range proofs.
	fn verify(mut self) {
		let (mut attestations, mut total) = (Vec::new(), Total::new(500));
		let mut batch = Batch::new();
		for _ in 0..self.number() {
			let bins = self.number();
			let points: Vec<i16> = (0..bins).map(|_| self.number() as i16).collect();
			let stored: Vec<Point> = (1..bins).map(|_| self.point()).collect();
			let attestation = Attestation::read(1, 1, &stored).unwrap();
			total.add_attestation(&points, &attestation).unwrap();
			attestations.push(attestation);
		}
		let form = self.counted();
		if !form.is_empty() {
			batch = batch.form(&form_claim(attestations), &form).unwrap();
		}
		let grade = self.counted();
		if !grade.is_empty() {
			batch = batch.grade(&grade_claim(), &total, &grade).unwrap();
		}
		for _ in 0..self.number() {
			let bits = match self.number() {
				8 => Bits::Eight,
				16 => Bits::Sixteen,
				32 => Bits::ThirtyTwo,
				_ => Bits::SixtyFour,
			};
			let values: Vec<_> = (0..self.number()).map(|_| Commitment::read(&self.point()).unwrap()).collect();
			let proof = self.counted();
			batch = batch.range(&Transcript::new(b"measured"), bits, &values, &proof).unwrap();
		}
		if batch.proofs() > 0 {
			batch.verify().unwrap();
		}
	}

	/// In this order: whether the form is proved, whether the grade is; attestations, each with its points, its bin and its
	/// blindings.
	fn prove(mut self) {
		let (form, grade) = (self.number() == 1, self.number() == 1);
		let (mut attestations, mut openings) = (Vec::new(), Vec::new());
		let (mut total, mut secret) = (Total::new(500), SecretTotal::new(500));
		for _ in 0..self.number() {
			let bins = self.number();
			let points: Vec<i16> = (0..bins).map(|_| self.number() as i16).collect();
			let bin = self.number() as u8;
			let opening = Opening { bin, blindings: (0..bins).map(|_| self.point()).collect() };
			let attestation = Attestation::read(1, 1, &opening.stored().unwrap()).unwrap();
			total.add_attestation(&points, &attestation).unwrap();
			secret.add_opening(&points, &opening).unwrap();
			attestations.push(attestation);
			openings.push(opening);
		}
		let rng = &mut rehearsal_rng(b"again");
		if form {
			prove_form(&form_claim(attestations), &openings, rng).unwrap();
		}
		if grade {
			lingnan_sealed::prove(&grade_claim(), &total, &secret, rng).unwrap();
		}
	}
}
