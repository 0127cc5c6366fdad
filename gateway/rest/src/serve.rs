//! The server: who may ask, and what each path answers.

use crate::{
	acts::Act,
	chain::Chain,
	keys::{self, Keys},
	openapi,
	problem::Problem,
	routes::{self, Op, Route},
	webhooks::{Queue, Watch},
};
use lingnan_client::{values, Result};
use lingnan_serving::{Answer, Bounds, Folder, Hook, Limits, Refused, Request, Service, StatusCode, TlsAcceptor};
use lingnan_statements::{
	accruals::Accrual,
	portfolio::{groups, By},
	Statement,
};
use lingnan_types::{
	application::{DeclineReason, OfferSpec},
	Amount, ApplicationId, Date, Day, InstitutionId, LoanId, Text, MAX_AMOUNT,
};
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::{fs::File, future::Future, path::PathBuf, sync::Arc};
use tokio::net::TcpListener;

/// Bytes of a request's body: the longest offer has some 4,000.
const MAX_BODY: usize = 65_536;

/// What an operator says.
pub struct Settings {
	pub institution: InstitutionId,
	/// What who asks must show.
	pub token: String,
	/// Where keys, notices and the place in the chain are kept.
	pub state: PathBuf,
	pub limits: Limits,
	pub tls: Option<TlsAcceptor>,
	/// Where notices go.
	pub hook: Option<Hook>,
	/// Font of statements as PDF.
	pub font: Option<PathBuf>,
}

/// A bank's server.
pub struct Server<C> {
	bank: Arc<Bank<C>>,
	limits: Limits,
	tls: Option<TlsAcceptor>,
	hook: Option<Hook>,
	state: Folder,
	/// Held as long as the service is there.
	_alone: File,
}

struct Bank<C> {
	chain: Arc<C>,
	institution: InstitutionId,
	token: [u8; 32],
	keys: Keys,
	notices: Queue,
	font: Option<PathBuf>,
}

impl<C: Chain> Server<C> {
	pub fn new(chain: Arc<C>, settings: Settings) -> Result<Self> {
		let Settings { institution, token, state, limits, tls, hook, font } = settings;
		let state = Folder::open(state)?;
		let _alone = state.alone()?;
		let keys = Keys::open(state.inside("keys")?)?;
		let notices = Queue::open(&state)?;
		let token = Sha256::digest(token).into();
		let bank = Arc::new(Bank { chain, institution, token, keys, notices, font });
		Ok(Self { bank, limits, tls, hook, state, _alone })
	}

	/// Takes up what a crash left; answers how many acts that were.
	pub async fn resume(&self) -> Result<usize> {
		self.bank.keys.resume(&*self.bank.chain).await
	}

	/// Answers, and sends notices, until the program ends.
	pub async fn run(self, listener: TcpListener) {
		if let Some(hook) = self.hook {
			let bank = self.bank.clone();
			let watch = Watch { institution: bank.institution, state: self.state.clone() };
			tokio::spawn(async move { watch.run(&*bank.chain, &bank.notices).await });
			let bank = self.bank.clone();
			tokio::spawn(async move { bank.notices.deliver(&hook).await });
		}
		let bounds = Bounds::new(self.limits, MAX_BODY);
		Arc::new(lingnan_serving::Server::new(Door(self.bank), bounds, self.tls)).run(listener).await;
	}
}

/// What the connections ask.
struct Door<C>(Arc<Bank<C>>);

impl<C: Chain> Service for Door<C> {
	fn answer(&self, request: Request) -> impl Future<Output = Answer> + Send {
		let bank = self.0.clone();
		async move { bank.outcome(request).await.unwrap_or_else(Into::into) }
	}

