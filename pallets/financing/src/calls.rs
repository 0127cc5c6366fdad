//! What can be called. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Apply for a product.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// The same rule as in matching decides: whatever that refuses is refused here. A withdrawn product, a
		/// suspended institution and a limit are refused by their own names. Needs a rating that counts
		/// and burns one use of a consent for assessment given to the product's institution, which must decide within the
		/// product's days. If the institution published a policy that the application keeps, its offer is made in the same
		/// block; what it does not keep is named, and an officer decides. A credit line that is named must have room.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Withdrawn`, `InvalidRequest`, `AlreadyApplied`, `TooManyApplications`, `TooManyToday`, `NoChampion`,
		/// `NotRated`, `Suspended`, `NotEligible`, `ExposureExceeded`, `NoConsent` of consents, and those of collateral for an
		/// asset that cannot be security.
		///
		/// ## Events
		/// `Used` of consents, `Applied`, perhaps `Offered` and `DecidedByPolicy`, or `LeftToOfficer`.
		#[pallet::call_index(7)]
		#[pallet::weight(
			Pallet::<T>::weight_of_applying()
				.saturating_add(request.renews.map_or(Weight::zero(), |_| Pallet::<T>::most_of_account()))
		)]
		pub fn apply(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			product: ProductId,
			request: RequestSpec,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let renewed = request.renews.map_or(Weight::zero(), Self::weight_of_account);
			let weight = Self::weight_of_applying().saturating_add(renewed);
			Self::spent(Self::do_apply(who, enterprise, product, request), weight)
		}

		/// Withdraw an application.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// At once while no terms are accepted. After that whoever may accept such terms withdraws, and the money may be on its way: the institution can still state what
		/// it paid until today, for the governed days; then `expire` frees what was reserved. An institution that did not pay
		/// frees it at once by `decline`.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `ApplicationWithdrawn`, or `WithdrawalNoticed`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::withdraw_application().saturating_add(Pallet::<T>::weight_of_closing()))]
		pub fn withdraw_application(origin: OriginFor<T>, application: ApplicationId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = T::WeightInfo::withdraw_application().saturating_add(Self::weight_to_close(application));
			Self::spent(Self::do_withdraw_application(who, application), weight)
		}

		/// Decline an application.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Before the loan lives, suspended or not; after disbursement only with `DisbursementReversed`, when the money came back
		/// before the enterprise's time to confirm is over. What was reserved is free. Declined for the credit itself though every
		/// stated rule was kept, it is on record as an override.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `Declined`, perhaps `DeadlineMissed` and `Overridden`.
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::decline()
				.saturating_add(Pallet::<T>::weight_of_override())
				.saturating_add(Pallet::<T>::weight_of_closing())
		)]
		pub fn decline(
			origin: OriginFor<T>,
			application: ApplicationId,
			reason: DeclineReason,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = T::WeightInfo::decline()
				.saturating_add(Self::weight_of_override())
				.saturating_add(Self::weight_to_close(application));
			Self::spent(Self::do_decline(who, application, reason), weight)
		}

		/// Offer terms for an application.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Within the product's ranges and not more than was asked for. Stands until `valid_until`, at most 90 days. Every cost
		/// stands on the sheet, and what lateness and misuse cost lies within the governed limits of the borrower's place. Schedule
		/// and yearly rates, all costs in, are computed as if the money went today, and are part of what the enterprise accepts. An
		/// offer of what the institution's policy did not take is on record as an override (`explain_override` says why).
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `OutsideProduct`, `Expired`, `SurchargeOutsideLimits`, `OrderIncomplete`,
		/// `InvalidCost`, `NoReference`, `NotQuoted`, `NotComputable`.
		///
		/// ## Events
		/// `Offered`, perhaps `DeadlineMissed` and `Overridden`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::make_offer().saturating_add(Pallet::<T>::weight_of_override()))]
		pub fn make_offer(origin: OriginFor<T>, application: ApplicationId, terms: OfferSpec) -> DispatchResult {
			Self::do_make_offer(ensure_signed(origin)?, application, terms)
		}

		/// Accept exactly the terms that were offered.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// `terms_hash`: Blake2-256 of the SCALE encoding of all terms, as `ApplicationView` shows it. Any other is refused.
		/// Everything that an application is judged by is judged again, as it stands today, and reserved for the governed
		/// days: each asset, with the institution's first-ranking lien on it and its document, and the room under every limit.
		/// Where documents are checked across a corridor, the institution claimed them before
		/// (`cross_border.claim_document`). The institution pays after this, and not before.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`, `TermsMismatch`, `NotRated`, `Suspended`,
		/// `NotEligible`, `SecuredTooLittle`, `ExposureExceeded`, and those of collateral and cross-border.
		///
		/// ## Events
		/// `LienReserved` of collateral, `OfferAccepted`.
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::accept_offer()
				.saturating_add(T::Ratings::weight())
				.saturating_add(T::Lines::weight())
				.saturating_add(T::Security::weight_abroad().saturating_mul(MAX_SECURITY.into()))
		)]
		pub fn accept_offer(
			origin: OriginFor<T>,
			application: ApplicationId,
			terms_hash: H256,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let abroad = T::Security::weight_abroad().saturating_mul(Self::assets_of(application).into());
			let own =
				T::WeightInfo::accept_offer().saturating_add(T::Ratings::weight()).saturating_add(T::Lines::weight());
			Self::spent(Self::do_accept_offer(who, application, terms_hash), own.saturating_add(abroad))
		}

		/// Refuse an offer.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// Closes the application.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `OfferRefused`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::refuse_offer().saturating_add(T::Guarantees::weight()))]
		pub fn refuse_offer(origin: OriginFor<T>, application: ApplicationId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			// Nothing is reserved before an offer is accepted.
			let freed = T::Guarantees::weight_of(application.loan());
			let weight = T::WeightInfo::refuse_offer().saturating_add(freed);
			Self::spent(Self::do_refuse_offer(who, application), weight)
		}

		/// Record that a time has passed.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// A missed deadline for decision is recorded and counted once; the application stays open for 90 days more and then
		/// expires. An offer that is over closes its application, and so does an accepted one whose last day for the money, and
		/// for stating it, is over. A disputed payment that the institution did not answer and nobody decided counts
		/// as not made.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotExpired`.
		///
		/// ## Events
		/// `DeadlineMissed`, `ApplicationExpired`, `ApplicationWithdrawn` or `PaymentAnnulled`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::expire().saturating_add(Pallet::<T>::weight_of_closing()))]
		pub fn expire(origin: OriginFor<T>, application: ApplicationId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = T::WeightInfo::expire().saturating_add(Self::weight_to_close(application));
			Self::spent(Self::do_expire(application), weight)
		}

		/// State that the money was sent.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// A statement of what has happened: nothing that was reserved is asked for again. `reference`: of the payment, ASCII.
		/// `value_date`: the day on which the money went, days since 1970; from the acceptance to the last day for the money,
		/// not in the future, and stated within the governed days. Interest runs from it.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`.
		///
		/// ## Events
		/// `Disbursed`.
		#[pallet::call_index(14)]
		pub fn disburse(
			origin: OriginFor<T>,
			application: ApplicationId,
			reference: Text<64>,
			value_date: Date,
		) -> DispatchResult {
			Self::do_disburse(ensure_signed(origin)?, application, reference, value_date)
		}

		/// Confirm that the money arrived.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// With the same reference. Liens are bound and the loan lives. A dispute is taken back by it.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `ReferenceMismatch`.
		///
		/// ## Events
		/// `LienBound` of collateral, `Queued` of cross-border, `LoanStarted`.
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::weight_of_beginning(MAX_SECURITY))]
		pub fn confirm_receipt(
			origin: OriginFor<T>,
			application: ApplicationId,
			reference: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::weight_of_beginning(Self::assets_of(application));
			Self::spent(Self::do_confirm_receipt(who, application, reference), weight)
		}

		/// Record a repayment.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// Spent in the agreed order, on the day on which it counts (`value_date`, days since 1970):
		/// not before the loan nor in the future, and no further back than the governed days, or than the borrower stated.
		/// What was entered for later days is calculated again. Partial and early ones are taken; the last one closes the loan
		/// and frees its security. It answers a claim with the same reference. A default that was
		/// noted and not called is undone if the loan never was in default by what is known now.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`, `AlreadyRecorded`, `LimitExceeded`,
		/// `AboveDebt`, `TooManyPostings`.
		///
		/// ## Events
		/// `Repaid`, perhaps `DefaultUndone`, `LoanClosed` and `LienReleased` of collateral.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::record_repayment().saturating_add(Pallet::<T>::most_of_entry()))]
		pub fn record_repayment(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on_entry(loan, T::WeightInfo::record_repayment(), || {
				Self::do_record_repayment(who, loan, amount, reference, value_date)
			})
		}

		/// Charge costs of collection.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Only on a loan in arrears or default, in all at most a tenth of its amount. Whatever else it costs stands on the sheet
		/// that the enterprise accepted: nothing can be charged that does not.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidName`, `NotInArrears`, `LimitExceeded`, `TooManyPostings`.
		///
		/// ## Events
		/// `Charged`.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::levy_charge().saturating_add(Pallet::<T>::most_of_account()))]
		pub fn levy_charge(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reason: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on(loan, T::WeightInfo::levy_charge(), || Self::do_levy_charge(who, loan, amount, reason))
		}

		/// Declare a loan to be in default, and call it.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// After the governed number of days with more past due than the governed materiality. Everything becomes due, liens
		/// can be enforced, and the outcome counts against the scorecard unless it counted already. Not while a payment that
		/// the borrower stated before that day is unanswered.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `ClaimUnanswered`, `NotInArrears`.
		///
		/// ## Events
		/// `LoanCalled`, perhaps `Defaulted`, `LienDefaulted` of collateral.
		#[pallet::call_index(18)]
		#[pallet::weight(
			T::WeightInfo::declare_default()
				.saturating_add(Pallet::<T>::most_of_account())
				.saturating_add(T::Outcomes::weight())
				.saturating_add(T::Guarantees::weight())
		)]
		pub fn declare_default(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let own = T::WeightInfo::declare_default()
				.saturating_add(T::Outcomes::weight())
				.saturating_add(T::Guarantees::weight());
			Self::spent_on(loan, own, || Self::do_declare_default(who, loan))
		}

		/// Write a loan off, wholly or in part.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Only a loan in default, and only ever more of it. What is written off can still be repaid.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `LimitExceeded`, `NotMoreSevere`.
		///
		/// ## Events
		/// `WrittenOff`.
		#[pallet::call_index(19)]
		pub fn write_off(origin: OriginFor<T>, loan: LoanId, share: BasisPoints) -> DispatchResult {
			Self::do_write_off(ensure_signed(origin)?, loan, share)
		}

		/// Set the most that the institution lends to one enterprise.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// In one currency, minor units. None lifts the limit.
		///
		/// ## Errors
		/// `NotAuthorized`, `LimitExceeded`.
		///
		/// ## Events
		/// `ExposureLimitSet`.
		#[pallet::call_index(20)]
		pub fn set_exposure_limit(origin: OriginFor<T>, limit: Option<Amount>, currency: Currency) -> DispatchResult {
			Self::do_set_exposure_limit(ensure_signed(origin)?, limit, currency)
		}

		/// Set what the public fund pays on a default.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// `share` of the principal, until `budget` is spent. A budget below what the fund bears is refused.
		///
		/// ## Errors
		/// `LimitExceeded`.
		///
		/// ## Events
		/// `CompensationSet`.
		#[pallet::call_index(21)]
		pub fn set_compensation(
			origin: OriginFor<T>,
			currency: Currency,
			share: BasisPoints,
			budget: Amount,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_compensation(currency, share, budget)
		}

		/// Begin a loan that nobody objected to.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// When the enterprise neither confirmed nor disputed the stated payment in time, or the institution answered a
		/// dispute and nobody decided it in time. The loan begins on the day on which the money went. The loan's other calls
		/// begin it by themselves.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotExpired`.
		///
		/// ## Events
		/// `LienBound` of collateral, `Queued` of cross-border, `LoanStarted`.
		#[pallet::call_index(22)]
		#[pallet::weight(Pallet::<T>::weight_of_beginning(MAX_SECURITY))]
		pub fn start_loan(origin: OriginFor<T>, application: ApplicationId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::weight_of_beginning(Self::assets_of(application));
			Self::spent(Self::do_start_loan(application), weight)
		}

		/// Dispute that the money came.
		///
		/// ## Origin
		/// Signed by anybody who acts for the enterprise, also while it is frozen: a dispute protects it and binds it to nothing.
		///
		/// ## Details
		/// In the governed days after the institution's statement. `evidence`: hash of what shows it. What was reserved stays
		/// reserved until it is found who is right.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `PaymentDisputed`.
		#[pallet::call_index(23)]
		pub fn dispute_payment(origin: OriginFor<T>, application: ApplicationId, evidence: H256) -> DispatchResult {
			Self::do_dispute_payment(ensure_signed(origin)?, application, evidence)
		}

		/// Answer a dispute.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// `evidence`: hash of what shows that the money went. An institution that does not answer in time has no loan, unless
		/// it is found that it paid.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `DisputeAnswered`.
		#[pallet::call_index(24)]
		pub fn answer_dispute(origin: OriginFor<T>, application: ApplicationId, evidence: H256) -> DispatchResult {
			Self::do_answer_dispute(ensure_signed(origin)?, application, evidence)
		}

		/// Find whether a disputed payment was made.
		///
		/// ## Origin
		/// The arbiter: an agency with the regulator's right, or governance.
		///
		/// ## Details
		/// `Paid` begins the loan, `NotPaid` ends it before it began. Within the governed days of the dispute.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `DisputeDecided`, then `LoanStarted` or `PaymentAnnulled`.
		#[pallet::call_index(25)]
		#[pallet::weight(
			T::WeightInfo::decide_dispute()
				.saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY).max(Pallet::<T>::weight_of_closing()))
		)]
		pub fn decide_dispute(origin: OriginFor<T>, application: ApplicationId, finding: Finding) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::do_decide_dispute(application, finding)
		}

		/// Reverse an entry on a loan's account.
		///
		/// ## Origin
		/// Signed by the institution, or for the enterprise by who may confirm so much.
		///
		/// ## Details
		/// A repayment that was mistyped or bounced, or a charge. The institution alone may reverse a charge at any time, and a
		/// repayment within the governed days after it was recorded; beyond that, and for the enterprise, the first signature
		/// asks and the other side's, within as many days, makes it so. The entry stays in sight and does not count; all later ones are reckoned
		/// again, and the reference is free. A loan that the payment had closed lives again, in default if it was, and with
		/// its liens restored where nobody came in between. Without a wrong charge a default that was noted and not called may
		/// never have been one: then it is undone. A charge that was paid beyond what would then be owed cannot be
		/// reversed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyReversed`, `InvalidName`, `NotReversible`, `AboveDebt`.
		///
		/// ## Events
		/// `ReversalAsked`, or `PostingReversed`, perhaps `DefaultUndone`, `LoanReopened` or `LoanClosed`.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::reverse().saturating_add(Pallet::<T>::most_of_entry()))]
		pub fn reverse(
			origin: OriginFor<T>,
			loan: LoanId,
			posting: u32,
			reason: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on_entry(loan, T::WeightInfo::reverse(), || Self::do_reverse(who, loan, posting, reason))
		}

		/// Have a loan's arrears recorded.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// The days for which more than the governed materiality is past due. From the governed number of days on the loan is
		/// in default and counts against the scorecard, whatever its lender says; only the lender can call it. A payment that
		/// the borrower stated before that day delays this while the lender's days to answer run. Once a day.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotInArrears`, `AlreadyNoted`.
		///
		/// ## Events
		/// `ArrearsNoted`, perhaps `Defaulted`.
		#[pallet::call_index(27)]
		#[pallet::weight(
			T::WeightInfo::note_arrears()
				.saturating_add(Pallet::<T>::most_of_account())
				.saturating_add(T::Outcomes::weight())
		)]
		pub fn note_arrears(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let own = T::WeightInfo::note_arrears().saturating_add(T::Outcomes::weight());
			Self::spent_on(loan, own, || Self::do_note_arrears(loan))
		}

		/// State a payment that the lender has not recorded.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// `value_date`: the day on which the money went; `evidence`: hash of what shows it. The lender records it or refuses
		/// it in the governed days; later it is overdue, for everybody to see.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`, `LimitExceeded`, `AlreadyRecorded`,
		/// `AlreadyClaimed`, `TooManyClaims`.
		///
		/// ## Events
		/// `PaymentClaimed`.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::claim_payment().saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY)))]
		pub fn claim_payment(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
			evidence: H256,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let stated = PaymentStatement { amount, reference, value_date, evidence };
			let weight = T::WeightInfo::claim_payment().saturating_add(Self::weight_to_begin(loan));
			Self::spent(Self::do_claim_payment(who, loan, stated), weight)
		}

		/// Refuse a payment that the borrower states.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// With a reason, for everybody to see. A payment that did come is recorded with its reference instead.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `InvalidName`, `InvalidReference`.
		///
		/// ## Events
		/// `ClaimRefused`.
		#[pallet::call_index(29)]
		pub fn refuse_claim(
			origin: OriginFor<T>,
			loan: LoanId,
			reference: Text<64>,
			reason: Text<64>,
		) -> DispatchResult {
			Self::do_refuse_claim(ensure_signed(origin)?, loan, reference, reason)
		}

		/// Ask the public fund for its share of a default.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// From the governed number of days after the call of the loan on.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `AlreadyAsked`, `TooEarly`.
		///
		/// ## Events
		/// `CompensationAsked`.
		#[pallet::call_index(30)]
		pub fn ask_compensation(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			Self::do_ask_compensation(ensure_signed(origin)?, loan)
		}

		/// Have the public fund pay its share of a default.
		///
		/// ## Origin
		/// The arbiter: an agency with the regulator's right, or governance.
		///
		/// ## Details
		/// What the institution asked for: the fund's share of the principal that is owed now, as far as its budget goes. What
		/// is recovered afterwards goes back to the fund in proportion, and a reversed payment takes it out again.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`.
		///
		/// ## Events
		/// `CompensationSettled`, `Compensated`.
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::approve_compensation().saturating_add(Pallet::<T>::most_of_account()))]
		pub fn approve_compensation(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::do_approve_compensation(loan)
		}

		/// Take the rate of a loan anew.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// Enters each rate whose agreed day has come: what the reference last stood at by that day, with the spread, and no less
		/// than the floor. Every other call on the loan's account does the same first, and views show it before.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotRepriced`.
		///
		/// ## Events
		/// `Repriced`.
		#[pallet::call_index(32)]
		#[pallet::weight(T::WeightInfo::reprice().saturating_add(Pallet::<T>::most_of_account()))]
		pub fn reprice(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::spent_on(loan, T::WeightInfo::reprice(), || Self::do_reprice(loan))
		}

		/// Forgive a part of what is owed, or the rest of it.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// An entry by which no money comes; it is spent as a payment is. What settles the loan below its payoff is a payment and
		/// then this. It is not taken back. Not where a guarantor or the public fund bears a part.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidName`, `LimitExceeded`, `AboveDebt`, `OthersHavePaid`,
		/// `TooManyPostings`.
		///
		/// ## Events
		/// `Forgiven`, perhaps `LoanClosed`.
		#[pallet::call_index(33)]
		#[pallet::weight(T::WeightInfo::record_repayment().saturating_add(Pallet::<T>::most_of_entry()))]
		pub fn forgive(
			origin: OriginFor<T>,
			loan: LoanId,
			amount: Amount,
			reason: Text<64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let base = T::WeightInfo::record_repayment().saturating_add(T::Guarantees::weight_of(loan));
			Self::spent_on(loan, base, || Self::do_forgive(who, loan, amount, reason))
		}

		/// Declare that the money was not used as agreed.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// From today on what is outstanding bears the contract's rate raised by the agreed surcharge for misuse; what is overdue
		/// too bears the heavier of both surcharges alone (PBoC Yinfa 2003 No. 251, item 3). `evidence`: hash of what shows it.
		/// The institution takes it back by `reverse`.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `AlreadyDeclared`, `TooManyPostings`.
		///
		/// ## Events
		/// `MisuseDeclared`.
		#[pallet::call_index(34)]
		#[pallet::weight(T::WeightInfo::levy_charge().saturating_add(Pallet::<T>::most_of_account()))]
		pub fn declare_misuse(origin: OriginFor<T>, loan: LoanId, evidence: H256) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on(loan, T::WeightInfo::levy_charge(), || Self::do_declare_misuse(who, loan, evidence))
		}

		/// Propose other conditions for a loan that runs.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// An extension changes the term alone, of a loan on which nothing is due, and together with those before by no more than
		/// the rules allow (up to a year the loan's own term, up to five years half of it, else three years). A restructuring may
		/// change all, also of a loan in default or called; its rate is not above the one in force, and interest, penalty and
		/// costs that are due stay due. `amendment.conditions.amount` is the principal that is not due, and with
		/// `reschedules_arrears` what is due of it, on the day on which the enterprise accepts. A new proposal takes the place of
		/// the one before, and guarantors are asked about it anew.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`, `TooManyAmendments`, `OtherPrincipal`, `Dearer`, `InArrears`,
		/// `NotAnExtension`, `ExtendedTooFar`, `LienTooShort` of collateral, and those of `make_offer` about conditions.
		///
		/// ## Events
		/// `AmendmentProposed`.
		#[pallet::call_index(35)]
		#[pallet::weight(
			T::WeightInfo::make_offer()
				.saturating_add(Pallet::<T>::weight_of_neighbours_asked())
				.saturating_add(Pallet::<T>::most_of_account())
		)]
		pub fn propose_amendment(
			origin: OriginFor<T>,
			loan: LoanId,
			amendment: Amendment,
			valid_until: Timestamp,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let base = T::WeightInfo::make_offer().saturating_add(Self::weight_of_neighbours_asked());
			Self::spent_on(loan, base, || Self::do_propose_amendment(who, loan, amendment, valid_until))
		}

		/// Accept exactly the conditions that were proposed.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise, or who may accept so much for it.
		///
		/// ## Details
		/// `amendment_hash`: Blake2-256 of the SCALE encoding of the loan's number and the amendment, as `LoanView` shows it. They
		/// hold from today on, as an entry of its own; a call of the loan is taken back with them. Whoever stands behind the loan
		/// agrees first.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `NothingProposed`, `Expired`, `TermsMismatch`, `GuarantorsNotAgreed`, and those
		/// of `propose_amendment`.
		///
		/// ## Events
		/// `Amended`.
		#[pallet::call_index(36)]
		#[pallet::weight(
			T::WeightInfo::levy_charge()
				.saturating_add(Pallet::<T>::weight_of_neighbours_asked())
				.saturating_add(Pallet::<T>::most_of_account())
		)]
		pub fn accept_amendment(
			origin: OriginFor<T>,
			loan: LoanId,
			amendment_hash: H256,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let base = T::WeightInfo::levy_charge().saturating_add(Self::weight_of_neighbours_asked());
			Self::spent_on(loan, base, || Self::do_accept_amendment(who, loan, amendment_hash))
		}

		/// Find that a default is cured.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Of a loan that was not called, or not any more, on which nothing is due and nothing is written off. That it was in
		/// default stays on record and counts for its scorecard; it can be found in default again, which counts no second time.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InArrears`.
		///
		/// ## Events
		/// `DefaultCured`.
		#[pallet::call_index(37)]
		#[pallet::weight(T::WeightInfo::levy_charge().saturating_add(Pallet::<T>::most_of_account()))]
		pub fn cure(origin: OriginFor<T>, loan: LoanId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::spent_on(loan, T::WeightInfo::levy_charge(), || Self::do_cure(who, loan))
		}

		/// Settle a loan with the one that renews it, without money moving.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// For an application that names the loan and whose terms were accepted, as the new contract and with it the new security.
		/// Asked for, accepted and done before the old loan's maturity; nothing of that is due, it is not in default, called or
		/// misused, and the new loan lends what closes it to the unit: interest so far is paid before (NFRA Jingui 2024 No. 13). The
		/// new loan runs from today; the old one closes, and what secured both is carried over.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`, `NotRenewable`, `RenewedTooLate`, `NotInGoodStanding`,
		/// `RenewalNotCovered`, `OthersHavePaid`, and those of collateral.
		///
		/// ## Events
		/// `LoanClosed`, `LoanRenewed`, `LoanStarted`.
		#[pallet::call_index(38)]
		#[pallet::weight(
			T::WeightInfo::confirm_receipt()
				.saturating_add(Pallet::<T>::most_of_entry())
				.saturating_add(Pallet::<T>::weight_of_beginning(MAX_SECURITY))
		)]
		pub fn renew(origin: OriginFor<T>, application: ApplicationId) -> DispatchResult {
			Self::do_renew(ensure_signed(origin)?, application)
		}

		/// Record one payment on several loans of one borrower.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// All of the payment, or nothing. Split on its day (`value_date`, days since 1970) by the law (Civil Code 560): the loan
		/// that the borrower named first; without a name, or beyond what that owes, what is due before what is not; of that what
		/// has neither security nor guarantor, then what bears the highest rate, then the oldest, and what is alike in
		/// proportion. Each part is an entry of its own under the one reference, spent in the order of its loan.
		///
		/// ## Errors
		/// `NotOneDebtor`, `TooMuchAtOnce`, and those of `record_repayment` on each loan.
		///
		/// ## Events
		/// `Repaid` and what follows from it for each loan that gets a part, `PaymentSplit`.
		#[pallet::call_index(40)]
		#[pallet::weight(Pallet::<T>::most_of_several(loans.len()))]
		pub fn repay_several(
			origin: OriginFor<T>,
			loans: BoundedVec<LoanId, ConstU32<MAX_TOGETHER>>,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
			named: Option<LoanId>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::weight_of_several(&loans).min(Self::most_of_several(loans.len()));
			let payment = OnSeveral { amount, reference, value_date, named };
			Self::spent(Self::do_repay_several(who, loans, payment), weight)
		}

		/// Take back the other conditions that were proposed for a loan.
		///
		/// ## Origin
		/// Signed by the institution, also one that is suspended.
		///
		/// ## Details
		/// Also of a proposal whose time is over. What guarantors agreed to is over with it: if the same is proposed again, they
		/// are asked again.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NothingProposed`.
		///
		/// ## Events
		/// `AmendmentWithdrawn`.
		#[pallet::call_index(39)]
		#[pallet::weight(T::WeightInfo::withdraw_amendment().saturating_add(T::Guarantees::weight()))]
		pub fn withdraw_amendment(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			Self::do_withdraw_amendment(&ensure_signed(origin)?, loan)
		}

		/// Say why an offer was made that the institution's own policy does not take.
		///
		/// ## Origin
		/// Signed by the institution, suspended or not.
		///
		/// ## Details
		/// Once, of an offer that is on record as an override. Best in one batch with the offer.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`.
		///
		/// ## Events
		/// `OverrideExplained`.
		#[pallet::call_index(41)]
		pub fn explain_override(
			origin: OriginFor<T>,
			application: ApplicationId,
			reason: OverrideReason,
		) -> DispatchResult {
			Self::do_explain_override(ensure_signed(origin)?, application, reason)
		}
	}
}
