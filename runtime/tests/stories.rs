//! The three stories of the corridors with the real pallets: three chains of this runtime, side by side, whose messages are
//! carried from lane to lane by hand. Proofs are the business of `finality.rs` and `lanes.rs`.

use crate::common::{
	agency, agency_spec,
	corridor::{start, AtGuangdongHongKong, AtGuangdongMacao, AtHongKongMacao},
	credit::{
		self, attestation, characteristic, firm, handed_over, in_force, indicator, opening, proof, registration, root,
		sealed, signed,
	},
	genesis_with, institution_spec,
	matching::matches,
	OPENING,
};
use bp_messages::{
	target_chain::{DispatchMessage, MessageDispatch},
	MessageKey,
};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use lingnan_runtime::{
	configs::corridors::{
		counterpart::{self, lane},
		messages::{Arrival, Arrivals, Payload},
	},
	*,
};
use lingnan_sealed::Opening;
use lingnan_support::conditions::{Conditions, Rate};
use lingnan_support::{
	date_of, AgencyRight, ApplicationId, AssetId, AssetKind, ConsentId, Corridor, CorridorInbox, CorridorMessage,
	Currency, DataClass, Grade, IndicatorId, InstitutionId, Jurisdiction, LoanId, Paging, ProductId, Purpose,
	Ratings as _, RegistrationNumber, ScorecardId, VoucherOutcome,
};
use pallet_attestations::{AgencySpec, AttestationSpec, IndicatorSpec};
use pallet_collateral::{DocumentTokens, LienKind, LienSpec, ReceivableSpec};
use pallet_consents::{ConsentSpec, Scope};
use pallet_cross_border::PassportStanding;
use pallet_enterprise_registry::RegistrationSpec;
use pallet_financing::{OfferSpec, RepaymentMethod, RequestSpec, UseOfFunds};
use pallet_institutions::InstitutionSpec;
use pallet_products::{Match, MatchRefusal, ProductSpec, Refusal};
use sp_core::H256;
use std::collections::BTreeMap;

const TAX: u8 = 1;
const REGULATOR: u8 = 2;
const BANK: u8 = 3;
const OWNER: u8 = 4;
const SALES: IndicatorId = IndicatorId(0);
/// The firm's sales, as sealed by the tax office, and its capital, as public at home: to be found nowhere else.
const FIGURE: i64 = 7_318_264_905_173;
const DAY: u64 = 86_400;

/// One of the three chains.
struct Place {
	home: Jurisdiction,
	state: sp_io::TestExternalities,
	/// The last message that was taken from each lane.
	taken: BTreeMap<Corridor, u64>,
}

/// Runs something for the corridor's instance of the bridge pallets.
macro_rules! by_corridor {
	($corridor:expr, $run:ident $(, $argument:expr)*) => {
		match $corridor {
			Corridor::GuangdongHongKong => $run::<counterpart::GuangdongHongKong, AtGuangdongHongKong>($($argument),*),
			Corridor::GuangdongMacao => $run::<counterpart::GuangdongMacao, AtGuangdongMacao>($($argument),*),
			Corridor::HongKongMacao => $run::<counterpart::HongKongMacao, AtHongKongMacao>($($argument),*),
		}
	};
}

fn genesis_header() -> Header {
	use sp_runtime::traits::Header as _;
	Header::new(1, Hash::zero(), Hash::zero(), Hash::zero(), Default::default())
}

fn initialise<C, I: 'static>()
where
	Runtime: pallet_bridge_grandpa::Config<I, BridgedChain = C>,
	C: bp_header_chain::ChainWithGrandpa<Header = Header>,
{
	assert_ok!(pallet_bridge_grandpa::Pallet::<Runtime, I>::initialize(root(), start(genesis_header())));
}

/// The bytes of a message on the lane.
fn on_the_lane<C, I: 'static>(corridor: Corridor, nonce: u64) -> Option<Vec<u8>>
where
	Runtime: pallet_bridge_messages::Config<I, LaneId = configs::corridors::LaneId>,
{
	let key = MessageKey { lane_id: lane(corridor), nonce };
	pallet_bridge_messages::OutboundMessages::<Runtime, I>::get(key).map(|payload| payload.into_inner())
}

