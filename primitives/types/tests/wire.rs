//! What is asked and answered goes through JSON and through the codec, and comes back as it was. Values are drawn from what
//! the types say of themselves, so that a field or a word that is added is tested by itself.

use codec::{DecodeAll, Encode};
use lingnan_types::{
	agency, allowance, application, asset, attestation, bank_days, card, claim, conditions, consent, corridor, dataset,
	enterprise, guarantee, guardian, indicator, institution, lien, line, loan, loan_class, mandate, passport, peer,
	policy, product, rating, receivable, recovery, reference_rate, right, scorecard, validator, voucher,
	CustomsDeclaration, Industry, Lei, PatentNumber, RegistrationNumber,
};
use proptest::prelude::*;
use scale_info::{form::PortableForm, MetaType, PortableRegistry, Registry, TypeDef, TypeDefPrimitive, TypeInfo};
use serde::{de::DeserializeOwned, Serialize};
use std::{
	collections::BTreeSet,
	fmt::Debug,
	fs,
	path::{Path, PathBuf},
};

/// Draws the bytes of some value of a type.
struct Drawn<'r> {
	types: &'r PortableRegistry,
	state: u64,
	bytes: Vec<u8>,
}

impl Drawn<'_> {
	/// SplitMix64.
	fn number(&mut self) -> u64 {
		self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.state;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	fn below(&mut self, end: usize) -> usize {
		usize::try_from(self.number() % end.max(1) as u64).expect("it is below a usize")
	}

	fn one_of<T: Encode>(&mut self, all: &[T]) {
		let place = self.below(all.len());
		all[place].encode_to(&mut self.bytes);
	}

	fn value(&mut self, id: u32) {
		let ty = self.types.resolve(id).expect("it is registered");
		// Codes have texts of their own in JSON, which are checked when they are read.
		match ty.path.segments.last().map(String::as_str) {
			Some("RegistrationNumber") => {
				let numbers = ["CN:91440300708461136T", "HK:12345678", "MO:SO 12-3/4.5"];
				return self.one_of(&numbers.map(|number| number.parse::<RegistrationNumber>().unwrap()));
			},
			Some("Industry") => return self.one_of(&["C", "C39", "C3911"].map(|i| i.parse::<Industry>().unwrap())),
			Some("Lei") => return self.one_of(&["254900Z30CLK7HKE9H46".parse::<Lei>().unwrap()]),
			Some("PatentNumber") => return self.one_of(&["ZL201710601862.3".parse::<PatentNumber>().unwrap()]),
			Some("CustomsDeclaration") => {
				return self.one_of(&["516620260123456789".parse::<CustomsDeclaration>().unwrap()]);
			},
			_ => {},
		}
		match &ty.type_def {
			TypeDef::Composite(composite) => self.fields(&composite.fields),
			TypeDef::Variant(words) => {
				let word = &words.variants[self.below(words.variants.len())];
				self.bytes.push(word.index);
				self.fields(&word.fields);
			},
			TypeDef::Sequence(sequence) => {
				let length = self.below(4);
				codec::Compact(length as u32).encode_to(&mut self.bytes);
				(0..length).for_each(|_| self.value(sequence.type_param.id));
			},
			TypeDef::Array(array) => (0..array.len).for_each(|_| self.value(array.type_param.id)),
			TypeDef::Tuple(tuple) => tuple.fields.iter().for_each(|field| self.value(field.id)),
			TypeDef::Primitive(primitive) => self.primitive(primitive),
			other => panic!("no value of {other:?} was drawn yet"),
		}
	}

	fn fields(&mut self, fields: &[scale_info::Field<PortableForm>]) {
		fields.iter().for_each(|field| self.value(field.ty.id));
	}

	fn primitive(&mut self, primitive: &TypeDefPrimitive) {
		use TypeDefPrimitive::*;
		// The ends of the range as often as what lies between.
		let number = [0, u64::MAX, 1 << 63, self.number()][self.below(4)];
		let wide = match primitive {
			Bool => return self.one_of(&[false, true]),
			Str => return self.one_of(&["Nanshan Precision", "荔枝电子", "a"]),
			U8 | I8 => 1,
			U16 | I16 => 2,
			U32 | I32 => 4,
			U64 | I64 => 8,
			other => panic!("no value of {other:?} was drawn yet"),
		};
		self.bytes.extend_from_slice(&number.to_le_bytes()[8 - wide..]);
	}
}

