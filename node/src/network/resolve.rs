//! From the files' forms to what the chain starts with: codes become numbers, paths become keys.

use super::{
	check,
	files::*,
	keys::Accounts,
	source::{
		Source, AGENCIES, CALENDARS, INDICATORS, INSTITUTIONS, NAMES, NETWORK, PRODUCTS, REFERENCE_RATES, SCORECARD,
	},
	Network, Page, Problem, Validator,
};
use lingnan_runtime::AccountId;
use lingnan_support::{
	bank_days::{self, CalendarYear, YearForm},
	guarantee::GuarantorSpec,
	institution::InstitutionSpec,
	product::ProductSpec,
	reference_rate::{ReferenceQuote, ReferenceRateSpec},
	AgencyId, Corridor, IndicatorId, InstitutionId, Jurisdiction, ReferenceRateId, ScorecardId,
};
use pallet_attestations::{AgencySpec, IndicatorSpec};
use pallet_credit_scoring::{CharacteristicSpec, ScorecardSpec};
use std::collections::BTreeMap;

/// The place of each code in its file.
struct Codes {
	file: &'static str,
	places: BTreeMap<String, u32>,
}

impl Codes {
	fn new<'a>(page: &Page, file: &'static str, codes: impl Iterator<Item = &'a Code>) -> Result<Self, Problem> {
		let mut places = BTreeMap::new();
		for (place, code) in (0u32..).zip(codes) {
			if let Some(first) = places.insert(code.as_str().to_string(), place) {
				let reason = format!("the key {:?} is taken by [{first}] already", code.as_str());
				return Err(page.problem(format!("[{place}].code"), reason));
			}
		}
		Ok(Self { file, places })
	}

	fn place(&self, page: &Page, field: String, code: &Code) -> Result<u32, Problem> {
		let unknown = || page.problem(field, format!("there is no {:?} in {}", code.as_str(), self.file));
		self.places.get(code.as_str()).copied().ok_or_else(unknown)
	}
}

pub fn network(source: &Source) -> Result<Network, Problem> {
	let page = source.page(NETWORK);
	let file: NetworkFile = source.read(NETWORK)?;
	check::network(&page, &file)?;
	let mut accounts = Accounts::new((&file).into());

	let (agencies, agency_codes) = agencies(source, &mut accounts)?;
	let (indicators, indicator_codes) = indicators(source, &agency_codes)?;
	let calendars = calendars(source)?;
	let ((reference_rates, quotes), reference_codes) = reference_rates(source, file.kind, &agency_codes)?;
	let (institutions, institution_codes) = institutions(source, &mut accounts)?;
	let products = products(source, &institution_codes, &reference_codes, &reference_rates)?;
	let scorecard = scorecard(source, &indicators, &indicator_codes)?;

	let clock_admin = clock_admin(&page, &file, &mut accounts)?;
	let mut appraisers = Vec::new();
	for (i, form) in file.appraisers.iter().enumerate() {
		let path = format!("//appraiser//{}", form.code);
		let account = accounts.take(&page, &format!("appraisers[{i}].account"), form.account.as_ref(), &path)?;
		appraisers.push((account, form.name.clone()));
	}
	let mut guarantors = Vec::new();
	for (i, form) in file.guarantors.iter().enumerate() {
		let path = format!("//guarantor//{}", form.code);
		let key = accounts.take(&page, &format!("guarantors[{i}].account"), form.account.as_ref(), &path)?;
		let (name, kind, jurisdiction) = (form.name.clone(), form.kind, form.jurisdiction);
		guarantors.push(GuarantorSpec { name, kind, jurisdiction, key });
	}
	let network = Network {
		session_blocks: file.session_blocks,
		block_milliseconds: file.block_milliseconds,
		validators: validators(&page, &file)?,
		endowed: endowed(&page, &file, &accounts)?,
		corridors: file.corridors.iter().map(|c| c.corridor).collect(),
		open: file.corridors.iter().flat_map(|c| c.open.iter().map(|class| (c.corridor, *class))).collect(),
		recognised: file.corridors.iter().flat_map(recognised).collect(),
		members_only: file.peers.as_ref().is_some_and(|peers| peers.in_force),
		peers: file.peers.map(|peers| peers.registered).unwrap_or_default(),
		compensation: file.compensation.iter().map(|c| (c.currency, c.share, c.budget)).collect(),
		name: file.name.as_str().into(),
		id: file.id.as_str().into(),
		kind: file.kind,
		jurisdiction: file.jurisdiction,
		clock_admin,
		times: file.governance,
		agencies,
		indicators,
		calendars,
		reference_rates,
		quotes,
		institutions,
		products,
		scorecard,
		appraisers,
		guarantors,
	};
	check::names(&source.page(NAMES), &source.read(NAMES)?, &network)?;
	Ok(network)
}

fn recognised(form: &CorridorForm) -> impl Iterator<Item = (Corridor, ScorecardId, [u32; 9])> + '_ {
	form.recognised.iter().map(|one| (form.corridor, one.scorecard, one.default_probabilities))
}

