//! Subscriptions on disk, in a folder that its owner alone can read, and in memory.

use crate::{
	kind::Kind,
	refusal::{Fault, Own},
	subscription::{Awaited, Subscription, Wish},
};
use hmac::{Hmac, Mac};
use lingnan_client::{Error, Result};
use lingnan_serving::Folder;
use lingnan_types::CardHolder;
use sha2::Sha256;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	sync::{Mutex, MutexGuard, PoisonError},
};

/// Subscriptions of one account.
pub const MOST_OF_ONE: usize = 16;
/// Subscriptions of all.
pub const MOST: usize = 200_000;
/// Codes that are sent to one place in a day.
pub const MOST_CODES: usize = 5;
/// Codes that are sent for one account in a day.
pub const MOST_CODES_OF_ONE: usize = 20;
/// Places and accounts whose codes are remembered before those of past days are looked for.
const MOST_COUNTED: usize = 50_000;
/// Wrong codes that one that was sent bears.
const MOST_WRONG: u32 = 5;
/// Seconds for which a code counts, and for which codes to a place are counted.
const DAY: u64 = 86_400;

#[derive(Default)]
struct Held {
	all: BTreeMap<String, Subscription>,
	/// Numbers of subscriptions, by party.
	by_party: BTreeMap<String, BTreeSet<String>>,
	/// When codes were sent, by the mark of the place, and of the account.
	codes: HashMap<String, Vec<u64>>,
	/// Parties that are to be looked at, by name.
	fresh: BTreeMap<String, CardHolder>,
}

/// Who is told.
pub struct Book {
	folder: Folder,
	secret: [u8; 32],
	held: Mutex<Held>,
}

/// What became of a wish.
pub enum Taken {
	/// It holds.
	Holds(Subscription),
	/// It holds once this code comes back.
	Awaits(Subscription, String),
}

