use super::{few, Context};
use crate::{client::calls::consents, error::Result, output::until_text, values};
use clap::Subcommand;
use lingnan_types::{
	consent::{ConsentSpec, Scope},
	Purpose, RegistrationNumber,
};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Consent {
	/// Let an institution use attestations about an enterprise (enterprise)
	Give {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		#[arg(long)]
		institution: u32,
		#[arg(long, value_enum, default_value = "assessment")]
		purpose: Purpose,
		/// Numbers of the indicators; all if not given
		#[arg(long)]
		indicators: Option<String>,
		/// First day; now if not given
		#[arg(long, value_parser = values::moment)]
		from: Option<u64>,
		/// Last day
		#[arg(long, value_parser = values::until)]
		until: u64,
		/// How many times, 1 to 1,000
		#[arg(long, value_parser = values::within::<u32, 1, 1_000>)]
		uses: u32,
		/// Days for which the institution may keep the data, 1 to 3,660
		#[arg(long, default_value = "90", value_parser = values::within::<u32, 1, 3_660>)]
		retention_days: u32,
	},
	/// Pause a consent (enterprise)
	Pause { consent: u64 },
	/// Resume a paused consent (enterprise)
	Resume { consent: u64 },
	/// End a consent for good (enterprise)
	Revoke { consent: u64 },
	/// State that the data were deleted (institution)
	Deletion {
		consent: u64,
		/// Fingerprint of the deletion record, or the file to be fingerprinted
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
}

impl Consent {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Give { number, institution, purpose, indicators, from, until, uses, retention_days } => {
				let scope = match indicators {
					None => Scope::All,
					Some(list) => Scope::Only(few(values::ids(list).map_err(crate::Error::usage)?, "indicators")?),
				};
				let from = match from {
					Some(from) => *from,
					None => c.client.now().await?,
				};
				let consent = ConsentSpec {
					institution: *institution,
					purpose: *purpose,
					scope,
					from,
					until: *until,
					uses: *uses,
					retention_days: *retention_days,
				};
				let end = until_text(*until);
				c.submit(consents::Give { enterprise: number.clone(), consent }, |_| {
					format!("institution {institution} may look at {number} {uses} times, {end}")
				})
				.await
			},
			Self::Pause { consent } => {
				c.submit(consents::Pause { consent: *consent }, |_| format!("consent {consent} is paused")).await
			},
			Self::Resume { consent } => {
				c.submit(consents::Resume { consent: *consent }, |_| format!("consent {consent} holds again")).await
			},
			Self::Revoke { consent } => {
				c.submit(consents::Revoke { consent: *consent }, |_| format!("consent {consent} is revoked")).await
			},
			Self::Deletion { consent, evidence } => {
				let call = consents::StateDeletion { consent: *consent, evidence: *evidence };
				c.submit(call, |_| format!("the data of consent {consent} are stated deleted")).await
			},
		}
	}
}
