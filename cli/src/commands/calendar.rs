use super::{govern, Context};
use crate::{
	client::{calls::calendars::SetYear, questions, table::Table, text::date_text, Call},
	error::{Error, Result},
	files::read_json,
	governance::{Motion, Track},
	output::records_of,
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	bank_days::{is_weekend, CalendarView, CalendarYear, YearForm},
	civil, date_of, from_civil, Date, Jurisdiction, Text,
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::{collections::BTreeMap, path::PathBuf};

#[derive(Debug, Subcommand)]
pub enum Calendar {
	/// Propose the working days of banks from a file, on the general track (agency)
	///
	/// JSON: one year or a list of years, as a network's own calendars.json has them. CSV: the columns place, day and kind (off,
	/// worked or in-lieu), with --source. What the chain has already is left out. Days that have passed when the motion is
	/// carried out must stay as they are: the first day that changes is told.
	Import(Import),
	/// Show on which days a place's banks are closed, and the next working day of a day
	Show {
		/// Whose banks
		#[arg(long)]
		place: Jurisdiction,
		/// The year; this one if not given
		#[arg(long)]
		year: Option<u32>,
		/// The next working day of this day
		#[arg(long, value_parser = values::date)]
		date: Option<Date>,
	},
}

#[derive(Debug, Args)]
pub struct Import {
	/// A file that ends in .csv, or JSON
	file: PathBuf,
	/// Of CSV: who announced it, when and where it is found
	#[arg(long)]
	source: Option<Text<256>>,
	/// Of CSV: it was computed or expected, and not announced
	#[arg(long)]
	provisional: bool,
	/// Banks take the days in lieu
	#[arg(long)]
	in_lieu_taken: bool,
	/// Leave all days before this one as they stand
	#[arg(long, value_parser = values::date)]
	from: Option<Date>,
}

impl Calendar {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Import(import) => import.run(c).await,
			Self::Show { place, year, date } => show(c, *place, *year, *date).await,
		}
	}
}

impl Import {
	async fn run(&self, c: &Context) -> Result<()> {
		let place = self.file.display().to_string();
		let today = date_of(c.client.now().await?);
		let (mut calls, mut first): (Vec<Call>, Option<Date>) = (Vec::new(), None);
		for form in self.forms()? {
			let read = form.read();
			let mut year = read.map_err(|fault| {
				Error::input(format!("{place}, {} {}, {}", form.place, form.year, fault.path), fault.reason)
			})?;
			let there = questions::calendar::of(&c.client, form.place).await?;
			let stood = there.year(year.year);
			if let Some(from) = self.from {
				year = kept_until(year, stood, from)?;
			}
			if stood == Some(&year) {
				continue;
			}
			let change = first_change(stood, &year);
			if let Some(passed) = change.filter(|date| *date <= today) {
				let reason = format!(
					"{} of {} has passed or is today, and would become {}: days that have come stay as they were. `--from DAY` leaves \
					 all before DAY as they stand",
					date_text(passed),
					form.place,
					if year.is_working(passed) { "a working day" } else { "a day off" },
				);
				return Err(Error::input(&place, reason));
			}
			first = change.into_iter().chain(first).min();
			calls.push(SetYear { place: form.place, year }.into());
		}
		if calls.is_empty() {
			return Err(Error::input(
				&place,
				"the chain has these years as the file has them: there is nothing to propose",
			));
		}
		if let Some(first) = first {
			c.output.say(format!("the first day that changes is {}: carry the motion out before", date_text(first)));
		}
		govern::move_it(c, Motion::of_agencies(&c.client, Track::General, calls).await?).await
	}