impl Book {
	pub fn open(state: &Folder) -> Result<Self> {
		const SECRET: &str = "secret";
		let secret = match state.get::<String>(SECRET)? {
			Some(digits) => hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok()),
			None => {
				let mut bytes = [0; 32];
				getrandom::fill(&mut bytes).map_err(|e| Error::input("this machine's chance", e))?;
				state.put(SECRET, &hex::encode(bytes))?;
				Some(bytes)
			},
		};
		let secret =
			secret.ok_or_else(|| Error::input("secret.json", "32 bytes in hexadecimal digits are expected"))?;
		let folder = state.inside("subscriptions")?;
		let mut held = Held::default();
		for name in folder.names()? {
			if let Some(one) = folder.get::<Subscription>(&name)? {
				held.enter(one);
			}
		}
		Ok(Self { folder, secret, held: Mutex::new(held) })
	}

	fn held(&self) -> MutexGuard<'_, Held> {
		self.held.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// 32 hexadecimal digits of these words: the same each time, and nobody guesses the words from them.
	pub fn mark(&self, words: &[&str]) -> String {
		// A key of any length is taken.
		let mut code = Hmac::<Sha256>::new_from_slice(&self.secret).unwrap_or_else(|_| unreachable!());
		for word in words {
			code.update(&(word.len() as u64).to_le_bytes());
			code.update(word.as_bytes());
		}
		hex::encode(&code.finalize().into_bytes()[..16])
	}

	/// So many of the parties that are to be looked at.
	pub fn take_fresh(&self, most: usize) -> Vec<CardHolder> {
		let mut held = self.held();
		std::iter::from_fn(|| held.fresh.pop_first()).take(most).map(|(_, party)| party).collect()
	}

	/// Asks that a party be looked at.
	pub fn refresh(&self, party: &CardHolder) {
		self.held().fresh.insert(party.to_string(), party.clone());
	}

	pub fn get(&self, id: &str) -> Option<Subscription> {
		self.held().all.get(id).cloned()
	}

	/// All that an account asked for in the name of a party.
	pub fn of(&self, party: &CardHolder, account: &str) -> Vec<Subscription> {
		self.to(party).into_iter().filter(|one| one.account == account).collect()
	}

	/// All that are told of a party.
	pub fn to(&self, party: &CardHolder) -> Vec<Subscription> {
		let held = self.held();
		let ids = held.by_party.get(&party.to_string()).into_iter().flatten();
		ids.filter_map(|id| held.all.get(id)).cloned().collect()
	}

	/// Everybody.
	pub fn all(&self) -> Vec<Subscription> {
		self.held().all.values().cloned().collect()
	}

	/// The parties that somebody is told of.
	pub fn parties(&self) -> Vec<CardHolder> {
		let held = self.held();
		let first = |ids: &BTreeSet<String>| ids.first().and_then(|id| held.all.get(id)).map(|one| one.party.clone());
		held.by_party.values().filter_map(first).collect()
	}

	/// Takes a wish of an account that speaks for the party. The same place again changes what is there.
	pub fn take(&self, party: &CardHolder, account: &str, wish: Wish, now: u64) -> Result<Taken, Fault> {
		if let Some(kind) = wish.kinds.iter().find(|kind| !kind.concerns(party)) {
			let message = format!("{} is no affair of {party}", kind.word());
			return Err(Fault::own(Own::NoSuchPlace, message));
		}
		let place = self.mark(&["place", wish.way.word(), wish.way.place()]);
		let id = self.mark(&["subscription", account, &party.to_string(), &place]);
		let mut held = self.held();
		let before = held.all.get(&id).cloned();
		if before.is_none() {
			let of_one = held.all.values().filter(|one| one.account == account).count();
			if of_one >= MOST_OF_ONE || held.all.len() >= MOST {
				let message = format!("an account has at most {MOST_OF_ONE} subscriptions: end another first");
				return Err(Fault::own(Own::TooManySubscriptions, message));
			}
		}
		let made = before.as_ref().map_or(now, |before| before.made);
		let confirmed = before.as_ref().is_some_and(|before| before.awaited.is_none());
		let (party, account) = (party.clone(), account.to_string());
		let mut one = Subscription { id, party, account, wish, made, awaited: None };
		let code = match one.wish.way.needs_code() && !confirmed {
			false => None,
			true => {
				let of_account = self.mark(&["codes", &one.account]);
				if !held.has_room(&place, MOST_CODES, now) || !held.has_room(&of_account, MOST_CODES_OF_ONE, now) {
					let message = format!(
						"{MOST_CODES} codes were sent there today, or {MOST_CODES_OF_ONE} for this account: wait until tomorrow"
					);
					return Err(Fault::own(Own::TooManySubscriptions, message));
				}
				for counted in [place, of_account] {
					held.codes.entry(counted).or_default().push(now);
				}
				let code = fresh_code()?;
				one.awaited = Some(Awaited { digest: self.mark(&["code", &one.id, &code]), at: now, wrong: 0 });
				Some(code)
			},
		};
		self.keep(&mut held, one.clone())?;
		Ok(match code {
			Some(code) => Taken::Awaits(one, code),
			None => Taken::Holds(one),
		})
	}

	/// A code came back.
	pub fn confirm(&self, id: &str, account: &str, code: &str, now: u64) -> Result<Subscription, Fault> {
		let mut held = self.held();
		let known = held.all.get(id).filter(|one| one.account == account).cloned();
		let mut one = known.ok_or_else(unknown)?;
		let Some(awaited) = &mut one.awaited else { return Ok(one) };
		let stale = now.saturating_sub(awaited.at) >= DAY || awaited.wrong >= MOST_WRONG;
		// What is compared is a mark: it tells nothing of how much of a guess was right.
		let right = awaited.digest == self.mark(&["code", id, code]);
		match right && !stale {
			true => one.awaited = None,
			false => awaited.wrong = awaited.wrong.saturating_add(1),
		}
		let confirmed = one.awaited.is_none();
		self.keep(&mut held, one.clone())?;
		match confirmed {
			true => Ok(one),
			false if stale => Err(Fault::own(Own::WrongCode, "this code counts no more: ask for another")),
			false => Err(Fault::own(Own::WrongCode, "this is not the code that was sent there")),
		}
	}

	/// Ends one of an account's.
	pub fn end(&self, id: &str, account: &str) -> Result<(), Fault> {
		match self.get(id).filter(|one| one.account == account) {
			Some(_) => self.remove(id).map_err(on_disk),
			None => Err(unknown()),
		}
	}

	/// Ends one, whoever asks.
	pub fn remove(&self, id: &str) -> Result<()> {
		let mut held = self.held();
		let Some(one) = held.all.remove(id) else { return Ok(()) };
		let party = one.party.to_string();
		if let Some(ids) = held.by_party.get_mut(&party) {
			ids.remove(id);
			if ids.is_empty() {
				held.by_party.remove(&party);
			}
		}
		self.folder.remove(id)
	}

	/// What stands in a mail by which one subscription can be ended, and nothing else.
	pub fn stop_word(&self, id: &str) -> String {
		format!("{id}{}", self.mark(&["stop", id]))
	}

	/// Ends the one that a mail named. Answers whether there was one.
	pub fn stop(&self, word: &str) -> Result<bool> {
		let Some(id) = word.get(..32).filter(|id| self.stop_word(id) == word) else { return Ok(false) };
		let there = self.get(id).is_some();
		self.remove(id).map(|()| there)
	}

	/// On the disk first.
	fn keep(&self, held: &mut Held, one: Subscription) -> Result<(), Fault> {
		self.folder.put(&one.id, &one).map_err(on_disk)?;
		held.fresh.insert(one.party.to_string(), one.party.clone());
		held.enter(one);
		Ok(())
	}
}

