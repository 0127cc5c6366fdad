//! Tables that fit where they are shown. One that is too wide has its cells wrapped between words; where that would leave
//! columns too narrow to read, or take more than twice the lines of a list, each row becomes a list of its fields.

use comfy_table::{presets::UTF8_HORIZONTAL_ONLY, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Columns of characters where nobody says how wide the screen is: in a file, in a pipe.
const UNKNOWN: usize = 100;

/// A screen narrower than this is left to wrap lines itself.
const NARROWEST: usize = 30;

/// Text that is no longer than this stays on one line of its cell.
const SHORT: usize = 10;

/// A part of a list in a cell that is no longer than this stays on one line where there is room.
const TOGETHER: usize = 26;

/// As much room as there is at least for such parts.
const PART: usize = 18;

/// A space at which no line ends. It is shown as a plain one.
const KEPT: char = '\u{a0}';

/// Columns of characters of the screen on the standard output.
pub fn width() -> usize {
	Table::new().width().map(usize::from).filter(|width| *width > 0).unwrap_or(UNKNOWN).max(NARROWEST)
}

/// A table with a heading, on the standard output; columns of numbers are aligned to the right.
pub fn table(heading: &[&str], rows: Vec<Vec<String>>) -> String {
	table_within(width(), heading, &rows)
}

/// The same on a screen of that width.
pub fn table_within(width: usize, heading: &[&str], rows: &[Vec<String>]) -> String {
	if rows.is_empty() {
		return String::from("(none)");
	}
	let all: Vec<usize> = (0..heading.len()).collect();
	let whole = Layout { heading, rows, shown: &all };
	let drawn = whole.drawn(None);
	if widest(&drawn) <= width {
		return drawn;
	}
	// A record without headings stays one.
	if heading.iter().all(|name| name.is_empty()) {
		return whole.drawn(Some(width));
	}
	let told: Vec<usize> = all.into_iter().filter(|place| rows.iter().any(|row| !is_bare(cell(row, *place)))).collect();
	let layout = Layout { heading, rows, shown: &told };
	let drawn = layout.drawn(None);
	if widest(&drawn) <= width {
		return drawn;
	}
	let list = layout.list(width);
	if layout.widths(width).is_none() {
		return list;
	}
	let drawn = layout.drawn(Some(width));
	match widest(&drawn) <= width && drawn.lines().count() <= 2 * list.lines().count() {
		true => drawn,
		false => list,
	}
}

/// Columns of a table.
struct Layout<'a> {
	heading: &'a [&'a str],
	rows: &'a [Vec<String>],
	/// The places of those that are shown.
	shown: &'a [usize],
}