fn arrive<C, I>(corridor: Corridor, nonce: u64, bytes: Vec<u8>) -> Arrival
where
	C: counterpart::Joins,
{
	let message = DispatchMessage { key: MessageKey { lane_id: lane(corridor), nonce }, data: bytes.into() };
	Arrivals::<C>::dispatch(message).dispatch_level_result
}

impl Place {
	/// A chain with its agencies, a card, a bank and a product, everything open to both other places.
	fn new(home: Jurisdiction) -> Self {
		let lanes = |corridor: Corridor| {
			let open: Vec<_> = corridor.other_end(home).map(|_| lane(corridor)).into_iter().collect();
			serde_json::to_value(open).expect("lanes are JSON")
		};
		let state = genesis_with(|patch| {
			patch["guangdongHongKongMessages"]["openedLanes"] = lanes(Corridor::GuangdongHongKong);
			patch["guangdongMacaoMessages"]["openedLanes"] = lanes(Corridor::GuangdongMacao);
			patch["hongKongMacaoMessages"]["openedLanes"] = lanes(Corridor::HongKongMacao);
			patch["crossBorder"]["home"] = serde_json::to_value(home).expect("a place is JSON");
		});
		let mut place = Self { home, state, taken: BTreeMap::new() };
		place.run(|| {
			for corridor in Corridor::of(home) {
				by_corridor!(corridor, initialise);
				for class in DataClass::ALL {
					assert_ok!(CrossBorder::open_class(root(), corridor, class));
				}
				let table = Some([15, 30, 60, 120, 240, 480, 960, 1_920, 3_840]);
				assert_ok!(CrossBorder::recognise_scorecard(root(), corridor, ScorecardId(0), table));
			}
			stage(home);
		});
		place
	}

	fn run<R>(&mut self, act: impl FnOnce() -> R) -> R {
		self.state.execute_with(act)
	}
}

/// Carries everything to and fro until nothing moves any more; answers the bytes that crossed.
fn carry(places: &mut [&mut Place]) -> Vec<Vec<u8>> {
	let mut crossed = Vec::new();
	loop {
		let before = crossed.len();
		for from in 0..places.len() {
			places[from].run(|| {
				CrossBorder::on_idle(1, Weight::MAX);
			});
			for corridor in Corridor::of(places[from].home) {
				let Some(to) =
					places.iter().position(|other| Some(other.home) == corridor.other_end(places[from].home))
				else {
					continue;
				};
				let mut nonce = places[from].taken.get(&corridor).copied().unwrap_or_default() + 1;
				while let Some(bytes) = places[from].run(|| by_corridor!(corridor, on_the_lane, corridor, nonce)) {
					let open = places[to].run(|| CrossBorder::is_active(corridor));
					if !open {
						break;
					}
					places[to].run(|| by_corridor!(corridor, arrive, corridor, nonce, bytes.clone()));
					places[from].run(|| CrossBorder::delivered(corridor, nonce..=nonce));
					places[from].taken.insert(corridor, nonce);
					crossed.push(bytes);
					nonce += 1;
				}
			}
		}
		if crossed.len() == before {
			return crossed;
		}
	}
}

fn stage(home: Jurisdiction) {
	for (key, rights) in
		[(TAX, vec![AgencyRight::Registrar, AgencyRight::Customs]), (REGULATOR, vec![AgencyRight::Regulator])]
	{
		let spec = AgencySpec { jurisdiction: home, ..agency_spec(key, &rights) };
		assert_ok!(Attestations::register_agency(root(), spec));
	}
	let tax = <Attestations as lingnan_support::Agencies<AccountId>>::agency_of(&agency(TAX)).unwrap();
	let sales = IndicatorSpec { validity_days: 300, ..indicator(tax, "Sales") };
	assert_ok!(Attestations::define_indicator(root(), sales));
	in_force(TAX, vec![characteristic(SALES, [0, 20, 60])], REGULATOR);
	let bank = InstitutionSpec { jurisdiction: home, key: agency(BANK), ..institution_spec(0) };
	assert_ok!(Institutions::register(root(), bank));
	assert_ok!(Products::publish(signed(BANK), product()));
}