impl Held {
	/// Whether fewer codes were sent in the last day.
	fn has_room(&mut self, counted: &str, most: usize, now: u64) -> bool {
		let lately = |at: &u64| now.saturating_sub(*at) < DAY;
		if self.codes.len() >= MOST_COUNTED {
			self.codes.retain(|_, sent| sent.iter().any(lately));
		}
		let Some(sent) = self.codes.get_mut(counted) else { return true };
		sent.retain(lately);
		sent.len() < most
	}

	fn enter(&mut self, one: Subscription) {
		self.by_party.entry(one.party.to_string()).or_default().insert(one.id.clone());
		self.all.insert(one.id.clone(), one);
	}
}

fn unknown() -> Fault {
	Fault::own(Own::NoSubscription, "the account has no such subscription: notices_list tells which it has")
}

fn on_disk(error: Error) -> Fault {
	eprintln!("lingnan notices: {error}");
	Fault::Gateway(lingnan_gateway::Refusal::new(
		lingnan_gateway::Name::Busy,
		"the service cannot write to its disk: try again",
	))
}

/// Eight digits by chance, each number as likely as any other.
fn fresh_code() -> Result<String, Fault> {
	const ROOM: u64 = 100_000_000;
	loop {
		let mut bytes = [0; 8];
		getrandom::fill(&mut bytes).map_err(|e| on_disk(Error::input("this machine's chance", e)))?;
		let number = u64::from_le_bytes(bytes);
		if number < u64::MAX - u64::MAX % ROOM {
			return Ok(format!("{:08}", number % ROOM));
		}
	}
}

