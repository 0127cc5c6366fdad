//! How long it takes to match a request with the products of Guangdong, all-in rates included: over requests of every
//! method, and terms and amounts from end to end.
//!
//! ```text
//! cargo run --release -p lingnan-lending --example matching
//! ```

use lingnan_lending::matching::{judge_all, Around};
use lingnan_types::{
	application::{RequestSpec, UseOfFunds},
	enterprise::EnterpriseProfile,
	product::{Applicant, Match, ProductSpec, ProductView, RepaymentMethod},
	rating::RatingSummary,
	Amount, AssetKind, Currency, Division, EnterpriseStatus, Grade, InstitutionId, Jurisdiction, ProductId,
	ScorecardId, SecurityOffer, MAX_AMOUNT,
};
use serde_json::{json, Value};
use std::{hint::black_box, time::Instant};

/// The products of the development chain, as the node reads them: institutions numbered as they come.
fn shelf() -> Vec<ProductView> {
	let list: Vec<Value> =
		serde_json::from_str(include_str!("../../../chain-spec/guangdong/products.json")).expect("a list");
	let mut institutions: Vec<Value> = Vec::new();
	let products = list.into_iter().map(|mut one| {
		let fields = one.as_object_mut().expect("a product");
		fields.remove("code");
		let institution = fields.remove("institution").expect("it is of one");
		if !institutions.contains(&institution) {
			institutions.push(institution.clone());
		}
		let number = institutions.iter().position(|known| *known == institution).expect("it is there") as u32;
		if fields["reference"].is_string() {
			fields["reference"] = json!(0);
		}
		let spec: ProductSpec = serde_json::from_value(one).expect("as the chain takes it");
		(InstitutionId(number), spec)
	});
	(0..)
		.map(ProductId)
		.zip(products)
		.map(|(id, (institution, spec))| ProductView { id, institution, open: true, spec })
		.collect()
}

/// The same, but each lends any amount for up to thirty years in every way, with every cost that a product can have.
fn dearest(shelf: &[ProductView]) -> Vec<ProductView> {
	let change = |product: &ProductView| {
		let mut product = product.clone();
		let spec = &mut product.spec;
		(spec.min_amount, spec.max_amount, spec.min_tenor, spec.max_tenor) = (1, MAX_AMOUNT, 1, 360);
		spec.methods = RepaymentMethod::ALL.to_vec().try_into().expect("four");
		let rule = json!({ "item": "Other", "payee": "x", "share": 10, "after": 0, "borneBy": "Borrower" });
		spec.costs = (0..16)
			.map(|n: u16| {
				let mut rule = rule.clone();
				(rule["payee"], rule["after"]) = (json!(n.to_string()), json!(n * 60));
				serde_json::from_value(rule).expect("a rule")
			})
			.collect::<Vec<_>>()
			.try_into()
			.expect("sixteen");
		product
	};
	shelf.iter().map(change).collect()
}

/// The least of some rounds, since what else runs on the machine only adds. Microseconds.
fn time(mut run: impl FnMut() -> Vec<Match>) -> f64 {
	let rounds = (0..15).map(|_| {
		let start = Instant::now();
		black_box(run());
		start.elapsed().as_secs_f64() * 1e6
	});
	rounds.fold(f64::INFINITY, f64::min)
}

struct Measured {
	spent: f64,
	fit: usize,
	told: String,
}

fn measure(shelf: &[ProductView], grade: Option<Grade>) -> Vec<Measured> {
	let profile = EnterpriseProfile {
		status: EnterpriseStatus::Active,
		jurisdiction: Jurisdiction::Guangdong,
		industry: "C39".parse().expect("a code"),
		division: Some(Division(440_300)),
		founded: 10_000,
		registered_capital: 1,
		capital_currency: Currency::Cny,
	};
	let rating = grade.map(|grade| RatingSummary {
		scorecard: ScorecardId(0),
		grade,
		default_probability: 10,
		coverage: 10_000,
		made_at: 0,
		valid_until: u64::MAX,
		institution: None,
		indicators: vec![],
	});
	let around = |_| Around { today: 20_700, lender_active: true, headroom: Amount::MAX, lender_headroom: Amount::MAX };
	let offer =
		|kind| SecurityOffer { kind, currency: Currency::Cny, lending_value: MAX_AMOUNT, trade_record_confirmed: true };
	let mut all = Vec::new();
	for security in [None, Some(AssetKind::TradeReceivable), Some(AssetKind::Invention)] {
		let security: Vec<_> = security.map(offer).into_iter().collect();
		for method in RepaymentMethod::ALL {
			for tenor in [1, 3, 6, 12, 18, 24, 36, 60, 84, 360] {
				for amount in [1, 10_000_000, 50_000_000, 100_000_000, 500_000_000, MAX_AMOUNT] {
					let request = RequestSpec {
						amount,
						currency: Currency::Cny,
						tenor,
						method,
						use_of_funds: UseOfFunds::WorkingCapital,
						security: Default::default(),
						renews: None,
						line: None,
					};
					let applicant = Applicant {
						profile: &profile,
						rating: rating.as_ref(),
						request: &request,
						security: &security,
					};
					let run = || judge_all(black_box(shelf), &applicant, true, around);
					let fit = run().iter().filter(|found| found.eligible).count();
					let told = format!("{method}, {tenor} months, {amount} minor units, {} assets", security.len());
					all.push(Measured { spent: time(run), fit, told });
				}
			}
		}
	}
	all.sort_by(|a, b| a.spent.total_cmp(&b.spent));
	all
}

fn main() {
	let shelf = shelf();
	let worst = dearest(&shelf);
	for (what, shelf) in
		[("the products of Guangdong", &shelf), ("each lends all, for 360 months, with 16 costs", &worst)]
	{
		for grade in [Some(Grade::Aaa), Some(Grade::Bbb), None] {
			let all = measure(shelf, grade);
			let (least, middle, most) = (&all[0], &all[all.len() / 2], &all[all.len() - 1]);
			let grade = grade.map_or("no rating".into(), |grade| grade.to_string());
			println!("{} products ({what}), {grade}, {} requests:", shelf.len(), all.len());
			for (which, one) in [("cheapest", least), ("median", middle), ("dearest", most)] {
				let Measured { spent, fit, told } = one;
				println!(
					"  {which:>8}: {spent:7.1} us, {:6.0}/s, {:.1} times; {fit} fit ({told})",
					1e6 / spent,
					spent / least.spent
				);
			}
		}
	}
}