fn product() -> ProductSpec {
	ProductSpec {
		industries: vec!["C".parse().unwrap()].try_into().unwrap(),
		minimum_age_months: 24,
		security: vec![AssetKind::TradeReceivable].try_into().unwrap(),
		worst_loan_to_value: 10_000,
		..credit::product(Grade::Bb)
	}
}

/// Somebody in Macao who holds the same invoice.
fn copyist() -> RegistrationNumber {
	"MO:SO 12345".parse().unwrap()
}

fn register(number: RegistrationNumber, owner: u8) {
	let registration = RegistrationSpec { registered_capital: FIGURE as u64, ..registration(number.clone()) };
	handed_over(TAX, registration, owner);
	let sales = AttestationSpec { evidence: paper(), ..attestation(number.clone(), SALES, sealed(&sales())) };
	assert_ok!(Attestations::attest(signed(TAX), sales));
	let proof = proof(&number, &[self::sales()], Grade::Bbb, None);
	assert_ok!(CreditScoring::prove_grade(signed(owner), number, proof));
}

/// What opens the figure, which falls in the best of three bins.
fn sales() -> Opening {
	opening(2, "sales")
}

/// The salted fingerprint of the paper that the tax office gave the firm.
fn paper() -> H256 {
	H256::repeat_byte(0xe1)
}

fn consent(number: &RegistrationNumber, owner: u8, purpose: Purpose) {
	let terms = ConsentSpec {
		institution: InstitutionId(0),
		purpose,
		scope: Scope::All,
		from: OPENING,
		until: OPENING + 80 * DAY,
		uses: 5,
		retention_days: 30,
	};
	assert_ok!(Consents::give(signed(owner), number.clone(), terms));
}

fn request(security: Vec<AssetId>) -> RequestSpec {
	let method = RepaymentMethod::Bullet;
	RequestSpec {
		amount: 100_000,
		currency: Currency::Cny,
		tenor: 6,
		method,
		use_of_funds: UseOfFunds::WorkingCapital,
		security: security.try_into().unwrap(),
		renews: None,
		line: None,
	}
}

/// From the application to the offer.
fn offered(number: &RegistrationNumber, owner: u8, security: Vec<AssetId>) {
	let id = pallet_financing::NextApplication::<Runtime>::get();
	assert_ok!(Financing::apply(signed(owner), number.clone(), ProductId(0), request(security)));
	let offer = OfferSpec {
		conditions: Conditions::plain(100_000, 6, RepaymentMethod::Bullet, Rate::basis_points(500)),
		valid_until: OPENING + 10 * DAY,
	};
	assert_ok!(Financing::make_offer(signed(BANK), id, offer));
}

fn accept(owner: u8) -> sp_runtime::DispatchResult {
	let hash = Financing::application(ApplicationId(0)).unwrap().offered_terms_hash.unwrap();
	let accepted = Financing::accept_offer(signed(owner), ApplicationId(0), hash);
	accepted.map(|_| ()).map_err(|failed| failed.error)
}

fn matched(number: &RegistrationNumber) -> Match {
	matches(number, &request(vec![])).unwrap().remove(0)
}

/// The owner sends its grade to Hong Kong under a consent to the bank.
fn passport_sent(places: &mut [&mut Place; 2]) -> Vec<Vec<u8>> {
	places[0].run(|| {
		register(firm(), OWNER);
		consent(&firm(), OWNER, Purpose::CrossBorderVerification);
		assert_ok!(CrossBorder::send_passport(signed(BANK), Corridor::GuangdongHongKong, firm()));
	});
	carry(places)
}