	fn forms(&self) -> Result<Vec<YearForm>> {
		let place = self.file.display().to_string();
		let mut forms = match self.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
			true => self.rows()?,
			false => {
				let list = match read_json(&self.file)? {
					Value::Array(list) => list,
					one => vec![one],
				};
				let read = |(at, one): (usize, Value)| {
					YearForm::deserialize(one).map_err(|e| Error::input(format!("{place}[{at}]"), e))
				};
				list.into_iter().enumerate().map(read).collect::<Result<Vec<_>>>()?
			},
		};
		for form in &mut forms {
			form.in_lieu_taken |= self.in_lieu_taken;
		}
		let again = |(at, one): &(usize, &YearForm)| {
			forms.iter().take(*at).any(|other| (other.place, other.year) == (one.place, one.year))
		};
		if let Some((_, twice)) = forms.iter().enumerate().find(again) {
			return Err(Error::input(&place, format!("{} of {} stands in it twice", twice.year, twice.place)));
		}
		Ok(forms)
	}

	/// A year of a place for each that the rows name.
	fn rows(&self) -> Result<Vec<YearForm>> {
		let place = self.file.display().to_string();
		let bad = |reason: String| Error::input(&place, reason);
		let source = self.source.clone().ok_or_else(|| Error::usage("who announced these days? Give --source"))?;
		let mut table = Table::open(&self.file)?;
		let column = |name: &str| -> Result<usize> {
			let found = table.column(name).map_err(bad)?;
			found.ok_or_else(|| bad(format!("it has no column {name}: its columns are place, day and kind")))
		};
		let (of_place, of_day, of_kind) = (column("place")?, column("day")?, column("kind")?);
		let mut years: BTreeMap<(u8, u32), YearForm> = BTreeMap::new();
		while let Some(row) = table.next_row().map_err(|e| bad(e.to_string()))? {
			let line = row.map_err(|row| bad(row.to_string()))?;
			let cell = |at| table.cell(at).unwrap_or_default().to_string();
			let bad = |reason: String| bad(format!("line {line}: {reason}"));
			let whose: Jurisdiction = cell(of_place).parse().map_err(|e| bad(format!("place: {e}")))?;
			let day = cell(of_day);
			let (year, ..) = civil(values::date(&day).map_err(|e| bad(format!("day: {e}")))?);
			let form = years.entry((whose as u8, year)).or_insert_with(|| YearForm {
				place: whose,
				year,
				off: Vec::new(),
				worked: Vec::new(),
				in_lieu: Vec::new(),
				in_lieu_taken: false,
				provisional: self.provisional,
				source: source.clone(),
			});
			match cell(of_kind).as_str() {
				"off" => form.off.push(day),
				"worked" => form.worked.push(day),
				"in-lieu" => form.in_lieu.push(day),
				other => return Err(bad(format!("kind: {other:?} is none of off, worked, in-lieu"))),
			}
		}
		match years.is_empty() {
			true => Err(bad("it names no day".into())),
			false => Ok(years.into_values().collect()),
		}
	}
}

/// By weekends alone where nothing stood, as the chain has it.
fn working(year: Option<&CalendarYear>, date: Date) -> bool {
	year.map_or(!is_weekend(date), |year| year.is_working(date))
}

/// The first day that becomes open or closed.
fn first_change(stood: Option<&CalendarYear>, new: &CalendarYear) -> Option<Date> {
	let first = from_civil(new.year, 1, 1)?;
	(first..first.saturating_add(366))
		.take_while(|date| civil(*date).0 == new.year)
		.find(|date| working(stood, *date) != new.is_working(*date))
}

/// The year with all days before one as they stand.
fn kept_until(mut year: CalendarYear, stood: Option<&CalendarYear>, from: Date) -> Result<CalendarYear> {
	let joined = |old: &[Date], new: &[Date]| -> Vec<Date> {
		let before = old.iter().copied().filter(|date| *date < from);
		before.chain(new.iter().copied().filter(|date| *date >= from)).collect()
	};
	let (off, worked) = stood.map_or((&[][..], &[][..]), |stood| (stood.off.as_slice(), stood.worked.as_slice()));
	let too_many = |_| Error::usage("with the days that stand before, there are more than a year holds");
	year.off = joined(off, &year.off).try_into().map_err(too_many)?;
	year.worked = joined(worked, &year.worked).try_into().map_err(too_many)?;
	Ok(year)
}