fn goes_and_comes_back<T>(seed: u64)
where
	T: Encode + DecodeAll + TypeInfo + Serialize + DeserializeOwned + PartialEq + Debug + 'static,
{
	let mut registry = Registry::new();
	let id = registry.register_type(&MetaType::new::<T>()).id;
	let types = registry.into();
	let mut drawn = Drawn { types: &types, state: seed, bytes: Vec::new() };
	drawn.value(id);
	let value = T::decode_all(&mut drawn.bytes.as_slice()).expect("the type says how it is encoded");
	assert_eq!(value.encode(), drawn.bytes);
	let json = serde_json::to_string(&value).expect("it is JSON");
	let back = serde_json::from_str::<T>(&json).unwrap_or_else(|error| panic!("{error} in {json}"));
	assert_eq!(back, value, "{json}");
	// As the command reads answers: over a tree.
	let tree = serde_json::to_value(&value).expect("it is JSON");
	assert_eq!(serde_json::from_value::<T>(tree).expect("it reads as well from a tree"), value);
}

macro_rules! wire {
	($($record:ty),+ $(,)?) => {
		/// All that is tested.
		const TESTED: &[&str] = &[$(stringify!($record)),+];

		proptest! {
			#[test]
			fn what_is_asked_and_answered_comes_back_as_it_was(seed: u64) {
				$(goes_and_comes_back::<$record>(seed);)+
			}
		}
	};
}

// An account is text in JSON; any text stands for one here.
wire!(
	agency::AgencySpec<String>,
	agency::AgencyView<String>,
	allowance::AllowanceView<String>,
	application::ApplicationView,
	application::OfferSpec,
	application::RequestSpec,
	application::Terms,
	application::OverrideView,
	asset::AssetView,
	attestation::AgencyAttestationView,
	attestation::AttestationView,
	attestation::DisputeView,
	attestation::AttestationSpec,
	bank_days::CalendarView,
	card::CardView,
	claim::ClaimView,
	claim::DocumentView,
	consent::ConsentSpec,
	consent::ConsentView,
	consent::DeletionStatement,
	consent::ReceiptView,
	corridor::CorridorView,
	dataset::DatasetView,
	enterprise::AmendmentSpec,
	enterprise::EnterpriseLine,
	enterprise::EnterpriseView<String>,
	enterprise::RegistrationSpec,
	guarantee::GuaranteeSpec,
	guarantee::GuaranteeView,
	guarantee::GuarantorSpec<String>,
	guarantee::GuarantorView<String>,
	guarantee::PartView,
	loan_class::ClassRuleView,
	loan_class::ClassificationView,
	guardian::GuardianAct<String>,
	guardian::Guardians<String>,
	guarantee::GuaranteeSpec,
	guarantee::GuaranteeView,
	guarantee::GuarantorSpec<String>,
	guarantee::GuarantorView<String>,
	guarantee::PartView,
	guarantee::PoolAccountView,
	guarantee::PoolRules,
	guarantee::PoolView,
	loan_class::ClassRuleView,
	loan_class::ClassificationView,
	guardian::GuardiansView<String>,
	guardian::WordView<String>,
	indicator::IndicatorSpec,
	indicator::IndicatorView,
	institution::InstitutionSpec<String>,
	institution::InstitutionView<String>,
	lien::LienSpec,
	lien::LienView,
	lien::Realisation,
	loan::ClaimView,
	loan::Entry,
	loan::ExposureView,
	loan::FundView,
	loan::HeadroomView,
	line::CommitmentDue,
	line::FeePayment,
	line::LineSpec,
	line::LineView,
	loan::LoanLine,
	loan::ProposalView,
	loan::Quote,
	loan::Amendment,
	conditions::Conditions,
	policy::PolicySpec,
	policy::PolicyView,
	loan::LoanView,
	loan::OwnRoom,
	loan::StatementLine,
	mandate::MandateSpec,
	mandate::OfficerView<String>,
	passport::PassportsView<String>,
	passport::SentPassportView,
	passport::VisitorView<String>,
	peer::PeersView,
	product::Match,
	product::MatchRefusal,
	product::ProductSpec,
	product::ProductView,
	rating::GradeProof,
	rating::ProofBasis,
	rating::RatingView,
	rating::RatingsView,
	receivable::CreditNoteSpec,
	receivable::DocumentSpec,
	receivable::ReceivableSpec,
	receivable::ReceivableView,
	recovery::Recovery<String>,
	reference_rate::ReferenceRateSpec,
	reference_rate::ReferenceRateView,
	right::RightSpec,
	right::RightUpdate,
	right::RightView,
	scorecard::CharacteristicSpec,
	scorecard::Finding,
	scorecard::OutcomeView,
	scorecard::ScorecardSpec,
	scorecard::ScorecardView,
	validator::ValidatorView<String>,
	voucher::CheckView,
	voucher::VoucherView,
);

