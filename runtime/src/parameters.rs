//! Numbers that governance may tune. Each group says who may ([`Keepers`]): the general track, or Root alone for the times
//! of governance itself, so that a quick decision cannot take the veto away.

use crate::{configs::governance::Governing, *};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{EnsureOrigin, EnsureOriginWithArg},
};
use frame_system::EnsureRoot;

#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// What agencies say.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod attestations {
		/// Days in which the agency must uphold or correct a disputed attestation.
		#[codec(index = 0)]
		pub static DisputeDays: u32 = 15;
	}

	/// What it adds up to.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod credit_scoring {
		/// Confidence, in basis points, at which too many defaults suspend a scorecard. `docs/scorecard-monitoring.md` says what
		/// follows from it: change it, and the sizes there change.
		#[codec(index = 0)]
		pub static Confidence: u32 = 9_970;
		/// Grades that one consent lets an enterprise prove towards its institution: each halves what is unknown.
		#[codec(index = 1)]
		pub static ThresholdsPerConsent: u32 = 2;
		/// Confidence, in basis points, at which too many defaults are warned of.
		#[codec(index = 2)]
		pub static WarningConfidence: u32 = 9_900;
		/// Correlation of the assets of two firms, in basis points: how much worse than the average a bad year may be.
		#[codec(index = 3)]
		pub static AssetCorrelation: u32 = 200;
		/// Fewer loans judge neither a grade nor a scorecard.
		#[codec(index = 4)]
		pub static LeastLoans: u32 = 30;
		/// Nor do loans to fewer borrowers.
		#[codec(index = 5)]
		pub static LeastBorrowers: u32 = 20;
		/// Nor loans of fewer institutions.
		#[codec(index = 6)]
		pub static LeastInstitutions: u32 = 3;
		/// A smaller loan counts for nothing: ten thousand, in minor units of its currency.
		#[codec(index = 7)]
		pub static LeastAmount: u64 = 1_000_000;
		/// Days for which a rating still counts after a newer attestation whose bin is not seen.
		#[codec(index = 8)]
		pub static GraceDays: u32 = 14;
	}

	/// What secures it: shares of a valuation, in basis points.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod collateral {
		#[codec(index = 0)]
		pub static InventionHaircut: u32 = 3_000;
		#[codec(index = 1)]
		pub static UtilityModelHaircut: u32 = 1_500;
		#[codec(index = 2)]
		pub static DesignHaircut: u32 = 1_000;
		#[codec(index = 3)]
		pub static TrademarkHaircut: u32 = 4_000;
		#[codec(index = 4)]
		pub static SoftwareCopyrightHaircut: u32 = 2_000;
		#[codec(index = 5)]
		pub static ReceivableHaircut: u32 = 8_000;
		/// Days for which the owners can object to an enforcement.
		#[codec(index = 6)]
		pub static ObjectionDays: u32 = 15;
		/// Days in which a court decides on an objection: as long as special procedures take (Civil Procedure Law).
		#[codec(index = 7)]
		pub static DecisionDays: u32 = 30;
		/// A loan's renewal keeps the rank of the lien that secured the old one. No rule was found that says so: by the Civil
		/// Code (article 414) the new lien ranks by its own registration.
		#[codec(index = 8)]
		pub static KeepRankOnRenewal: bool = false;
		/// How far below its valuation an asset may be taken or sold without papers of a sale. Basis points, 0 to 3,000: no lower
		/// than the first reserve price of a court's auction (Supreme People's Court, Fashi 2016 No. 18, article 10).
		#[codec(index = 9)]
		pub static PriceDiscount: u32 = 0;
	}

	/// Loans.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod financing {
		/// Days for which more than the materiality is past due, after which a loan is in default.
		#[codec(index = 0)]
		pub static DefaultAfterDays: u32 = 90;
		/// The most principal that an enterprise can owe in all currencies together: a hundred million yuan, in fen.
		#[codec(index = 1)]
		pub static EnterpriseLimit: u64 = 10_000_000_000;
		/// Days for which all that a loan needs is reserved from the acceptance of its terms.
		#[codec(index = 2)]
		pub static ReservationDays: u32 = 15;
		/// Days after a payment to the enterprise in which the institution states it: longer than the longest holidays.
		#[codec(index = 3)]
		pub static StatementDays: u32 = 10;
		/// Days in which the enterprise confirms or disputes a stated payment: the same.
		#[codec(index = 4)]
		pub static ConfirmationDays: u32 = 10;
		/// Days in which a disputed payment is answered and decided.
		#[codec(index = 5)]
		pub static DisputeDays: u32 = 15;
		/// Days by which a repayment can be recorded late.
		#[codec(index = 6)]
		pub static BackdatingDays: u32 = 30;
		/// Days in which an institution alone can reverse a repayment that it recorded.
		#[codec(index = 7)]
		pub static ReversalDays: u32 = 10;
		/// Days in which an institution answers a payment that the borrower states.
		#[codec(index = 8)]
		pub static ClaimDays: u32 = 10;
		/// What can be past due without consequence: a hundred yuan, in fen.
		#[codec(index = 9)]
		pub static MaterialArrears: u64 = 10_000;
		/// The same as a share of the loan's amount, in basis points: the lesser of both holds.
		#[codec(index = 10)]
		pub static MaterialShare: u32 = 100;
		/// What 1,000,000 cents of Hong Kong count towards limits, in fen: a round figure, to be kept near the market by
		/// governance.
		#[codec(index = 11)]
		pub static HongKongDollarRate: u32 = 915_000;
		/// The same of 1,000,000 avos.
		#[codec(index = 12)]
		pub static PatacaRate: u32 = 888_000;
		/// The same of 1,000,000 cents of the United States.
		#[codec(index = 13)]
		pub static UnitedStatesDollarRate: u32 = 7_100_000;
		/// Days after the call of a loan from which the compensation fund can be asked.
		#[codec(index = 14)]
		pub static CompensationDays: u32 = 90;
	}

	/// How long governance takes, in blocks. A network may begin with times of its own.
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod governance {
		/// For how long members can vote on a motion.
		#[codec(index = 0)]
		pub static MotionDuration: u32 = 5 * constants::DAYS;
		/// Between the passing of a motion and a general act: the time for a veto.
		#[codec(index = 1)]
		pub static GeneralDelay: u32 = 3 * constants::DAYS;
		/// The same for an upgrade.
		#[codec(index = 2)]
		pub static UpgradeDelay: u32 = 7 * constants::DAYS;
		/// For how long a third of the agencies stops a call, and by how much a majority prolongs it.
		#[codec(index = 3)]
		pub static StopDuration: u32 = 2 * constants::DAYS;
		/// For how long what a third stopped then rests: it cannot be stopped again by so few.
		#[codec(index = 4)]
		pub static StopRest: u32 = 14 * constants::DAYS;
	}

	/// What parties may use of the chain without coins, in its smallest units: 10^12 is a second of work. Each kind has the
	/// most that it may have used at a time, and what comes back with each block. `docs/fees.md` says why so much.
	#[dynamic_pallet_params]
	#[codec(index = 5)]
	pub mod allowances {
		/// Agencies that enter enterprises: as much as a block holds in each, and an hour's worth at once.
		#[codec(index = 0)]
		pub static RegistrarAllowance: Balance = 1_350 * constants::UNIT;
		#[codec(index = 1)]
		pub static RegistrarRecovery: Balance = 750 * constants::MILLIUNIT;
		/// Other agencies: a tenth of each block, and an hour's worth at once.
		#[codec(index = 2)]
		pub static AgencyAllowance: Balance = 135 * constants::UNIT;
		#[codec(index = 3)]
		pub static AgencyRecovery: Balance = 75 * constants::MILLIUNIT;
		/// Institutions: a fiftieth of each block, and an hour's worth at once.
		#[codec(index = 4)]
		pub static InstitutionAllowance: Balance = 27 * constants::UNIT;
		#[codec(index = 5)]
		pub static InstitutionRecovery: Balance = 15 * constants::MILLIUNIT;
		/// An enterprise: a quarter of a second a day.
		#[codec(index = 6)]
		pub static EnterpriseAllowance: Balance = 250 * constants::MILLIUNIT;
		#[codec(index = 7)]
		pub static EnterpriseRecovery: Balance = 6_000_000;
		/// Appraisers and validators: a second a day.
		#[codec(index = 8)]
		pub static OperatorAllowance: Balance = constants::UNIT;
		#[codec(index = 9)]
		pub static OperatorRecovery: Balance = 25 * constants::MICROUNIT;
	}

	/// What passes between the chains.
	#[dynamic_pallet_params]
	#[codec(index = 6)]
	pub mod cross_border {
		/// Messages that one institution can cause in a day.
		#[codec(index = 0)]
		pub static DailyMessages: u32 = 500;
	}

	/// Who acts for an enterprise.
	#[dynamic_pallet_params]
	#[codec(index = 7)]
	pub mod enterprise_registry {
		/// Days from the beginning of a recovery until the new account can accept control, and for which a veto stands.
		#[codec(index = 0)]
		pub static RecoveryDays: u32 = 14;
		/// Days after which a registrar's freeze ends by itself: longer than a recovery takes.
		#[codec(index = 1)]
		pub static FreezeDays: u32 = 30;
	}

	/// Whose nodes get blocks.
	#[dynamic_pallet_params]
	#[codec(index = 8)]
	pub mod peers {
		/// Nodes that an agency or institution can have in the register of peers.
		#[codec(index = 0)]
		pub static NodesPerMember: u32 = 3;
	}

	/// To whom files are encrypted.
	#[dynamic_pallet_params]
	#[codec(index = 9)]
	pub mod cards {
		/// Days for which a card holds at most: a year.
		#[codec(index = 0)]
		pub static CardDays: u32 = 366;
	}

	/// Who stands behind loans. No source was found for these days: they are to be set by what the places agree on.
	#[dynamic_pallet_params]
	#[codec(index = 12)]
	pub mod guarantees {
		/// Days after the call of the loan in which its lender calls a guarantee.
		#[codec(index = 0)]
		pub static CallDays: u32 = 180;
		/// Days past due, in default, after which a guarantee can be called without calling the loan.
		#[codec(index = 1)]
		pub static DefaultDays: u32 = 90;
		/// Days after the call of a guarantee in which its guarantors pay.
		#[codec(index = 2)]
		pub static PayDays: u32 = 30;
	}

	/// By which shares of its rate a contract may raise it. The mainland's are those of PBoC Yinfa 2003 No. 251, item 3; whether
	/// they bind small-loan and factoring companies is not settled, and of the other places no source was found: they are to be
	/// set by what the places know.
	#[dynamic_pallet_params]
	#[codec(index = 13)]
	pub mod lateness {
		/// The least in the mainland, on what is overdue: basis points of the rate.
		#[codec(index = 0)]
		pub static GuangdongOverdueLeast: u32 = 3_000;
		/// The most in the mainland, on what is overdue: basis points of the rate.
		#[codec(index = 1)]
		pub static GuangdongOverdueMost: u32 = 5_000;
		/// The least in the mainland, on what was not used as agreed: basis points of the rate.
		#[codec(index = 2)]
		pub static GuangdongMisuseLeast: u32 = 5_000;
		/// The most in the mainland, on what was not used as agreed: basis points of the rate.
		#[codec(index = 3)]
		pub static GuangdongMisuseMost: u32 = 10_000;
		/// The least in Hong Kong, on what is overdue: basis points of the rate.
		#[codec(index = 4)]
		pub static HongKongOverdueLeast: u32 = 0;
		/// The most in Hong Kong, on what is overdue: basis points of the rate.
		#[codec(index = 5)]
		pub static HongKongOverdueMost: u32 = 10_000;
		/// The least in Hong Kong, on what was not used as agreed: basis points of the rate.
		#[codec(index = 6)]
		pub static HongKongMisuseLeast: u32 = 0;
		/// The most in Hong Kong, on what was not used as agreed: basis points of the rate.
		#[codec(index = 7)]
		pub static HongKongMisuseMost: u32 = 10_000;
		/// The least in Macao, on what is overdue: basis points of the rate.
		#[codec(index = 8)]
		pub static MacaoOverdueLeast: u32 = 0;
		/// The most in Macao, on what is overdue: basis points of the rate.
		#[codec(index = 9)]
		pub static MacaoOverdueMost: u32 = 10_000;
		/// The least in Macao, on what was not used as agreed: basis points of the rate.
		#[codec(index = 10)]
		pub static MacaoMisuseLeast: u32 = 0;
		/// The most in Macao, on what was not used as agreed: basis points of the rate.
		#[codec(index = 11)]
		pub static MacaoMisuseMost: u32 = 10_000;
	}
}

/// Who may set a number.
pub struct Keepers;
impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for Keepers {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		match key {
			RuntimeParametersKey::Governance(_) => <EnsureRoot<AccountId> as EnsureOrigin<_>>::try_origin(origin),
			RuntimeParametersKey::Attestations(_)
			| RuntimeParametersKey::CreditScoring(_)
			| RuntimeParametersKey::Cards(_)
			| RuntimeParametersKey::Collateral(_)
			| RuntimeParametersKey::Financing(_)
			| RuntimeParametersKey::Lateness(_)
			| RuntimeParametersKey::CrossBorder(_)
			| RuntimeParametersKey::EnterpriseRegistry(_)
			| RuntimeParametersKey::Guarantees(_)
			| RuntimeParametersKey::Peers(_)
			| RuntimeParametersKey::Allowances(_) => <Governing as EnsureOrigin<_>>::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Attestations(dynamic_params::attestations::Parameters::DisputeDays(
			dynamic_params::attestations::DisputeDays,
			Some(15),
		))
	}
}