async fn show(c: &Context, place: Jurisdiction, year: Option<u32>, date: Option<Date>) -> Result<()> {
	let view = questions::calendar::of(&c.client, place).await?;
	let asked = match (year, date) {
		(Some(year), _) => year,
		(None, Some(date)) => civil(date).0,
		(None, None) => civil(date_of(c.client.now().await?)).0,
	};
	let known = view.year(asked);
	let mut answer = json!({
		"place": place,
		"year": asked,
		"known": known.is_some(),
		"provisional": known.is_none_or(|year| year.provisional),
		"source": known.map(|year| year.source.as_str()),
		"off": known.map(|year| year.off.as_slice()).unwrap_or_default(),
		"worked": known.map(|year| year.worked.as_slice()).unwrap_or_default(),
		"years": view.years.iter().map(|year| year.year).collect::<Vec<_>>(),
	});
	let next = date.map(|date| next_working_day(&view, date));
	if let (Some(date), Some((next, provisional))) = (date, next) {
		answer["next"] = json!({ "date": date, "workingDay": next, "provisional": provisional });
	}
	c.output.answer(&answer, |_| page(&view, asked, date.zip(next)));
	Ok(())
}

/// The first working day on a day or after it, and whether it may still move.
fn next_working_day(view: &CalendarView, date: Date) -> (Date, bool) {
	let mut days = (date..=Date::MAX).map(|day| (day, working(view.year(civil(day).0), day)));
	let next = days.find(|(_, open)| *open).map_or(date, |(day, _)| day);
	(next, (date..=next).any(|day| view.is_provisional(day)))
}

/// As people read it.
fn page(view: &CalendarView, asked: u32, next: Option<(Date, (Date, bool))>) -> String {
	let mut lines = match view.year(asked) {
		None => vec![format!(
			"{} {asked}: not known yet. Weekends alone are closed until it is entered, and due days in it may still move.",
			view.place
		)],
		Some(year) => {
			let named = if year.provisional { "provisional, due days in it may still move" } else { "announced" };
			let row =
				|date: &Date, what: &str| json!({ "day": date_text(*date), "weekday": weekday(*date), "banks": what });
			let mut rows: Vec<(Date, Value)> = year.off.iter().map(|date| (*date, row(date, "closed"))).collect();
			rows.extend(year.worked.iter().map(|date| (*date, row(date, "open"))));
			rows.sort_by_key(|(date, _)| *date);
			let rows: Vec<Value> = rows.into_iter().map(|(_, row)| row).collect();
			vec![
				format!("{} {asked}: {named}", view.place),
				format!("source: {}", year.source.as_str()),
				String::new(),
				records_of(&json!(rows), &["day", "weekday", "banks"]),
				String::from("All other Saturdays and Sundays are closed."),
			]
		},
	};
	if let Some((date, (next, provisional))) = next {
		let may_move = if provisional { " (provisional: it may still move)" } else { "" };
		lines.push(format!(
			"the first working day from {} on is {} {}{may_move}",
			date_text(date),
			weekday(next),
			date_text(next)
		));
	}
	lines.join("\n")
}

