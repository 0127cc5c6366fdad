use super::{loan::proposal_text, Context};
use crate::{
	client::{
		calls::guarantees,
		questions,
		terms::{guaranteed, proposed},
	},
	error::{Error, Result},
	output::{date_text, money, percent, record, records_of, until_text},
	values,
};
use clap::Subcommand;
use lingnan_types::{
	guarantee::{Covered, GuaranteePart, GuaranteeSpec, PaymentModel, PoolRules, SharingScheme},
	Amount, ApplicationId, BasisPoints, Currency, GuaranteeId, GuarantorId, LoanId, Timestamp,
};
use serde_json::json;
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Guarantee {
	/// Show who can stand behind loans
	Guarantors,
	/// Show the guarantees of a loan, or of the application that it will come from
	Show {
		/// The number of the loan or of the application: it is the same
		loan: LoanId,
	},
	/// Show the guarantees of which a guarantor has a part
	By {
		/// The guarantor's number
		guarantor: GuarantorId,
	},
	/// Show what each institution used of a guarantor, what it claimed, and its room
	Accounts {
		/// The guarantor's number
		guarantor: GuarantorId,
	},
	/// Say how far you stand behind loans in a currency, for what you sign from now on (guarantor)
	SetPool {
		#[arg(long, value_parser = values::currency, default_value = "CNY")]
		currency: Currency,
		/// The most principal at once
		#[arg(long, value_parser = values::some_amount, required_unless_present = "lift", requires = "for_each")]
		total: Option<Amount>,
		/// Of that, the most for one institution
		#[arg(long, value_parser = values::some_amount)]
		for_each: Option<Amount>,
		/// Once so much of what you stood behind for an institution was claimed, you stand behind nothing new for it; 100% if left out
		#[arg(long, value_parser = values::share, default_value = "100%")]
		stop_rate: BasisPoints,
		/// Stand behind as much as you sign for
		#[arg(long, conflicts_with_all = ["total", "for_each"])]
		lift: bool,
	},
	/// Propose a guarantee for an application whose terms were offered (institution)
	Propose {
		application: ApplicationId,
		/// A guarantor and its share, such as 0=40%; with /0 behind it, it stands behind guarantor 0 and pays that one: 1=30%/0
		#[arg(long = "part", required = true, value_parser = part)]
		parts: Vec<GuaranteePart>,
		/// By which scheme a loss is shared
		#[arg(long, value_enum, default_value = "agreed")]
		scheme: SharingScheme,
		/// When guarantors pay
		#[arg(long, value_enum, default_value = "advance")]
		model: PaymentModel,
		/// What they pay a share of
		#[arg(long, value_enum, default_value = "principal")]
		covers: Covered,
	},
	/// Sign your part of a guarantee: exactly the terms that it shows (guarantor)
	Sign {
		/// The guarantee's number
		guarantee: GuaranteeId,
		/// Hash of the terms that you read: anything else is refused. Without it they are shown and nothing is sent
		#[arg(long, value_parser = values::hash)]
		terms_hash: Option<H256>,
	},
	/// Agree to exactly the conditions that the lender proposes for the loan, which are shown first (guarantor)
	Agree {
		/// The guarantee's number
		guarantee: GuaranteeId,
		/// Hash of the conditions that you read: anything else is refused. Without it they are shown and nothing is sent
		#[arg(long, value_parser = values::hash, requires = "valid_until")]
		amendment_hash: Option<H256>,
		/// The last day on which it can be accepted, as you read it: you agree to it until then and no longer
		#[arg(long, value_parser = values::until, requires = "amendment_hash")]
		valid_until: Option<Timestamp>,
	},
	/// Refuse to guarantee, before you have signed (guarantor)
	Refuse(Which),
	/// Take a guarantee back before its loan begins (institution)
	Withdraw(Which),
	/// Call a guarantee, once the loan was called (institution)
	Call(Which),
	/// State that you have paid (guarantor)
	Paid(Which),
	/// Record that a guarantor paid: the chain says how much (institution)
	Record {
		/// The guarantee's number
		guarantee: GuaranteeId,
		/// The guarantor's number
		guarantor: GuarantorId,
	},
	/// Record that a guarantor that stands behind you has paid its part (guarantor)
	Reimbursed {
		/// The guarantee's number
		guarantee: GuaranteeId,
		/// The number of the guarantor that paid
		by: GuarantorId,
	},
	/// Give a guarantee back for good (institution)
	Release(Which),
}

