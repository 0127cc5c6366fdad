use crate::*;
use alloc::vec::Vec;
use lingnan_support::{Corridor, Corridors, DataClass, FinancedDocuments, RegistrationNumber, Voucher};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// The corridors of this place and what passes through them.
	pub fn corridors_view() -> Vec<CorridorView> {
		let queued = |corridor| {
			DataClass::ALL.into_iter().fold(0u64, |sum, class| {
				let (first, next) = WaitingRange::<T>::get((corridor, class));
				sum.saturating_add(next.saturating_sub(first))
			})
		};
		Self::corridors()
			.into_iter()
			.filter_map(|corridor| {
				let mut recognised: Vec<_> = Recognised::<T>::iter_prefix(corridor).collect();
				recognised.sort_unstable();
				Some(CorridorView {
					corridor,
					other_end: Self::ensure_ours(corridor).ok()?,
					lane_open: T::Corridors::is_open(corridor),
					halted: Self::is_halted(corridor),
					open: DataClass::ALL.into_iter().filter(|class| Self::lets_through(corridor, *class)).collect(),
					recognised,
					last_received: LastReceived::<T>::get(corridor),
					last_sent: T::Corridors::last_sent(corridor),
					last_delivered: LastDelivered::<T>::get(corridor),
					waiting: queued(corridor),
				})
			})
			.collect()
	}

	/// The passports of an enterprise that were sent from here, and the one that arrived here.
	pub fn passports(enterprise: &RegistrationNumber) -> PassportsView<T::AccountId> {
		let sent = Self::corridors()
			.into_iter()
			.filter_map(|corridor| {
				let SentPassport { passport, institution, consent, sent_at, nonce } =
					PassportsSent::<T>::get(corridor, enterprise)?;
				let delivered = nonce <= LastDelivered::<T>::get(corridor);
				let standing = Self::sent_standing(enterprise, &passport);
				Some(SentPassportView { corridor, passport, institution, consent, sent_at, nonce, delivered, standing })
			})
			.collect();
		let held = Visitors::<T>::get(enterprise).map(|visitor| VisitorView {
			enterprise: enterprise.clone(),
			standing: Self::standing(&visitor),
			default_probability: visitor.rating.and_then(|rating| Self::default_probability(visitor.corridor, &rating)),
			corridor: visitor.corridor,
			number: visitor.number,
			holder: visitor.holder,
			industry: visitor.industry,
			division: visitor.division,
			founded: visitor.founded,
			received_at: visitor.received_at,
			rating: visitor.rating,
		});
		PassportsView { sent, held }
	}

	/// The vouchers of a number: each end counts its own, so one may have been sent from here and another arrived.
	pub fn vouchers(corridor: Corridor, number: u64) -> Vec<VoucherView> {
		let in_time = |voucher: &Voucher| Self::now() < voucher.valid_until;
		let sent = VouchersSent::<T>::get(corridor, number).map(|sent| VoucherView {
			corridor,
			sent: true,
			usable: sent.checks_left > 0 && in_time(&sent.voucher),
			checks_left: Some(sent.checks_left),
			nonce: Some(sent.nonce),
			delivered: Some(sent.nonce <= LastDelivered::<T>::get(corridor)),
			voucher: sent.voucher,
			checks: by_number(ChecksAnswered::<T>::iter_prefix((corridor, number)).map(|(check, answered)| {
				CheckView {
					check,
					fingerprint: answered.fingerprint,
					institution: None,
					at: answered.at,
					outcome: Some(answered.outcome),
					receipt_at: None,
				}
			})),
		});
		let held = VouchersHeld::<T>::get(corridor, number).map(|voucher| VoucherView {
			corridor,
			usable: in_time(&voucher),
			voucher,
			sent: false,
			checks_left: None,
			nonce: None,
			delivered: None,
			checks: by_number(ChecksAsked::<T>::iter_prefix((corridor, number)).map(|(check, asked)| CheckView {
				check,
				fingerprint: asked.fingerprint,
				institution: Some(asked.institution),
				at: asked.asked_at,
				outcome: asked.receipt.map(|(outcome, _)| outcome),
				receipt_at: asked.receipt.map(|(_, at)| at),
			})),
		});
		sent.into_iter().chain(held).collect()
	}

	/// What this chain and the others know of a document.
	pub fn document(exact_token: H256, coarse_token: H256) -> DocumentView {
		let now = Self::now();
		let corridors = Self::corridors();
		let claim = Claims::<T>::get(exact_token).map(|claim| ClaimView {
			stands: claim.stands(now) && !claim.is_lost(),
			clear: Self::clearance(exact_token, claim.institution).is_ok(),
			institution: claim.institution,
			claimed_at: claim.claimed_at,
			until: claim.until,
			answers: claim.answers.into_inner(),
		});
		DocumentView {
			financed_here: T::Documents::is_financed(exact_token),
			financed_abroad: corridors
				.iter()
				.filter_map(|corridor| Some((*corridor, FinancedAbroad::<T>::get(exact_token, corridor)?.financed_at)))
				.collect(),
			held: corridors
				.iter()
				.filter_map(|corridor| Some((*corridor, Held::<T>::get(exact_token, corridor)?.until)))
				.filter(|(_, until)| now < *until)
				.collect(),
			claim,
			similar_abroad: SimilarAbroad::<T>::get(coarse_token),
		}
	}
}

fn by_number(checks: impl Iterator<Item = CheckView>) -> Vec<CheckView> {
	let mut checks: Vec<_> = checks.collect();
	checks.sort_unstable_by_key(|view| view.check);
	checks
}