fn clock_admin(page: &Page, file: &NetworkFile, accounts: &mut Accounts) -> Result<Option<AccountId>, Problem> {
	if !file.rehearsal {
		return Ok(None);
	}
	accounts.take(page, "clockAdmin", file.clock_admin.as_ref(), "//clock-admin").map(Some)
}

fn validators(page: &Page, file: &NetworkFile) -> Result<Vec<Validator>, Problem> {
	// A validator may also be an agency or an institution: only validators must differ from each other.
	let mut accounts = Accounts::new(file.into());
	let mut found: Vec<Validator> = Vec::new();
	for (i, form) in file.validators.iter().enumerate() {
		let path = format!("//{}", form.name.as_str());
		let field = |name| format!("validators[{i}].{name}");
		let account = accounts.take(page, &field("account"), form.account.as_ref(), &path)?;
		let aura = match &form.aura {
			Some(key) => key.0,
			None => accounts.aura(page, &field("aura"), &path)?,
		};
		let grandpa = match &form.grandpa {
			Some(key) => key.0,
			None => accounts.grandpa(page, &field("grandpa"), &path)?,
		};
		if found.iter().any(|other| other.aura == aura) {
			return Err(page.problem(field("aura"), "the same key as another validator's"));
		}
		if found.iter().any(|other| other.grandpa == grandpa) {
			return Err(page.problem(field("grandpa"), "the same key as another validator's"));
		}
		found.push(Validator { account, aura, grandpa });
	}
	Ok(found)
}

fn endowed(page: &Page, file: &NetworkFile, accounts: &Accounts) -> Result<Vec<(AccountId, u128)>, Problem> {
	let mut found: Vec<(AccountId, u128)> = Vec::new();
	for (i, form) in file.endowed.iter().enumerate() {
		let field = format!("endowed[{i}]");
		let account = match (&form.name, &form.account) {
			(Some(name), None) => {
				accounts.find(page, &format!("{field}.account"), None, &format!("//{}", name.as_str()))?
			},
			(None, Some(account)) => account.0.clone(),
			_ => return Err(page.problem(field, "give either a name or an account")),
		};
		if found.iter().any(|(other, _)| *other == account) {
			return Err(page.problem(field, "this account is endowed already"));
		}
		found.push((account, form.amount.into()));
	}
	Ok(found)
}

fn agencies(source: &Source, accounts: &mut Accounts) -> Result<(Vec<AgencySpec<AccountId>>, Codes), Problem> {
	let page = source.page(AGENCIES);
	let forms: Vec<AgencyForm> = source.read(AGENCIES)?;
	let codes = Codes::new(&page, AGENCIES, forms.iter().map(|f| &f.code))?;
	check::agencies(&page, &forms)?;
	let mut specs = Vec::new();
	for (i, form) in forms.into_iter().enumerate() {
		let path = format!("//agency//{}", form.code);
		let key = accounts.take(&page, &format!("[{i}].account"), form.account.as_ref(), &path)?;
		specs.push(AgencySpec { name: form.name, jurisdiction: form.jurisdiction, key, rights: form.rights });
	}
	Ok((specs, codes))
}

fn indicators(source: &Source, agencies: &Codes) -> Result<(Vec<IndicatorSpec>, Codes), Problem> {
	let page = source.page(INDICATORS);
	let forms: Vec<IndicatorForm> = source.read(INDICATORS)?;
	let codes = Codes::new(&page, INDICATORS, forms.iter().map(|f| &f.code))?;
	let mut specs = Vec::new();
	for (i, form) in forms.into_iter().enumerate() {
		check::indicator(&page, i, &form)?;
		specs.push(IndicatorSpec {
			owner: AgencyId(agencies.place(&page, format!("[{i}].owner"), &form.owner)?),
			name: form.name,
			unit: form.unit,
			edges: form.edges,
			direction: form.direction,
			validity_days: form.validity_days,
			class: form.class,
			personal: form.personal,
		});
	}
	Ok((specs, codes))
}

fn calendars(source: &Source) -> Result<Vec<(Jurisdiction, CalendarYear)>, Problem> {
	let page = source.page(CALENDARS);
	let forms: Vec<YearForm> = source.read(CALENDARS)?;
	check::calendars(&page, &forms)?;
	let mut years = Vec::new();
	for (i, form) in forms.iter().enumerate() {
		let year = form.read().map_err(|fault| page.problem(format!("[{i}].{}", fault.path), fault.reason))?;
		years.push((form.place, year));
	}
	Ok(years)
}

/// Reference rates, and the examples of their quotes.
type WithExamples = (Vec<ReferenceRateSpec>, Vec<(ReferenceRateId, ReferenceQuote)>);