impl Book {
	/// The number of a notice for one subscriber: the same however often it is found.
	pub(crate) fn number(&self, kind: Kind, subject: &str, subscription: &str) -> String {
		self.mark(&["notice", kind.word(), subject, subscription])
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{subscription::Way, texts::Language};

	const NOW: u64 = 1_800_000_000;

	fn firm() -> CardHolder {
		CardHolder::Enterprise("CN:91440300708461136T".parse().unwrap())
	}

	fn mail(address: &str) -> Wish {
		let way = Way::Mail { address: address.into() };
		Wish { way, kinds: [Kind::OfferArrived].into(), language: Language::English }
	}

	fn book() -> (tempfile::TempDir, Book) {
		let folder = tempfile::tempdir().unwrap();
		let book = Book::open(&Folder::open(folder.path()).unwrap()).unwrap();
		(folder, book)
	}

	fn awaits(taken: Result<Taken, Fault>) -> (Subscription, String) {
		match taken.unwrap() {
			Taken::Awaits(one, code) => (one, code),
			Taken::Holds(_) => panic!("nobody was asked whether he gets it"),
		}
	}

	fn name<T>(outcome: Result<T, Fault>) -> String {
		outcome.map_or_else(|fault| fault.verdict().to_string(), |_| "taken".into())
	}

	#[test]
	fn nothing_is_sent_before_the_code_came_back_and_all_is_there_after_a_restart() {
		let (folder, book) = book();
		let (one, code) = awaits(book.take(&firm(), "A", mail("a@firm.example"), NOW));
		assert!(!one.wants(Kind::OfferArrived) && !one.wants(Kind::Gap));
		assert_eq!(name(book.confirm(&one.id, "B", &code, NOW)), "NoSubscription", "another account's");
		assert_eq!(name(book.confirm(&one.id, "A", "", NOW)), "WrongCode");
		let one = book.confirm(&one.id, "A", &code, NOW).unwrap();
		assert!(one.wants(Kind::OfferArrived) && one.wants(Kind::Gap) && !one.wants(Kind::LoanClosed));
		let again = Book::open(&Folder::open(folder.path()).unwrap()).unwrap();
		assert_eq!(again.to(&firm()), std::slice::from_ref(&one));
		// The same place again asks for no code.
		let changed = Wish { kinds: [Kind::LoanClosed].into(), ..mail("a@firm.example") };
		let Taken::Holds(changed) = again.take(&firm(), "A", changed, NOW + 9).unwrap() else { panic!("a code") };
		assert_eq!((changed.id.clone(), changed.made), (one.id.clone(), NOW));
		assert_eq!(name(again.end(&one.id, "B")), "NoSubscription");
		again.end(&one.id, "A").unwrap();
		assert!(again.to(&firm()).is_empty() && again.parties().is_empty());
	}

	/// The attack: codes are tried until one fits.
	#[test]
	fn code_guessed() {
		let (_folder, book) = book();
		let (one, code) = awaits(book.take(&firm(), "A", mail("a@firm.example"), NOW));
		let wrong = if code == "00000000" { "00000001" } else { "00000000" };
		for _ in 0..MOST_WRONG {
			assert_eq!(name(book.confirm(&one.id, "A", wrong, NOW)), "WrongCode");
		}
		assert_eq!(name(book.confirm(&one.id, "A", &code, NOW)), "WrongCode", "too many were tried");
		let (one, code) = awaits(book.take(&firm(), "A", mail("a@firm.example"), NOW));
		assert_eq!(name(book.confirm(&one.id, "A", &code, NOW + DAY)), "WrongCode", "a day later");
	}

	/// The attack: somebody else's letter-box is filled with codes, by several accounts.
	#[test]
	fn letter_box_filled_with_codes() {
		let (_folder, book) = book();
		for account in 0..MOST_CODES {
			awaits(book.take(&firm(), &account.to_string(), mail("victim@firm.example"), NOW));
		}
		let next = |now| name(book.take(&firm(), "Z", mail("victim@firm.example"), now));
		assert_eq!((next(NOW + 9), next(NOW + DAY)), ("TooManySubscriptions".into(), "taken".into()));
	}

	/// The attack: one account has codes sent to everybody.
	#[test]
	fn codes_for_all_the_world() {
		let (_folder, book) = book();
		let ask = |n: usize, now| {
			let taken = book.take(&firm(), "A", mail(&format!("{n}@victims.example")), now);
			if let Ok(Taken::Awaits(one, _)) = &taken {
				book.end(&one.id, "A").unwrap();
			}
			name(taken)
		};
		for n in 0..MOST_CODES_OF_ONE {
			assert_eq!(ask(n, NOW), "taken");
		}
		assert_eq!(ask(99, NOW + 9), "TooManySubscriptions");
		assert_eq!(ask(99, NOW + DAY), "taken");
	}

	#[test]
	fn an_account_has_so_many_and_no_kind_of_others() {
		let (_folder, book) = book();
		for n in 0..MOST_OF_ONE {
			awaits(book.take(&firm(), "A", mail(&format!("{n}@firm.example")), NOW));
		}
		assert_eq!(name(book.take(&firm(), "A", mail("x@firm.example"), NOW)), "TooManySubscriptions");
		let banks = Wish { kinds: [Kind::DecisionDue].into(), ..mail("y@firm.example") };
		assert_eq!(name(book.take(&firm(), "B", banks, NOW)), "NoSuchPlace");
	}

	#[test]
	fn a_mail_ends_its_own_subscription_alone() {
		let (_folder, book) = book();
		let (one, _) = awaits(book.take(&firm(), "A", mail("a@firm.example"), NOW));
		let (two, _) = awaits(book.take(&firm(), "A", mail("b@firm.example"), NOW));
		let word = book.stop_word(&one.id);
		let forged = format!("{}{}", two.id, &word[32..]);
		for bad in [forged.as_str(), &one.id, "", &word[1..], "岭南"] {
			assert!(!book.stop(bad).unwrap(), "{bad}");
		}
		assert!(book.stop(&word).unwrap() && !book.stop(&word).unwrap());
		assert_eq!(book.to(&firm()), [two]);
	}

	#[test]
	fn codes_are_eight_digits() {
		let codes: BTreeSet<String> = (0..50).map(|_| fresh_code().unwrap_or_default()).collect();
		assert!(codes.len() > 45 && codes.iter().all(|code| code.len() == 8), "{codes:?}");
	}
}