/// Which guarantee.
#[derive(Debug, clap::Args)]
pub struct Which {
	/// The guarantee's number
	guarantee: GuaranteeId,
}

/// `0=40%`, or `1=30%/0`: behind guarantor 0.
fn part(text: &str) -> Result<GuaranteePart, String> {
	let hint =
		|| String::from("write a guarantor and its share, such as 0=40%, or 1=30%/0 if it stands behind guarantor 0");
	let (guarantor, rest) = text.split_once('=').ok_or_else(hint)?;
	let (share, behind) = rest.split_once('/').map_or((rest, None), |(share, behind)| (share, Some(behind)));
	let number = |text: &str| text.trim().parse::<GuarantorId>().map_err(|_| hint());
	let backs = behind.map(number).transpose()?;
	Ok(GuaranteePart { guarantor: number(guarantor)?, share: values::share(share)?, backs })
}

/// Columns of lists for people.
const COLUMNS: &[&str] =
	&["id", "loan", "institution", "state", "scheme", "model", "covers", "parts", "lenderBears", "callBy", "payBy"];

impl Guarantee {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Guarantors => {
				let columns = &["id", "name", "kind", "jurisdiction", "suspended", "pools"];
				list(c, "guarantee_guarantors", json!([]), columns).await
			},
			Self::Accounts { guarantor } => {
				let columns = &["institution", "currency", "used", "guaranteed", "claimed", "stopped", "room"];
				list(c, "guarantee_accounts", json!([guarantor]), columns).await
			},
			Self::SetPool { currency, total, for_each, stop_rate, .. } => {
				let (currency, stop_rate) = (*currency, *stop_rate);
				let rules = total.zip(*for_each).map(|(total, for_each)| PoolRules { total, for_each, stop_rate });
				c.submit(guarantees::SetPool { currency, rules }, |_| match rules {
					Some(PoolRules { total, for_each, .. }) => format!(
						"you stand behind {} at most, {} for each institution",
						money(total, Some(currency.name())),
						money(for_each, Some(currency.name()))
					),
					None => format!("you stand behind as much in {currency} as you sign for"),
				})
				.await
			},
			Self::Show { loan } => list(c, "guarantee_of", json!([loan]), COLUMNS).await,
			Self::By { guarantor } => list(c, "guarantee_by", json!([guarantor]), COLUMNS).await,
			Self::Propose { application, parts, scheme, model, covers } => {
				let (application, scheme, model, covers) = (*application, *scheme, *model, *covers);
				let parts = super::few(parts.clone(), "parts")?;
				let guarantee = GuaranteeSpec { application, scheme, model, covers, parts };
				c.submit(guarantees::Propose { guarantee }, |_| {
					format!("a guarantee is proposed for application {application}: its guarantors sign it")
				})
				.await
			},
			Self::Sign { guarantee, terms_hash } => {
				let shown = questions::guarantee::get(&c.client, *guarantee).await?;
				let own = own_share(c, &shown).await?;
				let terms = guaranteed(*guarantee, &shown)?;
				if !c.output.json {
					let told = c.told("guarantee_get", &json!(shown));
					c.output.say(format!(
						"{}\nhash of exactly this, made on this machine: {terms:?}\nthe loan: `lingnan application sheet {}`",
						record(&told),
						shown.loan
					));
				}
				super::as_read(*terms_hash, terms, "--terms-hash")?;
				let call = guarantees::Sign { guarantee: *guarantee, terms };
				c.submit(call, |_| {
					format!("you stand behind {} of loan {} once it begins", percent(own.into()), shown.loan)
				})
				.await
			},
			Self::Agree { guarantee, amendment_hash, valid_until: read } => {
				let shown = questions::guarantee::get(&c.client, *guarantee).await?;
				own_share(c, &shown).await?;
				let loan = c.loan(shown.loan).await?;
				let (amendment, hash) = proposed(&loan)?;
				let Some(valid_until) = loan.proposed.as_ref().map(|proposal| proposal.valid_until) else {
					return Err(Error::NotFound(format!("nothing is proposed for loan {}", loan.id)));
				};
				c.output.say(format!(
					"{}\nit can be accepted {}",
					proposal_text(&loan, amendment, hash),
					until_text(valid_until)
				));
				let Some(given) = amendment_hash else {
					return Err(Error::usage(format!(
						"nothing was sent: read what is shown, then give --amendment-hash {hash:?} --valid-until {valid_until}"
					)));
				};
				super::ensure_read(*given, hash, "--amendment-hash")?;
				if *read != Some(valid_until) {
					let until = until_text(valid_until);
					let reason =
						format!("it can be accepted {until}, and that is not what was read. Nothing was signed.");
					return Err(Error::DoesNotHold { name: "TermsDiffer", reason });
				}
				let call = guarantees::AgreeToAmendment { guarantee: *guarantee, amendment: hash, valid_until };
				c.submit(call, |_| {
					format!(
						"you stand behind loan {} by exactly these conditions, which can be accepted {}",
						loan.id,
						until_text(valid_until)
					)
				})
				.await
			},
			Self::Refuse(Which { guarantee }) => {
				let call = guarantees::Refuse { guarantee: *guarantee };
				c.submit(call, |_| format!("guarantee {guarantee} is refused: there is none")).await
			},
			Self::Withdraw(Which { guarantee }) => {
				let call = guarantees::Withdraw { guarantee: *guarantee };
				c.submit(call, |_| format!("guarantee {guarantee} is taken back")).await
			},
			Self::Call(Which { guarantee }) => {
				c.submit(guarantees::CallGuarantee { guarantee: *guarantee }, |_| {
					format!("guarantee {guarantee} is called: its guarantors pay, and you record it")
				})
				.await?;
				let shown = questions::guarantee::get(&c.client, *guarantee).await?;
				if let (Some(day), false) = (shown.pay_by, c.output.json) {
					c.output.say(format!("the last day to pay in time is {}", date_text(day.into())));
				}
				Ok(())
			},
			Self::Paid(Which { guarantee }) => {
				let call = guarantees::StatePayment { guarantee: *guarantee };
				c.submit(call, |_| {
					format!("it is stated that you have paid on guarantee {guarantee}; whoever was paid records it")
				})
				.await
			},
			Self::Record { guarantee, guarantor } => {
				let call = guarantees::RecordPayment { guarantee: *guarantee, guarantor: *guarantor };
				c.submit(call, |_| {
					format!(
						"guarantor {guarantor} has paid, and stands in your place for its part of what is recovered"
					)
				})
				.await
			},
			Self::Reimbursed { guarantee, by } => {
				let call = guarantees::RecordReimbursement { guarantee: *guarantee, by: *by };
				c.submit(call, |_| format!("guarantor {by} has paid you its part of guarantee {guarantee}")).await
			},
			Self::Release(Which { guarantee }) => {
				let call = guarantees::Release { guarantee: *guarantee };
				c.submit(call, |_| format!("guarantee {guarantee} is given back")).await
			},
		}
	}
}

