//! A step as a call, and who signs it.

use crate::{
	compare::{deal, declaration, firm, token},
	mock::*,
};
use lingnan_model::{
	books,
	op::{By, Encumbrance, Op},
	parties::PRODUCTS,
	world::World,
};
use lingnan_support::conditions::{
	Adjustment, BorneBy, Conditions, Cost, CostItem, Effect, Late, OnUnpaidInterest, Rate,
};
use lingnan_support::{
	mocks, ApplicationId, AssetId, AssetKind, Currency, EnterpriseStatus, InstitutionId, LienId, LoanId, ProductId,
	ScorecardId, Text,
};
use pallet_collateral::{
	Call as Lien, DocumentSpec, DocumentTokens, LienKind, LienSpec, ReceivableSpec, RightNumber, RightSpec,
	RightStatus, RightUpdate,
};
use pallet_financing::{Call as Loan, DeclineReason, Finding, OfferSpec, RepaymentMethod, RequestSpec, UseOfFunds};
use pallet_institutions::Call as Lender;
use pallet_products::Call as Product;
use sp_core::H256;

/// What happens on the pallets' side.
pub enum Deed {
	Call(RuntimeOrigin, Box<RuntimeCall>),
	/// What a neighbour of both pallets knows from now on.
	Fact(Box<dyn FnOnce()>),
}

pub fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().expect("it is short")
}

pub fn key(bank: usize) -> u64 {
	30 + bank as u64
}

pub fn method(method: books::Method) -> RepaymentMethod {
	match method {
		books::Method::EqualInstalments => RepaymentMethod::EqualInstalments,
		books::Method::EqualPrincipal => RepaymentMethod::EqualPrincipal,
		books::Method::Bullet => RepaymentMethod::Bullet,
		books::Method::InterestOnly => RepaymentMethod::InterestOnly,
	}
}

/// Who may sign.
enum Signer {
	Firm(usize),
	Account(u64),
	Governance,
}

fn receivable(world: &World, number: usize, document: usize, face: u64) -> ReceivableSpec {
	let known = &world.documents[document];
	ReceivableSpec {
		kind: AssetKind::TradeReceivable,
		creditor: firm(number),
		obligor: text("A buyer"),
		currency: Currency::ALL[known.currency],
		face_value: face,
		issued: mocks::TODAY,
		due: known.due,
		// A token is known of what an agency attested alone.
		exact_token: world.word_on(document).map(|_| token(document)),
		obligor_number: None,
	}
}

/// What the customs make of a document.
fn tokens(world: &World, document: usize) -> DocumentTokens {
	DocumentTokens {
		version: 1,
		exact: token(document),
		coarse: H256::from_low_u64_be(1_000 + document as u64),
		by_declaration: world.documents[document].declaration.map(declaration),
	}
}

pub fn call(world: &World, op: &Op, by: By) -> Deed {
	let fact = Deed::Fact;
	let (signer, call): (Signer, RuntimeCall) = match op.clone() {
		Op::Freeze { firm: number, frozen } => return fact(Box::new(move || freeze(&firm(number), frozen))),
		Op::Status { firm: number, active } => {
			let status = if active { EnterpriseStatus::Active } else { EnterpriseStatus::Abnormal };
			return fact(Box::new(move || mocks::set_enterprise_status(&firm(number), status)));
		},
		Op::Rate { firm: number, rating: given } => {
			let given = given.map(|given| rating(ScorecardId(given.scorecard), given.good));
			return fact(Box::new(move || mocks::set_rating(&firm(number), given)));
		},
		Op::FinancedAbroad { document } => {
			let corridor = lingnan_support::Corridor::GuangdongHongKong;
			return fact(Box::new(move || mocks::set_financed_abroad(token(document), corridor)));
		},
		Op::HeldAbroad { document, held } => {
			return fact(Box::new(move || mocks::set_held_abroad(token(document), held)));
		},
		Op::Suspend { bank, suspended } => {
			let institution = InstitutionId(bank as u32);
			let call = match suspended {
				true => Lender::suspend { institution }.into(),
				false => Lender::reinstate { institution }.into(),
			};
			(Signer::Governance, call)
		},
		Op::Product { product, open } => {
			let bank = Signer::Account(key(PRODUCTS[product].bank));
			let product = ProductId(product as u32);
			match open {
				true => (bank, Product::reopen { product }.into()),
				false => (bank, Product::withdraw { product }.into()),
			}
		},
		Op::Limit { bank, currency, limit } => {
			let currency = Currency::ALL[currency];
			(Signer::Account(key(bank)), Loan::set_exposure_limit { limit, currency }.into())
		},
		Op::Fund { currency, share, budget } => {
			let (currency, share) = (Currency::ALL[currency], share as u32);
			(Signer::Governance, Loan::set_compensation { currency, share, budget }.into())
		},
		op => security(world, op),
	};
	let origin = match (by, signer) {
		(By::Themselves, Signer::Firm(firm)) => RuntimeOrigin::signed(controller(firm)),
		(By::Officer, Signer::Firm(firm)) => RuntimeOrigin::signed(officer(firm)),
		(By::Themselves, Signer::Account(account)) => RuntimeOrigin::signed(account),
		(By::Themselves, Signer::Governance) => RuntimeOrigin::root(),
		_ => RuntimeOrigin::signed(STRANGER),
	};
	Deed::Call(origin, Box::new(call))
}