#[test]
fn a_lender_in_hong_kong_rates_matches_and_lends_on_a_passport() {
	let (mut guangdong, mut hong_kong) = (Place::new(Jurisdiction::Guangdong), Place::new(Jurisdiction::HongKong));
	hong_kong.run(|| {
		assert_eq!(matches(&firm(), &request(vec![])), Err(MatchRefusal::NotFound));
	});
	passport_sent(&mut [&mut guangdong, &mut hong_kong]);
	guangdong.run(|| {
		assert!(CrossBorder::passports(&firm()).sent[0].delivered);
	});
	hong_kong.run(|| {
		let held = CrossBorder::passports(&firm()).held.unwrap();
		assert_eq!((held.standing, held.default_probability), (PassportStanding::Counts, Some(120)));
		let found = matched(&firm());
		assert!(found.eligible, "{:?}", found.refusals);
		// The owner acts with its own key, and needs no coins for it.
		assert!(configs::allowances::Party::of(&agency(OWNER)).is_some());
		consent(&firm(), OWNER, Purpose::Assessment);
		offered(&firm(), OWNER, vec![]);
		assert_ok!(accept(OWNER));
		assert_ok!(Financing::disburse(signed(BANK), ApplicationId(0), "REF 1".try_into().unwrap(), date_of(OPENING)));
		assert_ok!(Financing::confirm_receipt(signed(OWNER), ApplicationId(0), "REF 1".try_into().unwrap()));
		assert_eq!(Financing::loan(LoanId(0)).unwrap().grade, Grade::Bbb);
	});
	// The firm takes its consent back; what it shows in Hong Kong is burned, what it owes there is not.
	guangdong.run(|| {
		assert_ok!(Consents::revoke(signed(OWNER), ConsentId(0)));
	});
	carry(&mut [&mut guangdong, &mut hong_kong]);
	hong_kong.run(|| {
		assert_eq!(CrossBorder::passports(&firm()).held.unwrap().standing, PassportStanding::Revoked);
		assert_eq!(matched(&firm()).refusals, [Refusal::EnterpriseNotActive, Refusal::NotRated]);
		let payoff = Financing::loan(LoanId(0)).unwrap().payoff;
		let paid =
			Financing::record_repayment(signed(BANK), LoanId(0), payoff, "REF 2".try_into().unwrap(), date_of(OPENING));
		assert_ok!(paid);
		assert!(Financing::loan(LoanId(0)).unwrap().closed_on.is_some());
		// Card 0 of Hong Kong did not predict it.
		assert!(CreditScoring::scorecards(Paging::FIRST).items[0].outcomes.iter().all(|outcome| outcome.loans == 0));
	});
}

#[test]
fn a_closed_class_stops_a_passport_at_once_at_either_end() {
	let (mut guangdong, mut hong_kong) = (Place::new(Jurisdiction::Guangdong), Place::new(Jurisdiction::HongKong));
	passport_sent(&mut [&mut guangdong, &mut hong_kong]);
	hong_kong.run(|| {
		let third = pallet_collective::RawOrigin::<AccountId, frame_support::instances::Instance1>::Members(1, 3);
		assert_ok!(CrossBorder::close_class(third.into(), Corridor::GuangdongHongKong, DataClass::Passports));
		assert!(!matched(&firm()).eligible);
		let general = pallet_timelock::Origin::General.into();
		assert_ok!(CrossBorder::open_class(general, Corridor::GuangdongHongKong, DataClass::Passports));
		assert!(matched(&firm()).eligible);
		assert_ok!(CrossBorder::halt(root(), Corridor::GuangdongHongKong));
		assert!(!matched(&firm()).eligible);
	});
	// What is sent to a halted corridor waits, and arrives when it is resumed.
	guangdong.run(|| {
		assert_ok!(CrossBorder::revoke_passport(signed(OWNER), Corridor::GuangdongHongKong, firm()));
	});
	assert_eq!(carry(&mut [&mut guangdong, &mut hong_kong]).len(), 0);
	hong_kong.run(|| {
		assert_ok!(CrossBorder::resume(root(), Corridor::GuangdongHongKong));
	});
	assert_eq!(carry(&mut [&mut guangdong, &mut hong_kong]).len(), 1);
	hong_kong.run(|| {
		assert_eq!(CrossBorder::passports(&firm()).held.unwrap().standing, PassportStanding::Revoked);
	});
}