	fn limited(&self, refused: Refused) -> Answer {
		Problem::from(refused).into()
	}
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Decline {
	reason: DeclineReason,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Disbursement {
	reference: Text<64>,
	/// As `2027-01-31`.
	value_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Repayment {
	amount: Amount,
	reference: Text<64>,
	value_date: Option<String>,
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
	serde_json::from_slice(body).map_err(|e| Problem::malformed(format!("the body: {e}. See /openapi.json")))
}

fn day(text: &str) -> Result<Date, Problem> {
	values::date(text).map_err(|e| Problem::malformed(format!("the day {text:?}: {e}")))
}

fn json_of(value: Value) -> Answer {
	Answer::new(StatusCode::OK, value)
}

impl<C: Chain> Bank<C> {
	async fn outcome(self: Arc<Self>, mut request: Request) -> Result<Answer, Problem> {
		let path = request.path.clone();
		let (route, part) = routes::find(&request.method, &path).map_err(|allow| match allow {
			Some(allow) => {
				Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", format!("{path} is asked with {allow}"))
			},
			None => Problem::not_found(format!("there is no {path}: /openapi.json lists what there is")),
		})?;
		if route.private {
			self.admit(request.header("authorization"))?;
		}
		match route.acts {
			true => self.act(route, part.unwrap_or_default(), &mut request).await,
			false => self.tell(route, part.unwrap_or_default()).await,
		}
	}

	/// Compared by their hashes, which tell nothing of how much of a guess was right.
	fn admit(&self, shown: Option<&str>) -> Result<(), Problem> {
		let token = shown.and_then(|shown| shown.strip_prefix("Bearer ")).unwrap_or_default();
		let hash: [u8; 32] = Sha256::digest(token.trim()).into();
		match hash == self.token {
			true => Ok(()),
			false => Err(Problem::new(
				StatusCode::UNAUTHORIZED,
				"unauthorized",
				"send Authorization: Bearer, and the token of the file that the server was started with",
			)),
		}
	}

	async fn act(self: Arc<Self>, route: &'static Route, part: &str, request: &mut Request) -> Result<Answer, Problem> {
		let key = request.header("idempotency-key").unwrap_or_default().trim().to_string();
		if key.is_empty() || key.len() > keys::LONGEST {
			return Err(Problem::new(
				StatusCode::BAD_REQUEST,
				"idempotencyKeyMissing",
				format!(
					"send Idempotency-Key with 1 to {} characters, a new one for each act, the same one to ask again",
					keys::LONGEST
				),
			));
		}
		let body = request.body().await?;
		let said = keys::digest(&[request.method.as_str().as_bytes(), request.path.as_bytes(), &body]);
		if let Some(answer) = self.keys.seen(&key, &said)? {
			return Ok(answer);
		}
		let act = self.read_act(route.op, part, &body).await?;
		act.ensure_ours(&*self.chain, self.institution.0).await?;
		// Goes on if who asked hangs up: its next request gets the answer.
		let bank = self.clone();
		let done = tokio::spawn(async move { bank.keys.perform(&*bank.chain, &key, &said, act).await });
		done.await.map_err(|_| Problem::later("the server stumbled: ask again with the same Idempotency-Key"))
	}

	async fn read_act(&self, op: Op, part: &str, body: &[u8]) -> Result<Act, Problem> {
		let number = || part.parse().map_err(|_| Problem::not_found(format!("{part:?} is no number")));
		Ok(match op {
			Op::Offer => Act::Offer { application: ApplicationId(number()?), terms: read::<OfferSpec>(body)? },
			Op::Decline => {
				Act::Decline { application: ApplicationId(number()?), reason: read::<Decline>(body)?.reason }
			},
			Op::Disburse => {
				let Disbursement { reference, value_date } = read(body)?;
				let value_date = self.value_date(value_date).await?;
				Act::Disburse { application: ApplicationId(number()?), reference, value_date }
			},
			_ => {
				let Repayment { amount, reference, value_date } = read(body)?;
				if !(1..=MAX_AMOUNT).contains(&amount) {
					return Err(Problem::malformed("amount: minor units (fen, cents, avos), more than none"));
				}
				let value_date = self.value_date(value_date).await?;
				Act::Repay { loan: LoanId(number()?), amount, reference, value_date }
			},
		})
	}

	/// Fixed when it is asked for: taken up on a later day, it is still that day.
	async fn value_date(&self, given: Option<String>) -> Result<Date, Problem> {
		match given {
			Some(text) => day(&text),
			None => Ok(self.chain.today().await?),
		}
	}

	async fn tell(&self, route: &'static Route, part: &str) -> Result<Answer, Problem> {
		let number = || part.parse().map_err(|_| Problem::not_found(format!("{part:?} is no number")));
		Ok(match route.op {
			Op::OpenApi => json_of(openapi::document()),
			Op::Health => {
				let block = self.chain.finalised().await?;
				json_of(json!({ "institution": self.institution, "finalised": block }))
			},
			Op::Inbox => json_of(json!(self.chain.inbox().await?)),
			Op::Application => {
				let id = ApplicationId(number()?);
				let found = self.chain.application(id).await?.filter(|one| one.institution == self.institution);
				json_of(json!(
					found.ok_or_else(|| Problem::not_found(format!("this institution has no application {id}")))?
				))
			},
			Op::Loans => json_of(json!(self.chain.loans().await?)),
			Op::Loan => {
				let id = LoanId(number()?);
				let found = self.chain.loan(id).await?.filter(|one| one.institution == self.institution);
				json_of(json!(found.ok_or_else(|| Problem::not_found(format!("this institution has no loan {id}")))?))
			},
			Op::Statement => json_of(json!(self.statement(number()?).await?)),
			Op::StatementCsv => self.file(route, self.statement(number()?).await?.csv(), part, "csv"),
			Op::StatementCamt053 => self.file(route, self.statement(number()?).await?.camt053()?, part, "xml"),
			Op::StatementPdf => {
				let made = self.statement(number()?).await?.pdf(self.font.as_deref());
				let made = made.map_err(|e| Problem::new(StatusCode::NOT_IMPLEMENTED, "font", e.to_string()))?;
				self.file(route, made, part, "pdf")
			},
			Op::Accruals => {
				let found: Vec<Accrual> = self.chain.book().await?.accruals(day(part)?)?;
				json_of(json!(found))
			},
			Op::Portfolio => self.portfolio().await?,
			Op::DeadLetters => json_of(json!(self.notices.dead()?)),
			Op::Redeliver => match self.notices.revive(part)? {
				true => json_of(json!({ "notice": part })),
				false => return Err(Problem::not_found(format!("no notice {part:?} waits there"))),
			},
			// Acts are not told.
			Op::Offer | Op::Decline | Op::Disburse | Op::Repay => return Err(Problem::not_found("ask with POST")),
		})
	}

	async fn statement(&self, id: u64) -> Result<Statement, Problem> {
		let id = LoanId(id);
		let ours = self.chain.loan(id).await?.is_some_and(|loan| loan.institution == self.institution);
		match ours {
			true => Ok(self.chain.statement(id).await?),
			false => Err(Problem::not_found(format!("this institution has no loan {id}"))),
		}
	}

	fn file(
		&self,
		route: &'static Route,
		bytes: impl Into<lingnan_serving::Bytes>,
		loan: &str,
		ending: &str,
	) -> Answer {
		let name = format!("attachment; filename=\"loan-{loan}.{ending}\"");
		Answer::file(route.gives.0, bytes).with("content-disposition", name)
	}

	async fn portfolio(&self) -> Result<Answer, Problem> {
		let today = self.chain.today().await?;
		let positions = self.chain.book().await?.positions(today)?;
		let groups: Vec<_> = By::ALL.iter().map(|by| json!({ "by": by, "groups": groups(&positions, *by) })).collect();
		Ok(json_of(json!({ "day": Day(today).to_string(), "groups": groups, "loans": positions })))
	}
}
