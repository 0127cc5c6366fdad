//! Numbers that are part of the chain's meaning. Those that governance may tune are in `parameters.rs`.

/// Time between blocks, in milliseconds.
pub const MILLISECONDS_PER_BLOCK: u64 = 2_000;

/// Time, in blocks.
pub const MINUTES: u32 = 60_000 / MILLISECONDS_PER_BLOCK as u32;
pub const HOURS: u32 = 60 * MINUTES;
pub const DAYS: u32 = 24 * HOURS;

/// The coin, as wallets name and divide it. Hardware shows it, so both are part of what it signs.
pub const TOKEN_SYMBOL: &str = "LN";
pub const TOKEN_DECIMALS: u8 = 12;

/// The coin that strangers pay fees with. Those whom the registers know need none.
pub const UNIT: u128 = 1_000_000_000_000;
pub const MILLIUNIT: u128 = UNIT / 1_000;
pub const MICROUNIT: u128 = UNIT / 1_000_000;

/// Validators at most.
pub const MAX_VALIDATORS: u32 = 100;

/// Validators that governance and those who leave must let remain: the fewest that finalise although one fails.
pub const MIN_VALIDATORS: u32 = 4;

/// Members of a council at most.
pub const MAX_COUNCILLORS: u32 = 150;

/// Open motions of one councillor in a council.
pub const MOTIONS_OF_ONE: u32 = 2;

/// Open motions of a council at most: every member's own. Whatever others move, there is room for a veto or a stop.
pub const MAX_MOTIONS: u32 = MAX_COUNCILLORS * MOTIONS_OF_ONE;

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_day_has_43200_blocks_of_two_seconds() {
		assert_eq!(DAYS, 43_200);
	}
}