fn reference_rates(source: &Source, kind: NetworkType, agencies: &Codes) -> Result<(WithExamples, Codes), Problem> {
	let page = source.page(REFERENCE_RATES);
	let forms: Vec<ReferenceRateForm> = source.read(REFERENCE_RATES)?;
	let codes = Codes::new(&page, REFERENCE_RATES, forms.iter().map(|f| &f.code))?;
	check::reference_rates(&page, kind, &forms)?;
	let (mut specs, mut quotes) = (Vec::new(), Vec::new());
	for (i, form) in (0u32..).zip(forms) {
		for (q, example) in form.examples.iter().enumerate() {
			let field = format!("[{i}].examples[{q}].published");
			let published = bank_days::read_day(&example.published);
			let unread = || page.problem(field, format!("{:?} is no day: write 2026-01-20", example.published));
			let quote = ReferenceQuote { published: published.ok_or_else(unread)?, rate: example.rate };
			quotes.push((ReferenceRateId(i), quote));
		}
		specs.push(ReferenceRateSpec {
			name: form.name,
			currency: form.currency,
			tenor: form.tenor,
			agency: AgencyId(agencies.place(&page, format!("[{i}].agency"), &form.agency)?),
		});
	}
	check::quotes(&page, &quotes)?;
	Ok(((specs, quotes), codes))
}

fn institutions(source: &Source, accounts: &mut Accounts) -> Result<(Vec<InstitutionSpec<AccountId>>, Codes), Problem> {
	let page = source.page(INSTITUTIONS);
	let forms: Vec<InstitutionForm> = source.read(INSTITUTIONS)?;
	let codes = Codes::new(&page, INSTITUTIONS, forms.iter().map(|f| &f.code))?;
	check::institutions(&page, &forms)?;
	let mut specs = Vec::new();
	for (i, form) in forms.into_iter().enumerate() {
		let path = format!("//institution//{}", form.code);
		let key = accounts.take(&page, &format!("[{i}].account"), form.account.as_ref(), &path)?;
		specs.push(InstitutionSpec { name: form.name, kind: form.kind, jurisdiction: form.jurisdiction, key });
	}
	Ok((specs, codes))
}

fn products(
	source: &Source,
	institutions: &Codes,
	references: &Codes,
	rates: &[ReferenceRateSpec],
) -> Result<Vec<(InstitutionId, ProductSpec)>, Problem> {
	let page = source.page(PRODUCTS);
	let forms: Vec<ProductForm> = source.read(PRODUCTS)?;
	Codes::new(&page, PRODUCTS, forms.iter().map(|f| &f.code))?;
	let mut specs = Vec::new();
	for (i, form) in forms.into_iter().enumerate() {
		let institution = institutions.place(&page, format!("[{i}].institution"), &form.institution)?;
		let reference = match &form.reference {
			Some(code) => Some(ReferenceRateId(references.place(&page, format!("[{i}].reference"), code)?)),
			None => None,
		};
		let spec = ProductSpec {
			name: form.name,
			currency: form.currency,
			min_amount: form.min_amount,
			max_amount: form.max_amount,
			min_tenor: form.min_tenor,
			max_tenor: form.max_tenor,
			min_rate: form.min_rate,
			max_rate: form.max_rate,
			reference,
			day_count: form.day_count,
			due_days: form.due_days,
			surcharge: form.surcharge,
			costs: form.costs,
			methods: form.methods,
			uses: form.uses,
			revolving: form.revolving,
			renewable: form.renewable,
			worst_grade: form.worst_grade,
			minimum_coverage: form.minimum_coverage,
			industries: form.industries,
			divisions: form.divisions,
			jurisdictions: form.jurisdictions,
			minimum_age_months: form.minimum_age_months,
			unsecured: form.unsecured,
			security: form.security,
			worst_loan_to_value: form.worst_loan_to_value,
			trade_records: form.trade_records,
			unconfirmed: form.unconfirmed,
			decision_days: form.decision_days,
		};
		check::product(&page, i, &spec, rates)?;
		specs.push((InstitutionId(institution), spec));
	}
	Ok(specs)
}

fn scorecard(source: &Source, indicators: &[IndicatorSpec], codes: &Codes) -> Result<ScorecardSpec, Problem> {
	let page = source.page(SCORECARD);
	let form: ScorecardForm = source.read(SCORECARD)?;
	let mut characteristics = Vec::new();
	for (i, c) in form.characteristics.iter().enumerate() {
		let indicator = codes.place(&page, format!("characteristics[{i}].indicator"), &c.indicator)?;
		let spec = CharacteristicSpec {
			indicator: IndicatorId(indicator),
			points: c.points.clone(),
			missing: c.missing,
			reference: c.reference,
		};
		let info = indicators.get(indicator as usize);
		if let Some(info) = info {
			check::characteristic(&page, i, c, info)?;
		}
		characteristics.push(spec);
	}
	check::scorecard(&page, &form)?;
	let too_many = |_| page.problem("characteristics", "more than a scorecard holds");
	Ok(ScorecardSpec {
		name: form.name,
		base: form.base,
		characteristics: characteristics.try_into().map_err(too_many)?,
		cut_offs: form.cut_offs,
		default_probabilities: form.default_probabilities,
		minimum_coverage: form.minimum_coverage,
		validity_days: form.validity_days,
	})
}