/// Whoever may stop a corridor may not open one, and what was stopped is resumed by more than stopped it.
#[test]
fn each_act_of_policy_needs_its_own_majority() {
	let corridor = Corridor::GuangdongHongKong;
	let bad = sp_runtime::DispatchError::BadOrigin;
	let agencies = |yes| -> RuntimeOrigin {
		pallet_collective::RawOrigin::<AccountId, frame_support::instances::Instance1>::Members(yes, 3).into()
	};
	let general = || -> RuntimeOrigin { pallet_timelock::Origin::General.into() };
	let open = |origin| CrossBorder::open_class(origin, corridor, DataClass::Vouchers);
	let recognise = |origin| CrossBorder::recognise_scorecard(origin, corridor, ScorecardId(0), Some([7; 9]));
	Place::new(Jurisdiction::Guangdong).run(|| {
		assert_noop!(CrossBorder::halt(signed(BANK), corridor), bad);
		assert_noop!(CrossBorder::close_class(signed(BANK), corridor, DataClass::Vouchers), bad);
		assert_ok!(CrossBorder::halt(agencies(1), corridor));
		assert_ok!(CrossBorder::close_class(agencies(1), corridor, DataClass::Vouchers));
		assert_noop!(CrossBorder::resume(agencies(1), corridor), bad);
		assert_ok!(CrossBorder::resume(agencies(2), corridor));
		// What a third closed is opened at once by two thirds, what they closed only by the general track.
		assert_noop!(open(agencies(1)), bad);
		assert_ok!(open(agencies(2)));
		assert_ok!(CrossBorder::close_class(agencies(2), corridor, DataClass::Vouchers));
		for origin in [agencies(1), agencies(3)] {
			assert_noop!(open(origin.clone()), bad);
			assert_noop!(recognise(origin), bad);
		}
		assert_ok!(open(general()));
		assert_ok!(recognise(general()));
	});
}

#[test]
fn a_holder_carries_a_paper_and_hong_kong_checks_its_fingerprint() {
	let (mut guangdong, mut hong_kong) = (Place::new(Jurisdiction::Guangdong), Place::new(Jurisdiction::HongKong));
	let through = Corridor::GuangdongHongKong;
	guangdong.run(|| {
		register(firm(), OWNER);
		consent(&firm(), OWNER, Purpose::CrossBorderVerification);
		assert_ok!(CrossBorder::send_voucher(signed(BANK), through, firm(), SALES));
		assert_eq!(Consents::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 4);
	});
	carry(&mut [&mut guangdong, &mut hong_kong]);
	hong_kong.run(|| {
		assert_ok!(CrossBorder::check_voucher(signed(BANK), through, 1, paper()));
		assert_ok!(CrossBorder::check_voucher(signed(BANK), through, 1, H256::repeat_byte(0xe2)));
	});
	carry(&mut [&mut guangdong, &mut hong_kong]);
	let outcomes = |place: &mut Place| -> Vec<_> {
		place.run(|| CrossBorder::vouchers(through, 1)[0].checks.iter().map(|check| check.outcome).collect())
	};
	let expected = [Some(VoucherOutcome::Match), Some(VoucherOutcome::Mismatch)];
	assert_eq!(outcomes(&mut hong_kong), expected);
	assert_eq!(outcomes(&mut guangdong), expected);
	// A newer attestation makes the paper an old one; a revoked consent ends the checks.
	guangdong.run(|| {
		assert_ok!(Attestations::correct(
			signed(TAX),
			firm(),
			SALES,
			sealed(&opening(1, "corrected")),
			H256::repeat_byte(9)
		));
	});
	hong_kong.run(|| {
		assert_ok!(CrossBorder::check_voucher(signed(BANK), through, 1, paper()));
	});
	carry(&mut [&mut guangdong, &mut hong_kong]);
	guangdong.run(|| {
		assert_ok!(Consents::revoke(signed(OWNER), ConsentId(0)));
	});
	hong_kong.run(|| {
		assert_ok!(CrossBorder::check_voucher(signed(BANK), through, 1, paper()));
	});
	carry(&mut [&mut guangdong, &mut hong_kong]);
	let later = [Some(VoucherOutcome::Superseded), Some(VoucherOutcome::NotAllowed)];
	assert_eq!(outcomes(&mut hong_kong)[2..], later);
}

fn invoice() -> (H256, H256) {
	(H256::repeat_byte(0xd0), H256::repeat_byte(0xd1))
}