/// What the signer is asked to stand behind, in basis points.
async fn own_share(c: &Context, shown: &lingnan_types::guarantee::GuaranteeView) -> Result<u32> {
	let signer = crate::keys::account(&c.signer()?);
	let all = questions::guarantee::guarantors(&c.client).await?;
	let own = all.iter().find(|one| one.key == signer).map(|one| one.id);
	let part = shown.parts.iter().find(|part| Some(part.guarantor) == own);
	let part = part.ok_or_else(|| Error::usage("the key that signs is of no guarantor of this guarantee"))?;
	Ok(part.share)
}

async fn list(c: &Context, method: &str, params: serde_json::Value, columns: &[&str]) -> Result<()> {
	let answer = c.client.whole(method, params, None).await?;
	if answer.as_array().is_none_or(Vec::is_empty) {
		return Err(Error::NotFound(match method {
			"guarantee_guarantors" => {
				"nobody can stand behind loans on this chain: governance registers who can".into()
			},
			"guarantee_accounts" => "nobody has used anything of this guarantor".into(),
			_ => "there is no guarantee".into(),
		}));
	}
	let told = c.told(method, &answer);
	c.output.answer(&answer, |_| records_of(&told, columns));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_part_is_a_guarantor_with_its_share_and_perhaps_another_in_front() {
		let of = |guarantor, share, backs: Option<u32>| GuaranteePart {
			guarantor: GuarantorId(guarantor),
			share,
			backs: backs.map(GuarantorId),
		};
		assert_eq!(part("0=40%"), Ok(of(0, 4_000, None)));
		assert_eq!(part("1=30/0"), Ok(of(1, 3_000, Some(0))));
		assert_eq!(part("12 = 3000bp"), Ok(of(12, 3_000, None)));
		for bad in ["", "0", "=40", "x=40", "0=", "0=140%", "0=40/x", "0=-1"] {
			assert!(part(bad).is_err(), "{bad}");
		}
	}
}
