//! Business time, on rehearsal networks.

super::calls! { "BusinessClock":
	/// Lets time pass (clock admin). At most 366 days at once.
	Advance = advance { seconds: u64 }
}