fn security(world: &World, op: Op) -> (Signer, RuntimeCall) {
	let holder = |lien: usize| Signer::Account(key(world.liens[lien].bank));
	let reason = H256::repeat_byte(8);
	let (customs, office) = (Signer::Account(CUSTOMS), Signer::Account(IP_OFFICE));
	let (signer, call) = match op {
		Op::Register { firm, document, face } => {
			let receivable = receivable(world, firm, document, face);
			(Signer::Firm(firm), Lien::register_receivable { receivable })
		},
		Op::Attest { firm, document } => {
			let receivable = receivable(world, firm, document, world.documents[document].face);
			let document = DocumentSpec::of(&receivable, tokens(world, document));
			(customs, Lien::attest_document { document, formerly: None })
		},
		Op::Confirm { asset } => {
			// The first document's, for an asset that is none.
			let document = world.assets[asset].paper().map_or(0, |paper| paper.document);
			(customs, Lien::confirm_receivable { asset: AssetId(asset as u64), tokens: tokens(world, document) })
		},
		Op::WithdrawAttestation { document } => (customs, Lien::withdraw_attestation { exact_token: token(document) }),
		Op::Cancel { asset } => {
			let firm = world.assets[asset].paper().map_or(0, |paper| paper.creditor);
			(Signer::Firm(firm), Lien::cancel_receivable { asset: AssetId(asset as u64) })
		},
		Op::Enter { owners, trademark, expires, fee_until } => {
			let number = format!("R{}", world.assets.len());
			let right = RightSpec {
				kind: if trademark { AssetKind::Trademark } else { AssetKind::SoftwareCopyright },
				number: RightNumber::Registration(text(&number)),
				title: text("A right"),
				owners: owners.into_iter().map(firm).collect::<Vec<_>>().try_into().expect("there is room"),
				granted: true,
				expires,
				fee_paid_until: fee_until,
			};
			(office, Lien::register_right { right })
		},
		Op::Update { asset, granted, expires, fee_until, invalidation } => {
			let status = if granted { RightStatus::Granted } else { RightStatus::Lapsed };
			let (fee_paid_until, invalidation_pending) = (fee_until, invalidation);
			let update = RightUpdate { status, expires, fee_paid_until, invalidation_pending };
			(office, Lien::update_right { asset: AssetId(asset as u64), update })
		},
		Op::Encumber { asset, how } => {
			let encumbrance = match how {
				Encumbrance::None => pallet_collateral::Encumbrance::None,
				Encumbrance::Dispute => pallet_collateral::Encumbrance::Dispute,
				Encumbrance::Preservation => pallet_collateral::Encumbrance::Preservation,
			};
			(Signer::Account(COURT), Lien::set_encumbrance { asset: AssetId(asset as u64), encumbrance })
		},
		Op::Transfer { asset, owners } => {
			let owners = owners.into_iter().map(firm).collect::<Vec<_>>().try_into().expect("there is room");
			(office, Lien::transfer_right { asset: AssetId(asset as u64), owners })
		},
		Op::AgreeToPledge { asset, firm: number, agreed } => {
			(Signer::Firm(number), Lien::agree_to_pledge { asset: AssetId(asset as u64), owner: firm(number), agreed })
		},
		Op::Acknowledge { asset, bank } => {
			(Signer::Account(key(bank)), Lien::acknowledge_invalidation { asset: AssetId(asset as u64) })
		},
		Op::Appraise { asset, currency, value, on } => {
			let (asset, currency, report) = (AssetId(asset as u64), Currency::ALL[currency], H256::zero());
			(Signer::Account(APPRAISER), Lien::appraise { asset, currency, value, valued_on: on, report })
		},
		Op::Pledge { asset, firm: number, bank, secured, until } => {
			let lien = LienSpec {
				institution: InstitutionId(bank as u32),
				kind: LienKind::Pledge,
				secured_amount: secured,
				until,
				renews: None,
			};
			(Signer::Firm(number), Lien::pledge { asset: AssetId(asset as u64), pledgor: firm(number), lien })
		},
		Op::Release { lien, by_governance } => {
			let signer = if by_governance { Signer::Governance } else { holder(lien) };
			(signer, Lien::release { lien: LienId(lien as u64) })
		},
		Op::Continue { lien, until } => (holder(lien), Lien::continue_lien { lien: LienId(lien as u64), until }),
		Op::Subordinate { lien, below } => {
			(holder(lien), Lien::subordinate { lien: LienId(lien as u64), below: LienId(below as u64) })
		},
		Op::Lapse { lien } => (Signer::Account(STRANGER), Lien::lapse { lien: LienId(lien as u64) }),
		Op::Propose { lien, deal: proposed } => {
			(holder(lien), Lien::propose_enforcement { lien: LienId(lien as u64), realisation: deal(&proposed) })
		},
		Op::AgreeToEnforcement { lien, firm: number, deal: seen } => {
			let (owner, realisation) = (firm(number), deal(&seen));
			(Signer::Firm(number), Lien::agree_to_enforcement { lien: LienId(lien as u64), owner, realisation })
		},
		Op::Object { lien, firm: number } => (
			Signer::Firm(number),
			Lien::object_to_enforcement { lien: LienId(lien as u64), owner: firm(number), reason },
		),
		Op::Judge { lien, upheld } => {
			(Signer::Account(COURT), Lien::decide_objection { lien: LienId(lien as u64), upheld, reason })
		},
		Op::StateClaim { lien, amount } => (holder(lien), Lien::state_claim { lien: LienId(lien as u64), amount }),
		Op::Enforce { lien } => (holder(lien), Lien::enforce { lien: LienId(lien as u64) }),
		op => return loans(world, op),
	};
	(signer, call.into())
}

