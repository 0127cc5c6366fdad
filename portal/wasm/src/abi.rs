//! How a page calls: it writes arguments where `alloc` says, calls with place and length, and gets place and length of the answer
//! in one number of 64 bits, the place in the upper half. Both are given back by `free`. A panic traps.
#![allow(unsafe_code)]

use alloc::{boxed::Box, vec::Vec};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panicked(_: &core::panic::PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}

/// Room for so many bytes.
#[no_mangle]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
	let room: Box<[u8]> = core::iter::repeat_n(0, length).collect();
	Box::into_raw(room).cast()
}

/// Overwrites room that `alloc` or an answer gave, and gives it back.
#[no_mangle]
pub extern "C" fn free(at: *mut u8, length: usize) {
	// It was made as a boxed slice of that length, here or in `exported`.
	let mut room = unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(at, length)) };
	for byte in &mut room {
		// A plain write before the memory is given back may be left out.
		unsafe { core::ptr::write_volatile(byte, 0) };
	}
}

/// Hands arguments to a function and its answer to the page. Takes back the room of the arguments.
pub fn exported(at: *mut u8, length: usize, by: impl Fn(&[u8]) -> Vec<u8>) -> u64 {
	let answer = by(unsafe { core::slice::from_raw_parts(at, length) }).into_boxed_slice();
	free(at, length);
	let length = answer.len() as u64;
	let at = Box::into_raw(answer).cast::<u8>() as usize as u64;
	at << 32 | length
}
