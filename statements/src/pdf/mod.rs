//! A statement as PDF.
//!
//! Letters, digits and signs of English are set in Helvetica, which every reader of PDF has. All else, such as names of firms in
//! Chinese, comes from a font of the machine that makes the file: only the characters that are used are put into it. No font
//! is part of this program.

mod font;
mod page;

pub use font::Font;

use crate::{
	sheet::COLUMNS,
	statement::{Side, Statement},
	Result,
};
use page::{Align, Sheet};
use std::path::Path;

/// Widths in points; together they are a page's.
const WIDTHS: [f32; COLUMNS.len()] = [56.0, 56.0, 104.0, 78.0, 78.0, 82.0, 178.0, 130.0];
const ALIGN: [Align; COLUMNS.len()] =
	[Align::Left, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left, Align::Left];

impl Statement {
	/// The file. `font`: where characters come from that Helvetica does not have; a font of the system if none is named.
	pub fn pdf(&self, font: Option<&Path>) -> Result<Vec<u8>> {
		let rows: Vec<_> = self.lines.iter().map(|line| line.told()).collect();
		let text = rows.iter().flatten().chain(&self.head()).flat_map(|cell| cell.chars()).collect::<String>();
		let mut sheet = Sheet::new(Font::of(&text, font)?, WIDTHS, ALIGN);
		let head = self.head();
		let (title, facts) =
			head.split_first().map_or((String::new(), &[][..]), |(title, facts)| (title.clone(), facts));
		sheet.title(&title);
		for fact in facts {
			sheet.say(fact);
		}
		sheet.heading(COLUMNS.map(String::from));
		for row in rows {
			sheet.row(row);
		}
		let totals = [("Debits", Side::Debit), ("Credits", Side::Credit)].map(|(name, side)| {
			let (count, sum) = self.total(side);
			format!(
				"{name}: {count}, together {} {}",
				self.currency,
				crate::cells::signed(i128::try_from(sum).unwrap_or(i128::MAX))
			)
		});
		sheet.gap();
		for total in totals {
			sheet.say(&total);
		}
		sheet.say(&self.foot());
		sheet.finish(&title)
	}
}

#[cfg(test)]
mod tests {
	use crate::statement::tests::statement;
	use std::path::{Path, PathBuf};

	/// A statement whose texts are plain English.
	fn plain() -> crate::Statement {
		let mut made = statement();
		made.borrower.name = Some("Lychee Electronics Limited".into());
		for line in &mut made.lines {
			line.reference = line.reference.replace("催收函", "reminder");
		}
		made
	}

	#[test]
	fn english_needs_no_font_of_the_machine() {
		let made = plain().pdf(None).unwrap();
		assert!(made.starts_with(b"%PDF-1.7") && made.ends_with(b"%%EOF\n") | made.ends_with(b"%%EOF"));
		let text = String::from_utf8_lossy(&made);
		assert!(text.contains("/Helvetica") && !text.contains("/FontFile"), "nothing is embedded");
		assert!(text.contains("(Statement of loan 3 as of 2027-03-16)"), "a person's eye finds it");
	}

	#[test]
	fn many_lines_take_many_pages_each_with_its_heading() {
		let mut made = plain();
		made.lines = made.lines.iter().cycle().take(200).cloned().collect();
		let text = String::from_utf8_lossy(&made.pdf(None).unwrap()).into_owned();
		let pages = text.matches("/Type /Page\n").count();
		assert!(pages > 4, "{pages}");
		assert_eq!(text.matches("(value date)").count(), pages);
		assert!(text.contains(&format!("({pages} of {pages})")));
	}

	#[test]
	fn a_font_that_cannot_be_read_or_lacks_a_character_is_told_with_the_way_out() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("no.ttf");
		assert!(statement().pdf(Some(&file)).unwrap_err().to_string().contains("no.ttf"));
		std::fs::write(&file, "nothing").unwrap();
		assert!(statement().pdf(Some(&file)).unwrap_err().to_string().contains("no.ttf"));
		let latin = Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
		if latin.exists() {
			let told = statement().pdf(Some(latin)).unwrap_err().to_string();
			assert!(told.contains("fonts-droid-fallback") && told.contains("--font"), "{told}");
		}
	}

	/// The names of firms, where the machine has a font for them: CI and developers' machines may have none.
	#[test]
	fn chinese_names_are_set_with_a_font_of_the_machine() {
		let font: Option<PathBuf> = super::Font::known().into_iter().find(|path| path.exists());
		let Some(font) = font else {
			return eprintln!("no Chinese font on this machine: apt-get install fonts-droid-fallback");
		};
		let made = statement().pdf(None).unwrap();
		let text = String::from_utf8_lossy(&made);
		assert!(text.contains("/FontFile") && text.contains("/ToUnicode"), "{}", font.display());
		assert!(made.len() < 200_000, "{} bytes: only what is used is in it", made.len());
		if let Some(path) = std::env::var_os("LINGNAN_PDF") {
			std::fs::write(path, &made).unwrap();
		}
	}
}
