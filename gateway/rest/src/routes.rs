//! Every path of the server: the router and the OpenAPI document are made of this one table.

use lingnan_serving::Method;

/// What a path does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
	OpenApi,
	Health,
	Inbox,
	Application,
	Offer,
	Decline,
	Disburse,
	Loans,
	Loan,
	Repay,
	Statement,
	StatementCsv,
	StatementCamt053,
	StatementPdf,
	Accruals,
	Portfolio,
	DeadLetters,
	Redeliver,
}

/// A path, and how it is asked.
#[derive(Clone, Copy)]
pub struct Route {
	pub op: Op,
	/// GET or POST.
	pub method: &'static str,
	/// `{name}` stands for one part.
	pub path: &'static str,
	/// For clients that are generated from the document.
	pub name: &'static str,
	pub summary: &'static str,
	/// Schema of the request's body.
	pub takes: Option<&'static str>,
	/// Kind of the answer and, of JSON, its schema.
	pub gives: (&'static str, &'static str),
	/// Changes something: asks for an idempotency key.
	pub acts: bool,
	/// Asks for the token.
	pub private: bool,
}

const JSON: &str = "application/json";

const fn get(op: Op, path: &'static str, name: &'static str, summary: &'static str, schema: &'static str) -> Route {
	let gives = (JSON, schema);
	Route { op, method: "GET", path, name, summary, takes: None, gives, acts: false, private: true }
}

const fn file(op: Op, path: &'static str, name: &'static str, summary: &'static str, media: &'static str) -> Route {
	Route { gives: (media, ""), ..get(op, path, name, summary, "") }
}

const fn act(op: Op, path: &'static str, name: &'static str, summary: &'static str, takes: &'static str) -> Route {
	let gives = (JSON, "Done");
	Route { op, method: "POST", path, name, summary, takes: Some(takes), gives, acts: true, private: true }
}

pub const ROUTES: &[Route] = &[
	Route { private: false, ..get(Op::OpenApi, "/openapi.json", "openApi", "This document.", "Object") },
	Route {
		private: false,
		..get(Op::Health, "/health", "health", "Whether the server and the node behind it answer.", "Health")
	},
	get(Op::Inbox, "/v1/inbox", "inbox", "Open applications of the institution.", "Applications"),
	get(
		Op::Application,
		"/v1/applications/{application}",
		"application",
		"One application, with its offer.",
		"Application",
	),
	act(Op::Offer, "/v1/applications/{application}/offer", "offer", "Offers terms.", "Offer"),
	act(Op::Decline, "/v1/applications/{application}/decline", "decline", "Declines, with the reason.", "Decline"),
	act(
		Op::Disburse,
		"/v1/applications/{application}/disbursement",
		"disburse",
		"States that the money of an accepted loan went.",
		"Disbursement",
	),
	get(Op::Loans, "/v1/loans", "loans", "Loans that run.", "Loans"),
	get(Op::Loan, "/v1/loans/{loan}", "loan", "One loan: what is due, its schedule in force, its arrears.", "Loan"),
	act(Op::Repay, "/v1/loans/{loan}/repayments", "recordRepayment", "Records that money came.", "Repayment"),
	get(Op::Statement, "/v1/loans/{loan}/statement", "statement", "The account of a loan.", "Statement"),
	file(
		Op::StatementCsv,
		"/v1/loans/{loan}/statement.csv",
		"statementCsv",
		"The account of a loan, one record for each line.",
		"text/csv; charset=utf-8",
	),
	file(
		Op::StatementCamt053,
		"/v1/loans/{loan}/statement.camt053.xml",
		"statementCamt053",
		"The account of a loan as ISO 20022 camt.053.001.08.",
		"application/xml",
	),
	file(
		Op::StatementPdf,
		"/v1/loans/{loan}/statement.pdf",
		"statementPdf",
		"The account of a loan for printing.",
		"application/pdf",
	),
	get(
		Op::Accruals,
		"/v1/accruals/{day}",
		"accruals",
		"Interest and penalty of one day, loan by loan. The day: 2027-01-31.",
		"Accruals",
	),
	get(
		Op::Portfolio,
		"/v1/portfolio",
		"portfolio",
		"Loans by product, grade, class, vintage and days past due, today.",
		"Portfolio",
	),
	get(
		Op::DeadLetters,
		"/v1/webhooks/dead-letters",
		"deadLetters",
		"Notices that nobody took in the end.",
		"DeadLetters",
	),
	Route {
		method: "POST",
		gives: (JSON, "Object"),
		..get(
			Op::Redeliver,
			"/v1/webhooks/dead-letters/{notice}/retry",
			"redeliver",
			"Sends a notice again that nobody took.",
			"Object",
		)
	},
];

/// What a path stands for, with what stands in its braces.
pub fn find<'p>(method: &Method, path: &'p str) -> Result<(&'static Route, Option<&'p str>), Option<String>> {
	let there: Vec<_> = ROUTES.iter().filter_map(|route| Some((route, part(route.path, path)?))).collect();
	match there.iter().find(|(route, _)| route.method == method.as_str()) {
		Some((route, part)) => Ok((*route, *part)),
		None if there.is_empty() => Err(None),
		None => Err(Some(there.iter().map(|(route, _)| route.method).collect::<Vec<_>>().join(", "))),
	}
}

/// Whether a path is of a form; what stands in its braces, if there are any.
fn part<'p>(form: &str, path: &'p str) -> Option<Option<&'p str>> {
	let (mut form, mut path) = (form.split('/'), path.split('/'));
	let mut found = None;
	loop {
		match (form.next(), path.next()) {
			(None, None) => return Some(found),
			(Some(wanted), Some(given)) if wanted.starts_with('{') && !given.is_empty() => found = Some(given),
			(Some(wanted), Some(given)) if wanted == given => {},
			_ => return None,
		}
	}
}
