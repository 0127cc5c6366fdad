//! What the pallet tells. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance licensed an appraiser.
		AppraiserLicensed {
			/// The appraiser's account.
			appraiser: T::AccountId,
			/// The appraiser's name, at most 128 bytes of UTF-8.
			name: Text<128>,
		},
		/// Governance withdrew an appraiser's licence.
		LicenceWithdrawn {
			/// The appraiser's account.
			appraiser: T::AccountId,
		},
		/// The IP office entered a right.
		RightRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// What the IP office entered.
			right: RightSpec,
		},
		/// The IP office changed its record of a right.
		RightUpdated {
			/// Number of the asset.
			asset: AssetId,
			/// What the IP office changed.
			update: RightUpdate,
		},
		/// The IP office recorded other owners.
		RightTransferred {
			/// Number of the asset.
			asset: AssetId,
			/// Registration numbers of the owners from now on.
			owners: Owners,
		},
		/// A dispute or preservation was entered, or lifted.
		EncumbranceSet {
			/// Number of the asset.
			asset: AssetId,
			/// What stands against the right.
			encumbrance: Encumbrance,
		},
		/// A co-owner agrees to the next pledge, or no longer does.
		PledgeAgreed {
			/// Number of the asset.
			asset: AssetId,
			/// Registration number of the owner.
			owner: RegistrationNumber,
			/// Whether the owner agrees.
			agreed: bool,
		},
		/// An institution takes the right although its invalidation is pending.
		InvalidationAcknowledged {
			/// Number of the asset.
			asset: AssetId,
			/// Number of the institution.
			institution: InstitutionId,
		},
		/// A creditor gave notice of a receivable.
		ReceivableRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// What the creditor gave notice of.
			receivable: ReceivableSpec,
		},
		/// Warning: so many other registrations are of documents that name the same declaration.
		DuplicateRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// First token of the document.
			exact_token: H256,
			/// How many other registrations name the same declaration.
			others: u32,
		},
		/// Warning: so many registered documents are like this one.
		SimilarRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// First token of what stays the same when a document is altered.
			coarse_token: H256,
			/// How many registered documents are like this one.
			others: u32,
		},
		/// The agency says that the document is this creditor's, and reads so.
		ReceivableConfirmed {
			/// Number of the asset.
			asset: AssetId,
			/// Number of the agency.
			agency: AgencyId,
		},
		/// An agency says whose a document is, whether or not it is registered yet.
		DocumentAttested {
			/// Number of the agency.
			agency: AgencyId,
			/// What the agency says of the document.
			document: DocumentSpec,
		},
		/// An agency takes back what it said of a document.
		AttestationWithdrawn {
			/// Number of the agency.
			agency: AgencyId,
			/// Token of the document.
			exact_token: H256,
		},
		/// A creditor took its notice of a receivable back.
		ReceivableCancelled {
			/// Number of the asset.
			asset: AssetId,
		},
		/// An appraiser valued a right.
		Appraised {
			/// Number of the asset.
			asset: AssetId,
			/// The appraiser's account.
			appraiser: T::AccountId,
			/// What the appraiser found.
			valuation: Valuation,
		},
		/// A lien was registered. `rank` counts from 1.
		LienRegistered {
			/// Number of the lien.
			lien: LienId,
			/// The lien as it was registered.
			record: Lien,
			/// Rank among the live liens of the asset, numbered from 1.
			rank: u32,
		},
		/// It is kept for this loan, whose money has not gone yet.
		LienReserved {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The loan came to nothing: the lien is free of it.
		ReservationEnded {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// It secures this loan from now on.
		LienBound {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The loan is in default: the lien can be enforced.
		LienDefaulted {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// A lien ended because the institution released it or the loan was repaid.
		LienReleased {
			/// Number of the lien.
			lien: LienId,
		},
		/// The payment that closed the loan was reversed: the lien stands again, behind what was registered meanwhile.
		LienRestored {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The institution says how it means to realise the asset. The owners can object until the end of that day.
		EnforcementProposed {
			/// Number of the lien.
			lien: LienId,
			/// How the asset is to be realised.
			realisation: Realisation,
			/// Currency of the amounts.
			currency: Currency,
			/// Last day on which an owner can object. Days since 1970-01-01.
			object_until: Date,
		},
		/// The holder of a junior lien says what it is owed. The owners can object until the end of that day.
		ClaimStated {
			/// Number of the lien.
			lien: LienId,
			/// What its holder says that it is owed. Minor units (fen, cents, avos).
			amount: Amount,
			/// Last day on which an owner can object. Days since 1970-01-01.
			object_until: Date,
		},
		/// An owner agrees to the proposed enforcement.
		EnforcementAgreed {
			/// Number of the lien.
			lien: LienId,
			/// Registration number of the owner who agreed.
			owner: RegistrationNumber,
		},
		/// It waits until a court has decided, but not beyond the end of that day.
		EnforcementObjected {
			/// Number of the lien.
			lien: LienId,
			/// Registration number of the owner who objected.
			owner: RegistrationNumber,
			/// Hash of the reasons, which stay off the chain.
			reason: H256,
			/// Last day on which a court decides. Days since 1970-01-01.
			decide_by: Date,
		},
		/// A court decided. Upheld, the proposal has fallen.
		ObjectionDecided {
			/// Number of the lien.
			lien: LienId,
			/// The court followed the owner: the proposal has fallen.
			upheld: bool,
			/// Hash of the reasons, which stay off the chain.
			reason: H256,
		},
		/// The asset went to a buyer, or to the institution. What it brought and what is left for the owner is in the lien's state,
		/// what was credited to a loan is an entry of it (`ProceedsCredited` of financing).
		LienEnforced {
			/// Number of the lien.
			lien: LienId,
			/// Who bought the asset. None: the institution keeps it, or collected the receivable.
			buyer: Option<RegistrationNumber>,
			/// Currency of the amounts.
			currency: Currency,
			/// Costs of the enforcement. Minor units (fen, cents, avos).
			costs: Amount,
			/// Kept for those behind a junior claim in another currency. Minor units (fen, cents, avos).
			deposited: Amount,
		},
		/// The registration of a lien lasts longer.
		LienContinued {
			/// Number of the lien.
			lien: LienId,
			/// The last day of the registration from now on. Days since 1970-01-01.
			until: Date,
		},
		/// `lien` ranks behind `below` from now on.
		LienSubordinated {
			/// Number of the lien.
			lien: LienId,
			/// Number of the lien behind which it ranks.
			below: LienId,
		},
		/// The registration of a lien ended.
		LienLapsed {
			/// Number of the lien.
			lien: LienId,
		},
		/// A senior lien was enforced.
		LienExtinguished {
			/// Number of the lien.
			lien: LienId,
			/// What its holder gets of what it claimed. Minor units (fen, cents, avos). None: it secured a loan, of which this is an
			/// entry.
			paid: Option<Amount>,
		},
		/// An agency makes tokens with this key, too, from now on.
		TokenVersionOpened {
			/// Number of the agency.
			agency: AgencyId,
			/// Version of the key.
			version: u16,
			/// The public key: a point of ristretto255.
			key: H256,
		},
		/// Nothing is attested or registered under this version of an agency's key any more.
		TokenVersionRetired {
			/// Number of the agency.
			agency: AgencyId,
			/// Version of the key.
			version: u16,
		},
		/// A document is known by the tokens of a later version of the key, too.
		TokensRenewed {
			/// Number of the agency.
			agency: AgencyId,
			/// First token of the document.
			exact_token: H256,
			/// The later tokens.
			tokens: DocumentTokens,
		},
		/// An obligor confirmed what it owes, itself or by an agency.
		DebtConfirmed {
			/// Number of the asset.
			asset: AssetId,
			/// What was confirmed.
			confirmation: ObligorConfirmation,
		},
		/// So much of a receivable is owed no more.
		CreditNoted {
			/// Number of the asset.
			asset: AssetId,
			/// What the note says.
			note: CreditNoteSpec,
			/// Who stated it.
			by: NotedBy,
		},
		/// Another part than before of what a lien is on is owed no more: if it grew, its holder looks for other security.
		SecurityShort {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
			/// How much of its part is owed no more, all in all. Minor units (fen, cents, avos).
			short: Amount,
		},
		/// A credit note does not count any more.
		CreditNoteWithdrawn {
			/// Number of the asset.
			asset: AssetId,
			/// Number on the note, at most 64 bytes of UTF-8. An obligor that confirmed more than the note had left stands by no more
			/// than that.
			number: Text<64>,
		},
		/// A lender said where the obligor pays.
		CollectionAccountSet {
			/// Number of the asset.
			asset: AssetId,
			/// Number of the institution.
			institution: InstitutionId,
			/// Hash of the account's name, bank and number.
			reference: H256,
		},
		/// A lien is registered outside the chain, and ranks by that.
		LienRegisteredOutside {
			/// Number of the lien.
			lien: LienId,
			/// Where and since when.
			registration: OutsideRegistration,
			/// Rank among the live liens of the asset from now on, numbered from 1.
			rank: u32,
		},
		/// Another institution may lend on the rest of a receivable, or no longer.
		LenderAdmitted {
			/// Number of the lien whose holder says so.
			lien: LienId,
			/// Number of the other institution.
			institution: InstitutionId,
			/// Whether it may.
			admitted: bool,
		},
		/// The holder of a lien lends on it though others rank before it.
		RankAccepted {
			/// Number of the lien.
			lien: LienId,
			/// Rank, numbered from 1.
			rank: u32,
		},
		/// A loan was renewed: a lien ended, and another has taken its place.
		LienRenewed {
			/// Number of the lien that ended.
			lien: LienId,
			/// Number of the lien that takes its place.
			by: LienId,
			/// Number of the loan that it secures from now on.
			loan: LoanId,
		},
		/// The call of the loan was taken back: the lien cannot be enforced any more.
		LienCured {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// Of what was collected on a receivable so much was left for a junior lien, which stands on.
		LienPaid {
			/// Number of the lien.
			lien: LienId,
			/// What its holder gets of what it claimed. Minor units (fen, cents, avos). None: it secures a loan, of which this is an
			/// entry.
			paid: Option<Amount>,
		},
	}
}