/// Structs of this crate whose names end so, each after its module.
fn declared(ends: &[&str]) -> BTreeSet<String> {
	let list = |folder: &Path| -> Vec<PathBuf> {
		fs::read_dir(folder).expect("the sources are there").map(|one| one.expect("it can be listed").path()).collect()
	};
	let sources = list(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
	let (folders, mut sources): (Vec<_>, Vec<_>) = sources.into_iter().partition(|path| path.is_dir());
	sources.extend(folders.iter().flat_map(|folder| list(folder)));
	let mut found = BTreeSet::new();
	for path in sources {
		let module = path.file_stem().expect("a source has a name").to_string_lossy().into_owned();
		let text = fs::read_to_string(&path).expect("it is text");
		let structs = text.split("pub struct ").skip(1);
		let names = structs.filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
		found.extend(names.filter(|name| ends.iter().any(|end| name.ends_with(end))).map(|n| format!("{module}::{n}")));
	}
	found
}

#[test]
fn no_view_and_no_spec_is_left_out() {
	let plain = |record: &&str| record.split('<').next().unwrap_or_default().replace(' ', "");
	let tested: BTreeSet<String> = TESTED.iter().map(plain).collect();
	let declared = declared(&["Line", "Spec", "View"]);
	assert!(declared.contains("asset::AssetView") && declared.contains("lien::LienSpec"));
	let left_out: Vec<_> = declared.difference(&tested).collect();
	assert!(left_out.is_empty(), "add them to the list in this file: {left_out:?}");
}

/// The spelling of the chain, in which words are shown and read.
#[test]
fn every_word_is_read_as_it_is_shown() {
	macro_rules! each {
		($($name:ty),+ $(,)?) => {
			$(for (place, word) in <$name>::ALL.into_iter().enumerate() {
				let text = word.to_string();
				assert_eq!(text.parse(), Ok(word));
				assert_eq!(text, format!("{word:?}"), "as the chain spells it");
				assert_eq!(serde_json::to_value(word).unwrap(), text.as_str(), "as its JSON does");
				assert_eq!(word.encode(), [place as u8], "in the order of the type");
				assert!(text.to_lowercase().parse::<$name>().is_err() && "".parse::<$name>().is_err());
			})+
		};
	}
	use lingnan_types as t;
	each!(
		t::application::UseOfFunds,
		t::conditions::Adjustment,
		t::conditions::BorneBy,
		t::conditions::Claim,
		t::conditions::CostItem,
		t::conditions::Effect,
		t::conditions::FirstPeriod,
		t::conditions::OnUnpaidInterest,
		t::loan::AmendmentKind,
		t::AgencyRight,
		t::AssetKind,
		t::Corridor,
		t::Currency,
		t::DataClass,
		t::Direction,
		t::DuplicateAnswer,
		t::EnterpriseStatus,
		t::Grade,
		t::Jurisdiction,
		t::Purpose,
		t::VoucherOutcome,
		t::application::DeclineReason,
		t::application::Finding,
		t::asset::Refusal,
		t::attestation::RevocationReason,
		t::card::CardState,
		t::consent::ConsentStanding,
		t::consent::Standing,
		t::indicator::Class,
		t::guarantee::Covered,
		t::guarantee::GuaranteeState,
		t::guarantee::GuarantorKind,
		t::guarantee::PaymentModel,
		t::guarantee::SharingScheme,
		t::LoanClass,
		t::institution::InstitutionKind,
		t::lien::LienKind,
		t::lien::Price,
		t::lien::Register,
		t::loan::LoanState,
		t::mandate::Duty,
		t::product::OutsideProduct,
		t::product::Refusal,
		t::product::RepaymentMethod,
		t::passport::PassportStanding,
		t::passport::SentStanding,
		t::receivable::DocumentStatus,
		t::right::Encumbrance,
		t::right::FeeWatch,
		t::right::RightStatus,
		t::scorecard::Status,
	);
	assert_eq!("D".parse::<t::Grade>().unwrap_err().to_string(), "one of AAA, AA, A, BBB, BB, B, CCC, CC, C");
}

/// A command line lists the words in small letters with hyphens.
#[cfg(feature = "clap")]
#[test]
fn a_command_line_has_every_word() {
	use clap::ValueEnum;
	let typed = |word: lingnan_types::Purpose| word.to_possible_value().unwrap().get_name().to_string();
	let all = lingnan_types::Purpose::ALL.map(typed);
	assert_eq!(all, ["assessment", "monitoring", "cross-border-verification"]);
	assert_eq!(lingnan_types::Currency::value_variants(), lingnan_types::Currency::ALL);
}
