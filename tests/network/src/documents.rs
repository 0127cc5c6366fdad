//! A firm and documents of its, about which banks ask other places.

use lingnan_client::{
	calls::{
		collateral::{AttestDocument, OpenTokenVersion},
		consents::Give,
		enterprise_registry::{AcceptControl, OfferControl, Register},
	},
	keys,
	keys::Key,
	questions::{attestation, collateral, financing},
	Call, Client, Stage,
};
use lingnan_tokens::Secret;
use lingnan_types::{
	consent::{ConsentSpec, Scope},
	date_of,
	enterprise::RegistrationSpec,
	receivable::{DocumentSpec, DocumentTokens},
	AssetKind, Currency, Purpose, RegistrationNumber, Text,
};
use sp_core::H256;

/// A firm lets these banks ask about its documents, which are its by the word of customs.
pub async fn prepare(client: &Client, registrar: &str, banks: &[&str], documents: &[u8]) {
	let firm: RegistrationNumber = "CN:91440300708461136T".parse().expect("it is a number");
	let owner = keys::development("//creditor");
	let act = |key: Key, calls: Vec<Call>| async move {
		client.submit_until(Stage::InBlock, &Call::all(calls), &key).await.expect("the calls succeed");
	};
	let registration = RegistrationSpec {
		number: firm.clone(),
		legal_name: Text::try_from("Lychee Electronics").expect("it is short"),
		industry: "C3911".parse().expect("it is an industry"),
		division: None,
		founded: 16_000,
		registered_capital: 1,
		capital_currency: Currency::Cny,
		lei: None,
		accept_outer_check_mismatch: false,
	};
	let offer = OfferControl { enterprise: firm.clone(), to: keys::account(&owner) };
	act(keys::agency(registrar), vec![Register { registration }.into(), offer.into()]).await;
	let accept = AcceptControl { enterprise: firm.clone() }.into();
	// Its registrar pays for that call alone, so not in a batch.
	client.submit_until(Stage::InBlock, &accept, &owner).await.expect("control is accepted");

	let now = client.now().await.expect("the chain has a time");
	let lenders = financing::institutions(client).await.expect("the node answers");
	let consents = banks.iter().map(|bank| {
		let key = keys::account(&keys::institution(bank));
		let lender = lenders.iter().find(|lender| lender.key == key).expect("the bank is registered");
		let consent = ConsentSpec {
			institution: lender.id,
			purpose: Purpose::Assessment,
			scope: Scope::All,
			from: now - 60,
			until: now + 30 * 86_400,
			uses: 9,
			retention_days: 30,
		};
		Give { enterprise: firm.clone(), consent }.into()
	});
	act(owner, consents.collect()).await;
	let customs = keys::agency("customs");
	let (version, opened) = key_of_customs(client, &customs).await;
	let attested = documents.iter().map(|document| {
		let (exact, coarse) = (H256::repeat_byte(*document), H256::repeat_byte(0x80 + *document));
		let document = DocumentSpec {
			kind: AssetKind::TradeReceivable,
			creditor: firm.clone(),
			currency: Currency::Cny,
			face_value: 100_000,
			due: date_of(now) + 90,
			tokens: DocumentTokens { version, exact, coarse, by_declaration: None },
		};
		AttestDocument { document, formerly: None }.into()
	});
	act(customs, opened.into_iter().chain(attested).collect()).await;
}

/// The version of the key that the demonstration uses too, and the call that opens it if nobody has.
async fn key_of_customs(client: &Client, customs: &Key) -> (u16, Option<Call>) {
	let agencies = attestation::agencies(client).await.expect("the node answers");
	let agency = agencies.iter().find(|agency| agency.key == keys::account(customs)).expect("there are customs").id;
	let known = collateral::issuer_keys(client, agency).await.expect("the node answers");
	let key = H256(Secret::rehearsal("customs", 1).expect("it is made").public().bytes());
	match known.iter().find(|known| known.key == key) {
		Some(known) => (known.version, None),
		None => (known.last().map_or(1, |last| last.version + 1), Some(OpenTokenVersion { key }.into())),
	}
}