/// 1970-01-01 was a Thursday.
fn weekday(date: Date) -> &'static str {
	["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"][(date % 7) as usize]
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, path::Path};

	fn day(month: u32, day: u32) -> Date {
		from_civil(2026, month, day).unwrap()
	}

	fn import(file: &Path) -> Import {
		let source = Some("gov.mo".parse().unwrap());
		Import { file: file.into(), source, provisional: false, in_lieu_taken: false, from: None }
	}

	fn networks_own() -> PathBuf {
		Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain-spec/macao/calendars.json")
	}

	#[test]
	fn a_networks_own_file_is_read() {
		let forms = import(&networks_own()).forms().unwrap();
		let of = |place, year| forms.iter().find(|form| (form.place, form.year) == (place, year)).unwrap();
		let mainland = of(Jurisdiction::Guangdong, 2026).read().unwrap();
		assert!(mainland.is_working(day(2, 28)) && !mainland.is_working(day(2, 16)));
		assert!(of(Jurisdiction::HongKong, 2027).read().unwrap().provisional);
		let taken = Import { in_lieu_taken: true, ..import(&networks_own()) };
		let macao = taken.forms().unwrap().pop().unwrap().read().unwrap();
		assert!(!macao.is_working(day(4, 7)));
	}

	#[test]
	fn rows_of_csv_become_years() {
		let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
		let read = |text: &str| {
			fs::write(file.path(), text).unwrap();
			import(file.path()).forms().map_err(|error| error.to_string())
		};
		let rows = "place,day,kind\nGuangdong,2026-02-16,off\nGuangdong,2026-02-14,worked\nMacao,2026-04-06,in-lieu\n\
		            Guangdong,2027-01-01,off\n";
		let forms = read(rows).unwrap();
		let years: Vec<_> = forms.iter().map(|form| (form.place, form.year, form.off.len())).collect();
		let (mainland, macao) = (Jurisdiction::Guangdong, Jurisdiction::Macao);
		assert_eq!(years, [(mainland, 2026, 1), (mainland, 2027, 1), (macao, 2026, 0)]);
		assert!(forms[0].read().unwrap().is_working(day(2, 14)));
		for (text, why) in [
			("place,day\nMacao,2026-04-06\n", "no column kind"),
			("place,day,kind\nMacao,2026-04-06,holiday\n", "line 2: kind: \"holiday\" is none of"),
			("place,day,kind\nMacau,2026-04-06,off\n", "line 2: place: one of Guangdong, HongKong, Macao"),
			("place,day,kind\nMacao,06/04/2026,off\n", "line 2: day: "),
			("place,day,kind\n", "names no day"),
		] {
			let refused = read(text).unwrap_err();
			assert!(refused.contains(why), "{refused} should say {why}");
		}
		assert!(Import { source: None, ..import(file.path()) }.forms().unwrap_err().to_string().contains("--source"));
	}

	#[test]
	fn the_first_day_that_changes_is_told_and_days_before_another_can_stay() {
		let forms = import(&networks_own()).forms().unwrap();
		let year = forms[0].read().unwrap();
		assert_eq!(first_change(None, &year), Some(day(1, 1)));
		assert_eq!(first_change(Some(&year), &year), None);
		let kept = kept_until(year.clone(), None, day(2, 20)).unwrap();
		assert_eq!(first_change(None, &kept), Some(day(2, 20)));
		assert_eq!(kept.off[0], day(2, 20));
		let kept =
			kept_until(CalendarYear { off: Default::default(), ..year.clone() }, Some(&year), day(2, 20)).unwrap();
		assert_eq!(first_change(Some(&year), &kept), Some(day(2, 20)));
	}

	#[test]
	fn the_next_working_day_says_whether_it_may_move() {
		let years = import(&networks_own()).forms().unwrap();
		let of = |place| years.iter().filter(move |form| form.place == place).map(|form| form.read().unwrap());
		let view = |place| CalendarView { place, years: of(place).collect() };
		let mainland = view(Jurisdiction::Guangdong);
		assert_eq!(next_working_day(&mainland, day(2, 15)), (day(2, 24), false));
		let told = page(&mainland, 2026, Some((day(2, 15), (day(2, 24), false))));
		assert!(told.ends_with("the first working day from 2026-02-15 on is Tuesday 2026-02-24"), "{told}");
		assert!(told.contains("2026-02-14") && told.contains("Saturday"), "{told}");
		// Of 2027 nothing is known on the mainland, and Hong Kong's list was computed.
		let new_year = day(12, 31) + 1;
		assert_eq!(next_working_day(&mainland, new_year), (new_year, true));
		assert_eq!(next_working_day(&view(Jurisdiction::HongKong), new_year), (new_year + 3, true));
		assert!(page(&mainland, 2027, None).contains("not known yet"));
		assert!(page(&view(Jurisdiction::HongKong), 2027, None).contains("2027: provisional"));
	}
}
