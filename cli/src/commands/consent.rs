use super::{few, Context};
use crate::{
	client::{calls::consents, Call},
	error::Result,
	output::until_text,
	values,
};
use clap::Subcommand;
use lingnan_types::{
	consent::{ConsentSpec, Scope},
	ConsentId, IndicatorId, InstitutionId, Purpose, RegistrationNumber, Timestamp,
};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Consent {
	/// Let an institution use attestations about an enterprise (enterprise)
	Give {
		number: RegistrationNumber,
		#[arg(long)]
		institution: String,
		#[arg(long, value_enum, default_value = "assessment")]
		purpose: Purpose,
		/// Numbers or names of the indicators, separated by commas; all if not given
		#[arg(long, value_delimiter = ',')]
		indicators: Vec<String>,
		/// First day; now if not given
		#[arg(long, value_parser = values::moment)]
		from: Option<Timestamp>,
		/// Last day
		#[arg(long, value_parser = values::until)]
		until: Timestamp,
		/// How many times, 1 to 1,000
		#[arg(long, value_parser = values::within::<u32, 1, 1_000>)]
		uses: u32,
		/// Days for which the institution may keep the data, 1 to 3,660
		#[arg(long, default_value = "90", value_parser = values::within::<u32, 1, 3_660>)]
		retention_days: u32,
	},
	/// Pause a consent (enterprise)
	Pause { consent: ConsentId },
	/// Resume a paused consent (enterprise)
	Resume { consent: ConsentId },
	/// End a consent for good (enterprise)
	Revoke { consent: ConsentId },
	/// State that the data were deleted (institution)
	Deletion {
		consent: ConsentId,
		/// Fingerprint of the deletion record, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
}

impl Consent {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, done): (Call, String) = match self {
			Self::Give { number, institution, purpose, indicators, from, until, uses, retention_days } => {
				let institution = c.number_of::<InstitutionId>(institution).await?;
				let mut numbers = Vec::new();
				for indicator in indicators {
					numbers.push(c.number_of::<IndicatorId>(indicator).await?);
				}
				let scope = match numbers.is_empty() {
					true => Scope::All,
					false => Scope::Only(few(numbers, "indicators")?),
				};
				let from = match from {
					Some(from) => *from,
					None => c.client.now().await?,
				};
				let (purpose, until, uses, retention_days) = (*purpose, *until, *uses, *retention_days);
				let consent = ConsentSpec { institution, purpose, scope, from, until, uses, retention_days };
				let end = until_text(until);
				let call = consents::Give { enterprise: number.clone(), consent };
				(call.into(), format!("institution {institution} may look at {number} {uses} times, {end}"))
			},
			Self::Pause { consent } => {
				(consents::Pause { consent: *consent }.into(), format!("consent {consent} is paused"))
			},
			Self::Resume { consent } => {
				(consents::Resume { consent: *consent }.into(), format!("consent {consent} holds again"))
			},
			Self::Revoke { consent } => {
				(consents::Revoke { consent: *consent }.into(), format!("consent {consent} is revoked"))
			},
			Self::Deletion { consent, evidence } => {
				let call = consents::StateDeletion { consent: *consent, evidence: *evidence };
				(call.into(), format!("the data of consent {consent} are stated deleted"))
			},
		};
		c.submit(call, |_| done).await
	}
}