/// What the issuer makes of the invoice: in every place the same, whoever attests it there.
fn invoice_tokens() -> DocumentTokens {
	// The base point of ristretto255 (RFC 9496, A.1).
	let key: H256 = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76".parse().unwrap();
	if pallet_collateral::IssuerKeys::<Runtime>::iter().next().is_none() {
		assert_ok!(Collateral::open_token_version(signed(TAX), key));
	}
	let (exact, coarse) = invoice();
	DocumentTokens { version: 1, exact, coarse, by_declaration: None }
}

/// Registers the invoice for a creditor and pledges it to the bank.
fn pledged(creditor: &RegistrationNumber, owner: u8) -> AssetId {
	let id = pallet_collateral::NextAsset::<Runtime>::get();
	let tokens = invoice_tokens();
	let receivable = ReceivableSpec {
		kind: AssetKind::TradeReceivable,
		creditor: creditor.clone(),
		obligor: "A buyer".try_into().unwrap(),
		currency: Currency::Cny,
		face_value: 500_000,
		issued: date_of(OPENING) - 3,
		due: date_of(OPENING) + 300,
		exact_token: None,
		obligor_number: None,
	};
	assert_ok!(Collateral::register_receivable(signed(owner), receivable));
	assert_ok!(Collateral::confirm_receivable(signed(TAX), id, tokens));
	let lien = LienSpec {
		institution: InstitutionId(0),
		kind: LienKind::Pledge,
		secured_amount: 100_000,
		until: date_of(OPENING) + 300,
		renews: None,
	};
	assert_ok!(Collateral::pledge(signed(owner), id, creditor.clone(), lien));
	id
}

#[test]
fn an_invoice_financed_in_guangdong_is_refused_in_macao_before_money_moves() {
	let mut guangdong = Place::new(Jurisdiction::Guangdong);
	let (mut hong_kong, mut macao) = (Place::new(Jurisdiction::HongKong), Place::new(Jurisdiction::Macao));
	let reference = || "REF 1".try_into().unwrap();
	for (place, number) in [(&mut guangdong, firm()), (&mut macao, copyist())] {
		place.run(|| {
			register(number.clone(), OWNER);
			consent(&number, OWNER, Purpose::Assessment);
			let asset = pledged(&number, OWNER);
			offered(&number, OWNER, vec![asset]);
		});
	}
	let unclaimed = pallet_cross_border::Error::<Runtime>::NotClaimed;
	guangdong.run(|| {
		assert_noop!(accept(OWNER), unclaimed);
		assert_ok!(CrossBorder::claim_document(signed(BANK), invoice().0));
		let waiting = pallet_cross_border::Error::<Runtime>::ClaimPending;
		assert_noop!(accept(OWNER), waiting);
	});
	carry(&mut [&mut guangdong, &mut hong_kong, &mut macao]);
	// Guangdong was first: from now on nobody in Macao can claim it.
	macao.run(|| {
		let claimed = pallet_cross_border::Error::<Runtime>::ClaimedAbroad;
		assert_noop!(CrossBorder::claim_document(signed(BANK), invoice().0), claimed);
		let unclaimed = pallet_cross_border::Error::<Runtime>::NotClaimed;
		assert_noop!(accept(OWNER), unclaimed);
	});
	guangdong.run(|| {
		assert_ok!(accept(OWNER));
		assert_ok!(Financing::disburse(signed(BANK), ApplicationId(0), reference(), date_of(OPENING)));
		assert_ok!(Financing::confirm_receipt(signed(OWNER), ApplicationId(0), reference()));
	});
	carry(&mut [&mut guangdong, &mut hong_kong, &mut macao]);
	macao.run(|| {
		let financed = pallet_collateral::Error::<Runtime>::FinancedAbroad;
		assert_noop!(accept(OWNER), financed);
		let (exact, coarse) = invoice();
		let status = pallet_collateral::DocumentStatus::FinancedAbroad;
		assert_eq!(Collateral::document_status(exact, coarse), status);
		let refusal = MatchRefusal::SecurityUnusable { asset: AssetId(0) };
		assert_eq!(matches(&copyist(), &request(vec![AssetId(0)])), Err(refusal));
	});
	hong_kong.run(|| {
		let view = CrossBorder::document(invoice().0, invoice().1);
		assert_eq!(view.financed_abroad, [(Corridor::GuangdongHongKong, OPENING)]);
	});
}