impl Layout<'_> {
	/// Padding after each column of a table that is tight, and the space between two.
	fn frame(&self) -> usize {
		(2 * self.shown.len()).saturating_sub(1)
	}

	/// The width below which the column cannot be read.
	fn least_of(&self, place: usize) -> usize {
		let heading = self.heading.get(place).copied().unwrap_or_default();
		let cells = self.rows.iter().map(|row| cell(row, place));
		let least = |text: &str| match self.is_numeric(place) {
			true => text.width(),
			false => {
				longest_word(&units_kept(text)).max(longest_word(&glued(text)).min(PART)).max(widest(text).min(SHORT))
			},
		};
		cells.map(least).max().unwrap_or_default().max(longest_word(heading))
	}

	/// How wide each column is in all that width: its least, and what is left in equal parts first for what is read together,
	/// then for whole cells, then for headings. `None`: some cannot be read.
	fn widths(&self, width: usize) -> Option<Vec<usize>> {
		let mut widths: Vec<usize> = self.shown.iter().map(|place| self.least_of(*place)).collect();
		let mut left = width.checked_sub(self.frame())?.checked_sub(widths.iter().sum())?;
		let parts = |place: &usize| {
			let words = self.rows.iter().map(|row| longest_word(&glued(cell(row, *place))));
			words.max().unwrap_or_default()
		};
		let cells = |place: &usize| self.rows.iter().map(|row| widest(cell(row, *place))).max().unwrap_or_default();
		let headings = |place: &usize| self.heading.get(*place).copied().unwrap_or_default().width();
		let of_each = |wanted: &dyn Fn(&usize) -> usize| self.shown.iter().map(wanted).collect::<Vec<_>>();
		let wanted = [of_each(&parts), of_each(&cells), of_each(&headings)];
		for wanted in wanted {
			while left > 0 && widths.iter().zip(&wanted).any(|(width, wanted)| width < wanted) {
				for (width, _) in widths.iter_mut().zip(&wanted).filter(|(width, wanted)| **width < **wanted) {
					let more = left.min(1);
					*width += more;
					left -= more;
				}
			}
		}
		Some(widths)
	}

	fn is_numeric(&self, place: usize) -> bool {
		self.rows.iter().all(|row| is_number(cell(row, place)))
	}

	/// As a table, no wider than that if it can be helped.
	fn drawn(&self, within: Option<usize>) -> String {
		let mut table = Table::new();
		table.load_preset(UTF8_HORIZONTAL_ONLY);
		if self.heading.iter().any(|name| !name.is_empty()) {
			table.set_header(self.shown.iter().map(|place| self.heading.get(*place).copied().unwrap_or_default()));
		}
		let widths = within.and_then(|width| self.widths(width));
		let room = |column: usize| widths.as_ref().and_then(|widths| widths.get(column)).copied().unwrap_or(usize::MAX);
		for row in self.rows {
			table.add_row(self.shown.iter().enumerate().map(|(column, place)| kept(cell(row, *place), room(column))));
		}
		match within {
			None => table.set_content_arrangement(ContentArrangement::Disabled),
			Some(width) => table
				.set_content_arrangement(ContentArrangement::Dynamic)
				.set_width(u16::try_from(width).unwrap_or(u16::MAX)),
		};
		for (column, place) in self.shown.iter().enumerate() {
			let Some(drawn) = table.column_mut(column) else { continue };
			if self.is_numeric(*place) {
				drawn.set_cell_alignment(CellAlignment::Right);
			}
			if let Some(width) = widths.as_ref().and_then(|widths| widths.get(column)) {
				let width = Width::Fixed(u16::try_from(width + 1).unwrap_or(u16::MAX));
				drawn.set_padding((0, 1)).set_constraint(ColumnConstraint::Absolute(width));
			}
		}
		plain(&table.to_string())
	}

	/// Each row as a list of its fields, those without anything in them left out.
	fn list(&self, width: usize) -> String {
		let name = |place: usize| self.heading.get(place).copied().unwrap_or_default();
		let names = self.shown.iter().map(|place| name(*place).width()).max().unwrap_or_default();
		let beside = width.saturating_sub(names + 2);
		let field = |(place, text): (usize, &str)| {
			let name = name(place);
			if beside < SHORT {
				return format!("{name}\n  {}", wrapped(text, width.saturating_sub(2)).join("\n  "));
			}
			let lines = wrapped(text, beside).join(&format!("\n{}", " ".repeat(names + 2)));
			format!("{name}{}  {lines}", " ".repeat(names.saturating_sub(name.width())))
		};
		let one = |row: &Vec<String>| {
			let fields = self.shown.iter().map(|place| (*place, cell(row, *place))).filter(|(_, text)| !is_bare(text));
			let fields: Vec<String> = fields.map(field).collect();
			fields.join("\n")
		};
		self.rows.iter().map(one).collect::<Vec<_>>().join("\n\n")
	}
}

fn cell(row: &[String], place: usize) -> &str {
	row.get(place).map(String::as_str).unwrap_or_default()
}

/// Nothing is said.
fn is_bare(text: &str) -> bool {
	matches!(text, "" | "-")
}

