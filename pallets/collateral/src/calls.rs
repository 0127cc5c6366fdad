//! What can be called. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// License an appraiser.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its key signs without coins from now on.
		///
		/// ## Errors
		/// `InvalidName`, `AlreadyExists`.
		///
		/// ## Events
		/// `AppraiserLicensed`.
		#[pallet::call_index(0)]
		pub fn license_appraiser(origin: OriginFor<T>, appraiser: T::AccountId, name: Text<128>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_license_appraiser(appraiser, name)
		}

		/// Withdraw an appraiser's licence.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Valuations made stay until they are stale.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `LicenceWithdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw_licence(origin: OriginFor<T>, appraiser: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_withdraw_licence(appraiser)
		}

		/// Enter an intellectual-property right.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Patents by their patent number (check digit included), trademarks and software copyrights by registration
		/// number. Dates in days since 1970.
		///
		/// ## Errors
		/// `NotAuthorized`, `WrongKind`, `InvalidNumber`, `InvalidName`, `InvalidOwners`, `InvalidDate`, `AlreadyExists`.
		///
		/// ## Events
		/// `RightRegistered`.
		#[pallet::call_index(2)]
		pub fn register_right(origin: OriginFor<T>, right: RightSpec) -> DispatchResult {
			Self::do_register_right(ensure_signed(origin)?, right)
		}

		/// Change a right's status, term, fee or pending invalidation.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Liens stay as they are; lenders see the change.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`.
		///
		/// ## Events
		/// `RightUpdated`.
		#[pallet::call_index(3)]
		pub fn update_right(origin: OriginFor<T>, asset: AssetId, update: RightUpdate) -> DispatchResult {
			Self::do_update_right(ensure_signed(origin)?, asset, update)
		}

		/// Record other owners of a right.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Not while it is pledged.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `InvalidOwners`, `Pledged`.
		///
		/// ## Events
		/// `RightTransferred`.
		#[pallet::call_index(4)]
		pub fn transfer_right(origin: OriginFor<T>, asset: AssetId, owners: Owners) -> DispatchResult {
			Self::do_transfer_right(ensure_signed(origin)?, asset, owners)
		}

		/// Enter or lift a dispute or a court's preservation.
		///
		/// ## Origin
		/// Signed by an agency with the court's or the intellectual-property right.
		///
		/// ## Details
		/// Liens that stand are not touched; no new one can be registered.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`.
		///
		/// ## Events
		/// `EncumbranceSet`.
		#[pallet::call_index(5)]
		pub fn set_encumbrance(origin: OriginFor<T>, asset: AssetId, encumbrance: Encumbrance) -> DispatchResult {
			Self::do_set_encumbrance(ensure_signed(origin)?, asset, encumbrance)
		}

		/// Agree, or no longer agree, to the next pledge of a right.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named.
		///
		/// ## Details
		/// An agreement holds for one pledge, of any amount: an officer cannot give it, but can take it back.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotOwner`, `NotAuthorized`.
		///
		/// ## Events
		/// `PledgeAgreed`.
		#[pallet::call_index(6)]
		pub fn agree_to_pledge(
			origin: OriginFor<T>,
			asset: AssetId,
			owner: RegistrationNumber,
			agreed: bool,
		) -> DispatchResult {
			Self::do_agree_to_pledge(ensure_signed(origin)?, asset, owner, agreed)
		}

		/// Take a right as security although its invalidation is pending.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Holds for as long as that invalidation is pending.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `NothingPending`.
		///
		/// ## Events
		/// `InvalidationAcknowledged`.
		#[pallet::call_index(7)]
		pub fn acknowledge_invalidation(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			Self::do_acknowledge_invalidation(ensure_signed(origin)?, asset)
		}

		/// Give notice of a receivable or an export declaration.
		///
		/// ## Origin
		/// Signed by the account that controls the creditor.
		///
		/// ## Details
		/// With the token of a document that the agency which issues it attested as this creditor's, the registration is
		/// confirmed. Without a token it is what the firm says, is shown as unconfirmed, and stands in nobody's way; the agency
		/// can confirm it later. A warning tells when another registration names the same declaration, or is similar.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EnterpriseNotActive`, `WrongKind`, `InvalidName`, `InvalidObligor`, `LimitExceeded`,
		/// `InvalidDate`, `NotAttested`, `AttestedOtherwise`, `DiffersFromAttested`, `InvalidTokenVersion`, `TokenVersionRetired`,
		/// `TooManyDocuments`, `AlreadyExists`.
		///
		/// ## Events
		/// `ReceivableRegistered`, perhaps `ReceivableConfirmed`, `DuplicateRegistered`, `SimilarRegistered`.
		#[pallet::call_index(8)]
		pub fn register_receivable(origin: OriginFor<T>, receivable: ReceivableSpec) -> DispatchResult {
			Self::do_register_receivable(ensure_signed(origin)?, receivable)
		}

		/// Confirm the trade behind a receivable.
		///
		/// ## Origin
		/// Signed by an agency with the customs right.
		///
		/// ## Details
		/// The agency makes the tokens of its own record, and so binds document and firm: nobody else can register the document
		/// from now on. What it says of the document is entered with it, unless that was attested before. Products that ask for
		/// trade records take confirmed ones only. Not while it is kept for a loan; not once it is financed, if another place has
		/// financed it or is about to: nobody there was asked.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `Cancelled`, `AlreadyConfirmed`, `InvalidTokenVersion`,
		/// `TokenVersionRetired`, `InvalidDeclaration`, `AttestedOtherwise`, `DiffersFromAttested`, `AlreadyExists`, `Reserved`,
		/// `DuplicateOfFinanced`, `FinancedAbroad`, `HeldAbroad`.
		///
		/// ## Events
		/// `ReceivableConfirmed`, perhaps `DocumentAttested`, `DuplicateRegistered`, `SimilarRegistered`.
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::confirm_receivable().saturating_add(T::Abroad::weight().saturating_mul(u64::from(MAX_NAMES)))
		)]
		pub fn confirm_receivable(origin: OriginFor<T>, asset: AssetId, tokens: DocumentTokens) -> DispatchResult {
			Self::do_confirm_receivable(ensure_signed(origin)?, asset, tokens)
		}

		/// Cancel a receivable.
		///
		/// ## Origin
		/// Signed by the account that controls the creditor.
		///
		/// ## Details
		/// Only one that is neither financed nor under a lien. Final.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `Cancelled`, `AlreadyFinanced`, `Pledged`.
		///
		/// ## Events
		/// `ReceivableCancelled`.
		#[pallet::call_index(10)]
		pub fn cancel_receivable(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			Self::do_cancel_receivable(ensure_signed(origin)?, asset)
		}

		/// Value a right.
		///
		/// ## Origin
		/// Signed by a licensed appraiser.
		///
		/// ## Details
		/// `value` in minor units; `valued_on` in days since 1970; `report`: hash of the report. Stale after twelve months.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `LimitExceeded`, `InvalidDate`, `StaleValuation`, `OutdatedValuation`.
		///
		/// ## Events
		/// `Appraised`.
		#[pallet::call_index(11)]
		pub fn appraise(
			origin: OriginFor<T>,
			asset: AssetId,
			currency: Currency,
			value: Amount,
			valued_on: Date,
			report: H256,
		) -> DispatchResult {
			Self::do_appraise(ensure_signed(origin)?, asset, Valuation { currency, value, valued_on, report })
		}

		/// Grant a lien.
		///
		/// ## Origin
		/// Signed by the account that controls the pledgor.
		///
		/// ## Details
		/// The lien exists from its registration. Intellectual property bears one pledge at a time, beside it one that renews it,
		/// and is refused on eight grounds; receivables bear up to sixteen liens, ranked by the order of registration, pledge and
		/// assignment in one list, as long as a part of them is not financed. `renews`: the lien of the same institution whose
		/// loan is renewed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EnterpriseNotActive`, `InstitutionNotActive`, `LimitExceeded`, `InvalidDate`,
		/// `WrongKind`, `NothingToRenew`, `AlreadyExists`; for rights `NotOwner`, `NotInForce`, `FeeUnpaid`, `Encumbered`, `TermBeyondRight`, `CoOwnerNotAgreed`,
		/// `AlreadyPledged`, `InvalidationPending`; for receivables `NotOwner`, `Cancelled`, `NothingLeft`, `AlreadyFinanced`,
		/// `PastDue`, `TooManyLiens`.
		///
		/// ## Events
		/// `LienRegistered`.
		#[pallet::call_index(12)]
		pub fn pledge(
			origin: OriginFor<T>,
			asset: AssetId,
			pledgor: RegistrationNumber,
			lien: LienSpec,
		) -> DispatchResult {
			Self::do_pledge(ensure_signed(origin)?, asset, pledgor, lien)
		}

		/// Release a lien.
		///
		/// ## Origin
		/// Signed by the institution that holds it; governance for a loan of which the public fund bears a part.
		///
		/// ## Details
		/// The lien of a repaid loan is released by itself. What is released by this call is given up for good: it does not
		/// come back when a payment is reversed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `Reserved`, `FundHasPaid`.
		///
		/// ## Events
		/// `LienReleased`.
		#[pallet::call_index(13)]
		pub fn release(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			let who = match T::GovernOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_release(who, lien)
		}

		/// Carry out an enforcement that was proposed.
		///
		/// ## Origin
		/// Signed by the institution that holds the lien.
		///
		/// ## Details
		/// When the days to object are over and no objection stands, or its time to be decided has run out; or at once when
		/// every owner has agreed and no other institution's lien stands behind. The asset goes to the buyer, or to the institution. The proceeds pay costs, the claim as it stands today,
		/// junior claims by rank, then the owner; the loans are credited with their shares. Junior liens are
		/// extinguished. A receivable of which a part was collected stays the owner's with its junior liens. Not while it is kept
		/// for a loan whose money has not gone.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotDefaulted`, `NotFirstRank`, `NotProposed`, `Encumbered`,
		/// `ObjectionPending`, `NotAgreed`, `TooEarly`, `Reserved`, and those of the loan's account.
		///
		/// ## Events
		/// `LienEnforced`, `LienExtinguished` or `LienPaid` for each junior lien, and those of the loans.
		#[pallet::call_index(14)]
		#[pallet::weight(
			T::WeightInfo::enforce().saturating_add(T::Loans::credit_weight().saturating_mul(u64::from(crate::MAX_SECURED)))
		)]
		pub fn enforce(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			Self::do_enforce(ensure_signed(origin)?, lien)
		}

		/// Continue a lien's registration.
		///
		/// ## Origin
		/// Signed by the institution that holds it.
		///
		/// ## Details
		/// To a later day, for a right not beyond its end. The rank stays. Only while it secures a loan, or is kept for one:
		/// otherwise it ends on the day to which its pledgor agreed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `SecuresNothing`, `InvalidDate`, `TermBeyondRight`.
		///
		/// ## Events
		/// `LienContinued`.
		#[pallet::call_index(15)]
		pub fn continue_lien(origin: OriginFor<T>, lien: LienId, until: Date) -> DispatchResult {
			Self::do_continue_lien(ensure_signed(origin)?, lien, until)
		}

		/// Let a lien rank behind a junior one.
		///
		/// ## Origin
		/// Signed by the institution that holds `lien`.
		///
		/// ## Details
		/// Its signature is the agreement: nobody else loses by it. So not while the public fund bears a part of the loan. No
		/// registration outside the chain brings it before the others again.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `Reserved`, `FundHasPaid`, `DifferentAssets`, `NotSenior`.
		///
		/// ## Events
		/// `LienSubordinated`.
		#[pallet::call_index(16)]
		pub fn subordinate(origin: OriginFor<T>, lien: LienId, below: LienId) -> DispatchResult {
			Self::do_subordinate(ensure_signed(origin)?, lien, below)
		}

		/// Strike out a lien whose registration is over.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// After its last day, unless it was continued. Never while it is kept for a loan or secures one that is not closed.
		///
		/// ## Errors
		/// `NotFound`, `NotLive`, `NotExpired`, `Reserved`, `SecuresLoan`.
		///
		/// ## Events
		/// `LienLapsed`.
		#[pallet::call_index(17)]
		pub fn lapse(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse(lien)
		}

		/// Propose how to enforce a lien after default.
		///
		/// ## Origin
		/// Signed by the institution that holds it.
		///
		/// ## Details
		/// It names the price and on what it rests: every owner's agreement; at least the standing valuation (what remains of a
		/// receivable) less a governed share; or papers of a sale or a collection. `evidence` is the hash of the papers that show price and costs. The owners
		/// have governed days to object. A new proposal takes the place of an earlier one, and the days begin again;
		/// not while an objection waits for a court. When a court upheld one, only a higher price can be proposed for as many days.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotDefaulted`, `NotFirstRank`, `LimitExceeded`, `CostsTooHigh`, `EvidenceMissing`,
		/// `ObjectionPending`, `ObjectionUpheld`, `BuyerMissing`, `NoValuation`, `StaleValuation`, `DifferentCurrency`, `PriceTooLow`.
		///
		/// ## Events
		/// `EnforcementProposed`.
		#[pallet::call_index(18)]
		pub fn propose_enforcement(origin: OriginFor<T>, lien: LienId, realisation: Realisation) -> DispatchResult {
			Self::do_propose_enforcement(ensure_signed(origin)?, lien, realisation)
		}

		/// Agree to an enforcement as an owner.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named.
		///
		/// ## Details
		/// To exactly this realisation; not for a firm that is frozen. When every owner has agreed it can be carried out at once, unless another institution's
		/// lien stands behind.
		///
		/// ## Errors
		/// `NotFound`, `NotProposed`, `NotOwner`, `NotAuthorized`, `EnforcementChanged`, `AlreadyExists`.
		///
		/// ## Events
		/// `EnforcementAgreed`.
		#[pallet::call_index(19)]
		pub fn agree_to_enforcement(
			origin: OriginFor<T>,
			lien: LienId,
			owner: RegistrationNumber,
			realisation: Realisation,
		) -> DispatchResult {
			Self::do_agree_to_enforcement(ensure_signed(origin)?, lien, owner, realisation)
		}

		/// Object to an enforcement as an owner.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named, or by an officer of it.
		///
		/// ## Details
		/// Within the governed days. The enforcement waits until a court has decided, but not beyond its time to decide.
		///
		/// ## Errors
		/// `NotFound`, `NotProposed`, `NotOwner`, `NotAuthorized`, `TooLate`, `AlreadyExists`.
		///
		/// ## Events
		/// `EnforcementObjected`.
		#[pallet::call_index(20)]
		pub fn object_to_enforcement(
			origin: OriginFor<T>,
			lien: LienId,
			owner: RegistrationNumber,
			reason: H256,
		) -> DispatchResult {
			Self::do_object_to_enforcement(ensure_signed(origin)?, lien, owner, reason)
		}

		/// Decide on an objection.
		///
		/// ## Origin
		/// Signed by an agency with the court's right.
		///
		/// ## Details
		/// Within the governed days. Upheld: the proposal falls, and for as many days as owners have to object only a higher price
		/// can be proposed. Dismissed: it goes on. `reason`: hash of the decision.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `NotProposed`, `NothingPending`.
		///
		/// ## Events
		/// `ObjectionDecided`.
		#[pallet::call_index(21)]
		pub fn decide_objection(origin: OriginFor<T>, lien: LienId, upheld: bool, reason: H256) -> DispatchResult {
			Self::do_decide_objection(ensure_signed(origin)?, lien, upheld, reason)
		}

		/// State what a junior lien secures, before a senior one is enforced.
		///
		/// ## Origin
		/// Signed by the institution that holds the junior lien.
		///
		/// ## Details
		/// For a debt that is not a loan on the chain, in the currency of the enforcing lender's loan, at most the secured amount,
		/// once. Without it a junior lien has no claim. The owners' days to object begin again.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotProposed`, `SecuresLoan`, `LimitExceeded`, `AlreadyExists`.
		///
		/// ## Events
		/// `ClaimStated`.
		#[pallet::call_index(24)]
		pub fn state_claim(origin: OriginFor<T>, lien: LienId, amount: Amount) -> DispatchResult {
			Self::do_state_claim(ensure_signed(origin)?, lien, amount)
		}

		/// Say whose a document is.
		///
		/// ## Origin
		/// Signed by an agency with the customs right: the one that issues the document or keeps its record.
		///
		/// ## Details
		/// Binds the document's tokens, and the declaration that it names, to the creditor: nobody else can register it. The
		/// tokens are made with a key of the agency that is in force. `formerly`: the exact token of the same document under
		/// an earlier version of the key. Then both tokens are one document, which stays registered, reserved and financed under
		/// each; nothing else of it changes. The earlier token need not have been attested: what names it is bound, too.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `LimitExceeded`, `InvalidTokenVersion`, `TokenVersionRetired`,
		/// `InvalidDeclaration`, `AttestedOtherwise`, `DiffersFromAttested`, `AlreadyRenewed`, `AlreadyExists`.
		///
		/// ## Events
		/// `DocumentAttested` or `TokensRenewed`.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::attest_document().saturating_add(T::Abroad::weight().saturating_mul(2)))]
		pub fn attest_document(origin: OriginFor<T>, document: DocumentSpec, formerly: Option<H256>) -> DispatchResult {
			Self::do_attest_document(ensure_signed(origin)?, document, formerly)
		}

		/// Take back what was said of a document.
		///
		/// ## Origin
		/// Signed by the agency that said it; by any other with the customs right, if that one is suspended or has lost it.
		///
		/// ## Details
		/// Not once the document is kept for a loan or financed. Its registration is unconfirmed again, and has no token.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `AlreadyFinanced`, `Reserved`.
		///
		/// ## Events
		/// `AttestationWithdrawn`.
		#[pallet::call_index(23)]
		pub fn withdraw_attestation(origin: OriginFor<T>, exact_token: H256) -> DispatchResult {
			Self::do_withdraw_attestation(ensure_signed(origin)?, exact_token)
		}

		/// Make tokens with a key from now on.
		///
		/// ## Origin
		/// Signed by an agency with the customs right, for itself.
		///
		/// ## Details
		/// The key gets the next version. Earlier ones stay in force until they are retired, so that documents can be attested
		/// under both. `key`: the public key, a point of ristretto255 (RFC 9497); everybody checks tokens with it, and nobody
		/// finds a number by it. An agency that attests documents of an issuer elsewhere enters that issuer's key.
		///
		/// ## Errors
		/// `NotAuthorized`, `InvalidKey`, `AlreadyExists`, `TooManyVersions`.
		///
		/// ## Events
		/// `TokenVersionOpened`.
		#[pallet::call_index(25)]
		pub fn open_token_version(origin: OriginFor<T>, key: H256) -> DispatchResult {
			Self::do_open_token_version(ensure_signed(origin)?, key)
		}

		/// Take tokens under a version of the key no longer.
		///
		/// ## Origin
		/// Signed by an agency with the customs right, for itself.
		///
		/// ## Details
		/// Final. Nothing is attested or registered under it any more. What is registered, reserved or financed stays so, and
		/// is asked for by its tokens as before.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `TokenVersionRetired`.
		///
		/// ## Events
		/// `TokenVersionRetired`.
		#[pallet::call_index(26)]
		pub fn retire_token_version(origin: OriginFor<T>, version: u16) -> DispatchResult {
			Self::do_retire_token_version(ensure_signed(origin)?, version)
		}

		/// Confirm for an obligor what it owes on a receivable.
		///
		/// ## Origin
		/// Signed by who acts daily for the obligor; for one that is no enterprise of this chain by an agency with the customs
		/// right.
		///
		/// ## Details
		/// Stands for good: a later confirmation can only be higher. `amount` in minor units, at most what remains of the
		/// receivable. Lenders count on no more than that. Nobody confirms who acts for the creditor, too.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `ObligorConfirms`, `OwnObligor`, `Cancelled`, `LimitExceeded`,
		/// `AlreadyConfirmed`.
		///
		/// ## Events
		/// `DebtConfirmed`.
		#[pallet::call_index(27)]
		pub fn confirm_debt(origin: OriginFor<T>, asset: AssetId, amount: Amount) -> DispatchResult {
			Self::do_confirm_debt(ensure_signed(origin)?, asset, amount)
		}

		/// State a credit note on a receivable.
		///
		/// ## Origin
		/// Signed by who acts daily for the creditor or the obligor, or by an agency with the customs right.
		///
		/// ## Details
		/// Lowers what remains, until who stated it takes it back. Only the creditor can go below what the obligor confirmed.
		/// Lenders whose part is owed no more are told.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `Cancelled`, `InvalidNumber`, `InvalidDate`, `LimitExceeded`,
		/// `AlreadyExists`, `DebtStands`, `TooManyNotes`.
		///
		/// ## Events
		/// `CreditNoted`, and `SecurityShort` for each lien whose part is owed no more.
		#[pallet::call_index(28)]
		pub fn note_credit(origin: OriginFor<T>, asset: AssetId, note: CreditNoteSpec) -> DispatchResult {
			Self::do_note_credit(ensure_signed(origin)?, asset, note)
		}

		/// Take back a credit note that was stated by mistake.
		///
		/// ## Origin
		/// Signed by who stated it: who acts daily for the creditor, or for the obligor, or the same agency.
		///
		/// ## Details
		/// What it lowered is owed again, and its number is free. Where it went below what the obligor confirmed, the obligor's
		/// word stands for what the note left of that until it confirms more. It stands for good while a lien on the receivable
		/// secures a loan in default, and once a lien on it was enforced.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `Cancelled`, `Realised`, `InDefault`.
		///
		/// ## Events
		/// `CreditNoteWithdrawn`, and `SecurityShort` for each lien of whose part more is owed again.
		#[pallet::call_index(33)]
		pub fn withdraw_credit_note(origin: OriginFor<T>, asset: AssetId, number: Text<64>) -> DispatchResult {
			Self::do_withdraw_credit_note(ensure_signed(origin)?, asset, number)
		}

		/// Say where the obligor of a receivable pays.
		///
		/// ## Origin
		/// Signed by the institution with the first-ranking lien; once one has set it, by that one as long as it has a live lien.
		///
		/// ## Details
		/// `reference`: hash of what the notice to the obligor names. Ends with the last lien.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `NotLive`, `NotFirstRank`, `SetByAnother`.
		///
		/// ## Events
		/// `CollectionAccountSet`.
		#[pallet::call_index(29)]
		pub fn set_collection_account(origin: OriginFor<T>, asset: AssetId, reference: H256) -> DispatchResult {
			Self::do_set_collection_account(ensure_signed(origin)?, asset, reference)
		}

		/// Say where and since when a lien is registered outside the chain.
		///
		/// ## Origin
		/// Signed by the institution that holds it; for a right by an agency with the intellectual-property right, too.
		///
		/// ## Details
		/// Liens rank by the time of that registration, before those without one, and these by the order of registration here. One
		/// that stepped behind another stays there. It is put right only while no other institution has a lien on the asset.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `WrongRegister`, `InvalidNumber`, `InvalidDate`, `AlreadyExists`, `ReliedOn`,
		/// `Reserved`.
		///
		/// ## Events
		/// `LienRegisteredOutside`.
		#[pallet::call_index(30)]
		pub fn register_outside(
			origin: OriginFor<T>,
			lien: LienId,
			registration: OutsideRegistration,
		) -> DispatchResult {
			Self::do_register_outside(ensure_signed(origin)?, lien, registration)
		}

		/// Let another institution lend on the rest of a receivable, or no longer.
		///
		/// ## Origin
		/// Signed by the institution that holds `lien`.
		///
		/// ## Details
		/// What it has lent already stays. Whoever has lent on a receivable is asked by each who comes later.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `InstitutionNotActive`, `AlreadyExists`, `TooManyLiens`.
		///
		/// ## Events
		/// `LenderAdmitted`.
		#[pallet::call_index(31)]
		pub fn admit_lender(
			origin: OriginFor<T>,
			lien: LienId,
			institution: InstitutionId,
			admitted: bool,
		) -> DispatchResult {
			Self::do_admit_lender(ensure_signed(origin)?, lien, institution, admitted)
		}

		/// Lend on a lien though others rank before it.
		///
		/// ## Origin
		/// Signed by the institution that holds it.
		///
		/// ## Details
		/// At the rank that it has now or a better one. Needed for a loan, and for a renewal that loses its rank.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`.
		///
		/// ## Events
		/// `RankAccepted`.
		#[pallet::call_index(32)]
		pub fn accept_rank(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			Self::do_accept_rank(ensure_signed(origin)?, lien)
		}
	}
}