/// Two lenders at two places ask in the same second, before either hears of the other: one of them gets it.
#[test]
fn of_two_claims_that_cross_exactly_one_is_cleared() {
	let mut guangdong = Place::new(Jurisdiction::Guangdong);
	let (mut hong_kong, mut macao) = (Place::new(Jurisdiction::HongKong), Place::new(Jurisdiction::Macao));
	let here = "HK:12345678".parse::<RegistrationNumber>().unwrap();
	for (place, number) in [(&mut macao, copyist()), (&mut hong_kong, here), (&mut guangdong, firm())] {
		place.run(|| {
			register(number.clone(), OWNER);
			pledged(&number, OWNER);
			assert_ok!(CrossBorder::claim_document(signed(BANK), invoice().0));
		});
	}
	carry(&mut [&mut guangdong, &mut hong_kong, &mut macao]);
	let clear = |place: &mut Place| place.run(|| CrossBorder::document(invoice().0, invoice().1).claim.unwrap().clear);
	assert_eq!([clear(&mut guangdong), clear(&mut hong_kong), clear(&mut macao)], [true, false, false]);
}

/// Everything that the stories send, searched for the figure in every form and for what seals it, and read to the last byte.
#[test]
fn nothing_that_crossed_holds_an_attested_value() {
	let mut guangdong = Place::new(Jurisdiction::Guangdong);
	let (mut hong_kong, mut macao) = (Place::new(Jurisdiction::HongKong), Place::new(Jurisdiction::Macao));
	let through = Corridor::GuangdongHongKong;
	let mut crossed = passport_sent(&mut [&mut guangdong, &mut hong_kong]);
	guangdong.run(|| {
		assert_ok!(CrossBorder::send_voucher(signed(BANK), through, firm(), SALES));
		pledged(&firm(), OWNER);
		assert_ok!(CrossBorder::claim_document(signed(BANK), invoice().0));
	});
	crossed.extend(carry(&mut [&mut guangdong, &mut hong_kong, &mut macao]));
	hong_kong.run(|| {
		assert_ok!(CrossBorder::check_voucher(signed(BANK), through, 1, paper()));
	});
	guangdong.run(|| {
		use lingnan_support::DocumentsAbroad;
		CrossBorder::financed(invoice().0, invoice().1);
		assert_ok!(CrossBorder::revoke_passport(signed(OWNER), through, firm()));
	});
	crossed.extend(carry(&mut [&mut guangdong, &mut hong_kong, &mut macao]));
	let mut kinds = std::collections::BTreeSet::new();
	let figure = FIGURE as u64;
	let short = |bytes: [u8; 8]| bytes.into_iter().filter(|byte| *byte != 0).collect::<Vec<_>>();
	let clear = [short(figure.to_le_bytes()), short(figure.to_be_bytes()), figure.to_string().into_bytes()];
	let forms: Vec<_> = clear.iter().cloned().chain(sales().stored().unwrap().into_iter().map(Vec::from)).collect();
	for bytes in &crossed {
		let payload = Payload::decode(&mut &bytes[..]).unwrap();
		let message = CorridorMessage::from_wire(&payload.0).unwrap();
		kinds.insert(format!("{message:?}").split(['(', ' ']).next().unwrap_or_default().to_string());
		for form in &forms {
			assert!(!bytes.windows(form.len()).any(|window| window == form), "{message:?} holds the figure");
		}
	}
	assert_eq!(kinds.len(), 8, "every kind of message crossed: {kinds:?}");
	// The search is able to find: the register at home does hold the number, and its attestations the commitments.
	guangdong.run(|| {
		let holds = |bytes: &[u8], form: &Vec<u8>| bytes.windows(form.len()).any(|window| window == form);
		let registered = pallet_enterprise_registry::Enterprises::<Runtime>::get(firm()).encode();
		let stated = Attestations::attestations(&firm(), Paging::FIRST).items.encode();
		assert!(holds(&registered, &clear[0]), "the capital is public");
		assert!(clear.iter().all(|form| !holds(&stated, form)), "the sales are not, at home neither");
		assert!(forms[clear.len()..].iter().all(|form| holds(&stated, form)));
		assert!(CreditScoring::current(&firm()).is_some());
	});
}
