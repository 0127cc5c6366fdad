//! What a test breaks. The list with its reasons stands in README.md.

use std::cell::Cell;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	// Money moves only onto reserved ground.
	BindsWithoutReserving,
	LimitForgetsReserved,
	HongKongAtPar,
	CentSecuresMillions,
	ReservationStays,
	// The loan exists from the day the money went.
	InterestFromStatement,
	SilenceBeginsNothing,
	SilenceIsLonger,
	DisputeIsLonger,
	ReferencesAsTyped,
	ValueDateIgnored,
	LenderReversesForEver,
	ClaimHidesDefault,
	DefaultHidden,
	OneFenIsDefault,
	// One document, one loan.
	SpellingIsAnotherDocument,
	AnybodyAttests,
	AbroadNotAsked,
	// Security lives as long as the debt.
	LienLapsesUnderLoan,
	LienShorterThanLoan,
	LienOutlivesDebt,
	LienNotRestored,
	DefaultNotTold,
	ProceedsLost,
	JuniorsForgotten,
	OwnersDaysForgotten,
	CourtIgnored,
	FundPaysTwice,
	FundGetsNothingBack,
	FundForgetsItsPart,
	// A scorecard is judged fairly.
	OutcomeCountedTwice,
	DefaultNeverUndone,
	RatingForEver,
	// Companies and keys, and what else.
	AnybodySigns,
	FrozenFirmSigns,
	OfficerWithoutLimit,
	SuspendedBankTakesLiens,
	ClockSkips,
}

use Fault::*;

pub const GROUND: [Fault; 5] =
	[BindsWithoutReserving, LimitForgetsReserved, HongKongAtPar, CentSecuresMillions, ReservationStays];
pub const MONEY: [Fault; 10] = [
	InterestFromStatement,
	SilenceBeginsNothing,
	SilenceIsLonger,
	DisputeIsLonger,
	ReferencesAsTyped,
	ValueDateIgnored,
	LenderReversesForEver,
	ClaimHidesDefault,
	DefaultHidden,
	OneFenIsDefault,
];
pub const DOCUMENTS: [Fault; 3] = [SpellingIsAnotherDocument, AnybodyAttests, AbroadNotAsked];
pub const SECURITY: [Fault; 12] = [
	LienLapsesUnderLoan,
	LienShorterThanLoan,
	LienOutlivesDebt,
	LienNotRestored,
	DefaultNotTold,
	ProceedsLost,
	JuniorsForgotten,
	OwnersDaysForgotten,
	CourtIgnored,
	FundPaysTwice,
	FundGetsNothingBack,
	FundForgetsItsPart,
];
pub const OUTCOMES: [Fault; 3] = [OutcomeCountedTwice, DefaultNeverUndone, RatingForEver];
pub const PARTIES: [Fault; 5] =
	[AnybodySigns, FrozenFirmSigns, OfficerWithoutLimit, SuspendedBankTakesLiens, ClockSkips];

pub fn all() -> impl Iterator<Item = Fault> {
	let groups: [&[Fault]; 6] = [&GROUND, &MONEY, &DOCUMENTS, &SECURITY, &OUTCOMES, &PARTIES];
	groups.into_iter().flatten().copied()
}

thread_local! {
	static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
}

pub fn plant(fault: Option<Fault>) {
	FAULT.set(fault);
}

pub fn is(fault: Fault) -> bool {
	FAULT.get() == Some(fault)
}