/// What the model's deals are in full.
fn conditions(amount: u64, rate: u32, surcharge: u32, fee: u64, tenor: u32, method: RepaymentMethod) -> Conditions {
	let (item, borne_by) = (CostItem::Arrangement, BorneBy::Borrower);
	let cost = Cost { item, payee: Default::default(), amount: fee, after: 0, borne_by };
	let costs: Vec<_> = (fee > 0).then_some(cost).into_iter().collect();
	Conditions {
		adjustment: Adjustment::Unadjusted,
		grace_days: (tenor % 4) as u8,
		prepayment: Effect::Shorter,
		late: Late { surcharge, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
		costs: costs.try_into().expect("there is room for one"),
		..Conditions::plain(amount, tenor as u16, method, Rate::basis_points(rate))
	}
}

fn loans(world: &World, op: Op) -> (Signer, RuntimeCall) {
	let by_bank = |loan: usize, call| (Signer::Account(key(world.loans[loan].product().bank)), call);
	let by_firm = |loan: usize, call| (Signer::Firm(world.loans[loan].firm), call);
	let by_anybody = |call| (Signer::Account(STRANGER), call);
	let evidence = H256::repeat_byte(7);
	let (signer, call) = match op {
		Op::Apply { firm: number, product, amount, tenor, method: how, assets } => {
			let request = RequestSpec {
				amount,
				currency: Currency::ALL[PRODUCTS[product].currency],
				tenor: tenor as u16,
				method: method(how),
				use_of_funds: UseOfFunds::WorkingCapital,
				renews: None,
				line: None,
				security: assets
					.iter()
					.map(|asset| AssetId(*asset as u64))
					.collect::<Vec<_>>()
					.try_into()
					.expect("there is room"),
			};
			(
				Signer::Firm(number),
				Loan::apply { enterprise: firm(number), product: ProductId(product as u32), request },
			)
		},
		Op::Offer { loan, amount, rate, surcharge, fee, tenor, days } => {
			let method = method(world.loans[loan].deal.method);
			let conditions = conditions(amount, rate, surcharge, fee, tenor, method);
			let terms = OfferSpec { conditions, valid_until: mocks::now() + u64::from(days) * mocks::DAY };
			by_bank(loan, Loan::make_offer { application: ApplicationId(loan as u64), terms })
		},
		Op::Accept { loan, as_offered } => {
			let application = ApplicationId(loan as u64);
			let offered = Financing::application(application).and_then(|view| view.offered_terms_hash);
			let terms_hash = offered.filter(|_| as_offered).unwrap_or_default();
			by_firm(loan, Loan::accept_offer { application, terms_hash })
		},
		Op::Refuse { loan } => by_firm(loan, Loan::refuse_offer { application: ApplicationId(loan as u64) }),
		Op::Withdraw { loan } => by_firm(loan, Loan::withdraw_application { application: ApplicationId(loan as u64) }),
		Op::Decline { loan, came_back } => {
			let reason = if came_back { DeclineReason::DisbursementReversed } else { DeclineReason::Capacity };
			by_bank(loan, Loan::decline { application: ApplicationId(loan as u64), reason })
		},
		Op::Expire { loan } => by_anybody(Loan::expire { application: ApplicationId(loan as u64) }),
		Op::Disburse { loan, reference, on } => {
			let reference = text(&reference);
			by_bank(loan, Loan::disburse { application: ApplicationId(loan as u64), reference, value_date: on })
		},
		Op::ConfirmReceipt { loan, reference } => by_firm(
			loan,
			Loan::confirm_receipt { application: ApplicationId(loan as u64), reference: text(&reference) },
		),
		Op::Dispute { loan } => {
			by_firm(loan, Loan::dispute_payment { application: ApplicationId(loan as u64), evidence })
		},
		Op::Answer { loan } => {
			by_bank(loan, Loan::answer_dispute { application: ApplicationId(loan as u64), evidence })
		},
		Op::Decide { loan, paid } => {
			let finding = if paid { Finding::Paid } else { Finding::NotPaid };
			(Signer::Account(REGULATOR), Loan::decide_dispute { application: ApplicationId(loan as u64), finding })
		},
		Op::Start { loan } => by_anybody(Loan::start_loan { application: ApplicationId(loan as u64) }),
		Op::Repay { loan, amount, reference, on } => {
			let reference = text(&reference);
			by_bank(loan, Loan::record_repayment { loan: LoanId(loan as u64), amount, reference, value_date: on })
		},
		Op::Reverse { loan, entry, lender } => {
			let call = Loan::reverse { loan: LoanId(loan as u64), posting: entry as u32, reason: text("bounced") };
			match lender {
				true => by_bank(loan, call),
				false => by_firm(loan, call),
			}
		},
		Op::Charge { loan, amount } => {
			by_bank(loan, Loan::levy_charge { loan: LoanId(loan as u64), amount, reason: text("letter") })
		},
		Op::Claim { loan, amount, reference, on } => {
			let reference = text(&reference);
			by_firm(
				loan,
				Loan::claim_payment { loan: LoanId(loan as u64), amount, reference, value_date: on, evidence },
			)
		},
		Op::RefuseClaim { loan, reference } => {
			let (reference, reason) = (text(&reference), text("no money"));
			by_bank(loan, Loan::refuse_claim { loan: LoanId(loan as u64), reference, reason })
		},
		Op::Note { loan } => by_anybody(Loan::note_arrears { loan: LoanId(loan as u64) }),
		Op::Call { loan } => by_bank(loan, Loan::declare_default { loan: LoanId(loan as u64) }),
		Op::WriteOff { loan, share } => by_bank(loan, Loan::write_off { loan: LoanId(loan as u64), share }),
		Op::Ask { loan } => by_bank(loan, Loan::ask_compensation { loan: LoanId(loan as u64) }),
		Op::Approve { loan } => (Signer::Account(REGULATOR), Loan::approve_compensation { loan: LoanId(loan as u64) }),
		other => unreachable!("{other:?} is no call on a loan"),
	};
	(signer, call.into())
}