/// A number, an amount, a share: what is compared digit under digit.
fn is_number(text: &str) -> bool {
	let plain = || text.chars().any(|c| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
	plain() || is_money(text)
}

/// `CNY 1.00`, `3.85 %`, `1.00 (currency of the loan)`, and no sentence that ends in an amount.
fn is_money(text: &str) -> bool {
	let amount = text.split_once(" (").map_or(text, |(amount, _)| amount);
	let words: Vec<&str> = amount.split(' ').collect();
	let is_amount =
		|word: &&&str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
	words.len() <= 2 && words.iter().any(|word| is_amount(&word))
}

/// The text with as much kept together as there is room for on a line.
fn kept(text: &str, room: usize) -> String {
	match glued(text) {
		glued if longest_word(&glued) <= room => glued,
		_ => units_kept(text),
	}
}

/// The text with what is read together kept on one line: short parts of a list, and numbers with their units.
fn glued(text: &str) -> String {
	let parts: Vec<&str> = text.split(", ").collect();
	let glue = |part: &str| match parts.len() > 1 && part.width() <= TOGETHER {
		true => part.replace(' ', &KEPT.to_string()),
		false => units_kept(part),
	};
	parts.iter().map(|part| glue(part)).collect::<Vec<_>>().join(", ")
}

/// `CNY 1.00`, `12 months`, `3.85 %`: each on one line.
fn units_kept(text: &str) -> String {
	let is_number = |word: &str| word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
	let is_currency = |word: &str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
	let is_unit = |word: &str| {
		let word = word.trim_end_matches([',', '.', ';', ':']);
		word == "%" || (1..=7).contains(&word.len()) && word.chars().all(|c| c.is_ascii_lowercase())
	};
	let mut kept = String::new();
	let mut before = "";
	for (place, word) in text.split(' ').enumerate() {
		if place > 0 {
			let together = is_currency(before) && is_number(word) || is_number(before) && is_unit(word);
			kept.push(if together { KEPT } else { ' ' });
		}
		kept.push_str(word);
		before = word;
	}
	kept
}

/// A text in lines of at most so many columns.
fn wrapped(text: &str, room: usize) -> Vec<String> {
	let mut lines = Vec::new();
	for paragraph in kept(text, room).split('\n') {
		let mut line = String::new();
		for word in paragraph.split(' ') {
			if !line.is_empty() && line.width() + 1 + word.width() > room {
				lines.push(std::mem::take(&mut line));
			}
			if !line.is_empty() {
				line.push(' ');
			}
			let mut rest = Cow::Borrowed(word);
			while rest.width() > room {
				let (head, tail) = cut(&rest, room);
				lines.push(head);
				rest = Cow::Owned(tail);
			}
			line.push_str(&rest);
		}
		lines.push(line);
	}
	lines.iter().map(|line| plain(line)).collect()
}

/// The first `room` columns of a word, at least one character, and the rest.
fn cut(word: &str, room: usize) -> (String, String) {
	let mut head = String::new();
	let mut letters = word.chars();
	while let Some(letter) = letters.clone().next() {
		if !head.is_empty() && head.width() + letter.to_string().width() > room {
			break;
		}
		head.push(letter);
		letters.next();
	}
	(head, letters.as_str().to_string())
}

fn longest_word(text: &str) -> usize {
	text.split([' ', '\n']).map(UnicodeWidthStr::width).max().unwrap_or_default()
}

fn plain(text: &str) -> String {
	text.replace(KEPT, " ")
}

fn widest(text: &str) -> usize {
	text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// A loan's account as `show statement` has it, with so many entries.
	fn statement(entries: usize) -> (Vec<&'static str>, Vec<Vec<String>>) {
		let heading = [
			"posting",
			"value date",
			"booked at",
			"entry",
			"spent",
			"outstanding principal",
			"reversed",
			"reversal asked",
		];
		let row = |i: usize| {
			[
				i.to_string(),
				"2026-12-24".into(),
				"2026-12-24 08:21".into(),
				"Repayment amount CNY 84,898.83, reference INSTALMENT 0 1".into(),
				"penalty CNY 0.00, interest CNY 2,875.00, principal CNY 82,023.83, total CNY 84,898.83".into(),
				"CNY 917,976.17".into(),
				"-".into(),
				"-".into(),
			]
		};
		(heading.to_vec(), (0..entries).map(|i| row(i).to_vec()).collect())
	}

	#[test]
	fn a_table_that_fits_is_drawn_as_it_is() {
		let rows = vec![vec!["a".into(), "1.50".into()], vec!["bb".into(), "1,000.00".into()]];
		let drawn = table_within(100, &["name", "amount"], &rows);
		let lines: Vec<&str> = drawn.lines().map(str::trim_end).collect();
		assert!(lines.contains(&" name     amount"), "{drawn}");
		assert!(lines.contains(&" a          1.50") && lines.contains(&" bb     1,000.00"), "{drawn}");
		assert_eq!(table_within(100, &["name"], &[]), "(none)");
	}

	#[test]
	fn a_statement_of_account_fits_a_hundred_columns_as_a_table_with_whole_amounts() {
		let (heading, rows) = statement(2);
		let drawn = table_within(100, &heading, &rows);
		assert!(widest(&drawn) <= 100, "{drawn}");
		assert!(drawn.contains('═'), "a table: {drawn}");
		for whole in ["interest CNY 2,875.00", "principal CNY 82,023.83", "CNY 917,976.17", "2026-12-24"] {
			assert_eq!(drawn.matches(whole).count() % 2, 0, "{whole}: {drawn}");
			assert!(drawn.contains(whole), "{whole}: {drawn}");
		}
		assert!(!drawn.contains("reversed"), "what is empty in every row takes no room: {drawn}");
	}

	#[test]
	fn what_is_too_narrow_to_be_read_as_a_table_becomes_a_list() {
		let (heading, rows) = statement(2);
		let drawn = table_within(60, &heading, &rows);
		assert!(widest(&drawn) <= 60 && !drawn.contains('═'), "{drawn}");
		assert!(drawn.contains("value date             2026-12-24"), "{drawn}");
		assert!(drawn.contains("\n\nposting                1\n"), "{drawn}");
		assert!(!drawn.contains("reversed"), "{drawn}");
	}

	#[test]
	fn a_sentence_with_an_amount_is_no_number() {
		for number in ["7", "-5", "0.5", "CNY 1,000.00", "3.85 %", "1.00 (currency of the loan)"] {
			assert!(is_number(number), "{number}");
		}
		for text in
			["Repayment amount CNY 84,898.83, reference X", "penalty CNY 0.00, total CNY 1.00", "2026-11-24", "-", ""]
		{
			assert!(!is_number(text), "{text}");
		}
	}

	#[test]
	fn the_room_that_there_is_is_used() {
		let name = "Customs credit class (lost 1, registered 2, certified 3)";
		let rows = vec![vec![name.to_string(), "10.00".into(), "1".into()]];
		let heading = ["indicator", "what a sound firm has", "shortfall"];
		let drawn = table_within(90, &heading, &rows);
		assert!(drawn.contains(name) && widest(&drawn) <= 90, "headings give way first: {drawn}");
	}

	#[test]
	fn a_hash_is_whole_in_a_list_where_it_has_room() {
		let hash = format!("0x{}", "ab".repeat(32));
		let rows = vec![vec!["1".to_string(), "a name of some length".into(), hash.clone(), hash.clone()]];
		let drawn = table_within(100, &["id", "name", "root", "evidence"], &rows);
		assert!(drawn.contains(&format!("root      {hash}")), "{drawn}");
		let narrow = table_within(50, &["id", "name", "root", "evidence"], &rows);
		assert!(widest(&narrow) <= 50, "{narrow}");
		assert_eq!(narrow.split_whitespace().collect::<String>().matches(&hash).count(), 2, "{narrow}");
	}

	#[test]
	fn a_record_stays_one_on_a_narrow_screen() {
		let rows = vec![vec!["sponsor".into(), "5FHh5u8g6vRRW4QQhqHLcacftV1zZ1yWvUuonubHfTPZCzjx".into()]];
		let drawn = table_within(40, &["", ""], &rows);
		assert!(widest(&drawn) <= 40 && drawn.contains("sponsor") && drawn.contains('─'), "{drawn}");
	}

	#[test]
	fn chinese_names_count_double() {
		let rows = vec![vec!["荔枝电子科技有限公司广东分公司".repeat(3), "1".into()]; 2];
		for width in [40, 60, 80] {
			let drawn = table_within(width, &["name", "id"], &rows);
			assert!(widest(&drawn) <= width, "{width}: {drawn}");
		}
	}

	proptest! {
		/// Whatever stands in it: no line is wider than the screen, and nothing of what was said is lost.
		#[test]
		fn every_table_fits(
			width in NARROWEST..160usize,
			rows in prop::collection::vec(prop::collection::vec("[a-z0-9 ,.%-]{0,40}|0x[0-9a-f]{64}|CNY [1-9],[0-9]{3}\\.00", 5), 1..5),
		) {
			let rows: Vec<Vec<String>> =
				rows.into_iter().map(|row| row.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()).collect();
			let drawn = table_within(width, &["id", "name", "principal owed", "on", "root"], &rows);
			prop_assert!(widest(&drawn) <= width, "{}\n{drawn}", widest(&drawn));
			let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).count();
			let said: usize = rows.iter().flatten().map(|text| letters(text)).sum();
			prop_assert!(letters(&drawn) >= said, "{drawn}");
		}
	}
}
