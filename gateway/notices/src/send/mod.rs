//! Sending, by three ways. What goes out is a kind's sentence, a link into the portal, a number by chance and a time.

pub mod mail;
pub mod push;

use crate::{
	book::Book,
	journal::{Delivery, Journal, Outcome, What},
	serve::now,
	subscription::{Subscription, Way},
	texts,
};
use futures::StreamExt;
use lingnan_client::Result;
use lingnan_serving::Hook;
use mail::Relay;
use push::Vapid;
use serde_json::{json, Value};
use std::time::Duration;

/// Notices that are on their way at a time.
const AT_ONCE: usize = 16;
/// Between two looks for what is due.
const LOOK: Duration = Duration::from_millis(500);

/// The ways that the operator offers.
#[derive(Default)]
pub struct Ways {
	/// `https://…` of the portal, without a slash at its end.
	pub portal: String,
	/// `https://…` of this service, for who ends a subscription from a mail.
	pub public_url: Option<String>,
	pub push: Option<Vapid>,
	pub mail: Option<Relay>,
	pub webhook: Option<Hook>,
}

impl Ways {
	/// Words of those that are offered.
	pub fn words(&self) -> Vec<&'static str> {
		let offered =
			[(self.push.is_some(), "push"), (self.mail.is_some(), "mail"), (self.webhook.is_some(), "webhook")];
		offered.into_iter().filter(|(there, _)| *there).map(|(_, word)| word).collect()
	}

	pub fn offers(&self, way: &Way) -> bool {
		self.words().contains(&way.word())
	}

	/// Sends what is due, until the program ends. A way that stands still holds up no other.
	pub async fn deliver(&self, book: &Book, journal: &Journal) {
		let without_end = async |word| loop {
			if let Err(error) = self.round_of(word, book, journal).await {
				eprintln!("lingnan notices: {error}");
			}
			tokio::time::sleep(LOOK).await;
		};
		tokio::join!(without_end("push"), without_end("mail"), without_end("webhook"));
	}

	/// Sends once what is due now, by all ways.
	pub async fn round(&self, book: &Book, journal: &Journal) -> Result<()> {
		for word in ["push", "mail", "webhook"] {
			self.round_of(word, book, journal).await?;
		}
		Ok(())
	}

	async fn round_of(&self, word: &str, book: &Book, journal: &Journal) -> Result<()> {
		let mut due = Vec::new();
		for delivery in journal.due(now()) {
			match book.get(&delivery.subscription) {
				Some(to) if to.wish.way.word() == word => due.push(delivery),
				Some(_) => (),
				None => journal.note(&delivery, &Outcome::Gone, now())?,
			}
		}
		if word == "push" {
			// Each browser has a service of its own: one that is slow holds up no other.
			let sending = due.into_iter().map(|one| self.attempt(book, journal, one));
			let mut sending = futures::stream::iter(sending).buffer_unordered(AT_ONCE);
			while let Some(noted) = sending.next().await {
				noted?;
			}
			return Ok(());
		}
		for one in due {
			// Others would be refused likewise: look again in a moment.
			if let Outcome::Later(_) = self.attempt(book, journal, one).await? {
				break;
			}
		}
		Ok(())
	}

	async fn attempt(&self, book: &Book, journal: &Journal, delivery: Delivery) -> Result<Outcome> {
		// Whoever ended it, or wants this kind no more, is told nothing that was on its way.
		let to = book.get(&delivery.subscription).filter(|to| match &delivery.what {
			What::Notice(kind) => to.wants(*kind),
			What::Confirmation { .. } => to.awaited.is_some(),
		});
		let outcome = match &to {
			Some(to) => self.send(book, to, &delivery).await,
			None => Outcome::Gone,
		};
		if let (Some(to), Outcome::Gone) = (&to, &outcome) {
			eprintln!("lingnan notices: subscription {} is known there no more and ends", to.id);
			book.remove(&to.id)?;
		}
		journal.note(&delivery, &outcome, now())?;
		Ok(outcome)
	}

	async fn send(&self, book: &Book, to: &Subscription, delivery: &Delivery) -> Outcome {
		let unoffered = || Outcome::Later("the operator offers this way no more".into());
		match &to.wish.way {
			Way::Push { endpoint, p256dh, auth } => match &self.push {
				Some(push) => push.send(endpoint, (p256dh, auth), &for_browsers(to, delivery), &delivery.id).await,
				None => unoffered(),
			},
			Way::Mail { address } => match &self.mail {
				Some(relay) => {
					let stop = self.public_url.as_ref().map(|url| format!("{url}/stop/{}", book.stop_word(&to.id)));
					let letter = mail::Letter {
						id: &delivery.id,
						to: address,
						title: title(to, delivery),
						body: self.letter(to, delivery),
						stop,
					};
					relay.send(letter).await
				},
				None => unoffered(),
			},
			Way::Webhook { contact } => match &self.webhook {
				Some(hook) => {
					let body = self.for_systems(to, delivery, contact);
					match hook.send(&delivery.id, &body, now()).await {
						Ok(()) => Outcome::Taken,
						Err(reason) => Outcome::Later(reason),
					}
				},
				None => unoffered(),
			},
		}
	}

	/// What the operator's systems get.
	fn for_systems(&self, to: &Subscription, delivery: &Delivery, contact: &str) -> Value {
		let language = to.wish.language;
		let mut body = json!({
			"id": delivery.id,
			"type": "confirmation",
			"at": delivery.at,
			"contact": contact,
			"language": language.tag(),
		});
		match &delivery.what {
			What::Notice(kind) => {
				body["type"] = json!(kind.word());
				body["text"] = json!(texts::words(*kind, language));
				body["link"] = json!(format!("{}{}", self.portal, kind.path()));
			},
			What::Confirmation { code } => {
				body["text"] = json!(texts::confirmation(language));
				body["code"] = json!(code);
			},
		}
		body
	}

	/// What stands in a mail.
	fn letter(&self, to: &Subscription, delivery: &Delivery) -> String {
		let language = to.wish.language;
		match &delivery.what {
			What::Notice(kind) => {
				let link = format!("{}{}", self.portal, kind.path());
				let (what, stop) = (texts::words(*kind, language), texts::how_to_stop(language));
				format!("{what}\n\n{stop}\n{link}\n{}/key/notices\n", self.portal)
			},
			What::Confirmation { code } => {
				format!("{}\n\n{code}\n\n{}/key/notices\n", texts::confirmation(language), self.portal)
			},
		}
	}
}

fn title(to: &Subscription, delivery: &Delivery) -> &'static str {
	match delivery.what {
		What::Notice(_) => texts::title(to.wish.language),
		What::Confirmation { .. } => texts::confirmation_title(to.wish.language),
	}
}

/// What a browser's service worker shows. The path is the portal's: the worker knows where the portal is.
fn for_browsers(to: &Subscription, delivery: &Delivery) -> Value {
	let language = to.wish.language;
	let (kind, body, path) = match &delivery.what {
		What::Notice(kind) => (kind.word(), texts::words(*kind, language), kind.path()),
		// None is sent to a browser.
		What::Confirmation { .. } => ("confirmation", texts::confirmation_title(language), "/key/notices"),
	};
	let title = texts::title(language);
	json!({ "id": delivery.id, "type": kind, "title": title, "body": body, "path": path, "language": language.tag() })
}
