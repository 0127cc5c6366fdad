//! Rows on pages.

use super::font::{Font, Run, HELVETICA, OTHER};
use crate::Result;
use pdf_writer::{Content, Finish, Pdf, Rect, Ref, Str, TextStr};

/// A4, lying. Points.
const PAGE: (f32, f32) = (842.0, 595.0);
const MARGIN: f32 = 40.0;
const SIZE: f32 = 8.0;
const TITLE: f32 = 14.0;
const LEADING: f32 = 11.0;
/// Between the columns.
const GUTTER: f32 = 6.0;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
	Left,
	Right,
}

/// A table on pages, with what is said above and below it.
pub struct Sheet<const N: usize> {
	font: Font,
	widths: [f32; N],
	align: [Align; N],
	heading: Option<[String; N]>,
	done: Vec<Content>,
	page: Content,
	/// From the page's bottom.
	y: f32,
}

impl<const N: usize> Sheet<N> {
	pub fn new(font: Font, widths: [f32; N], align: [Align; N]) -> Self {
		Self { font, widths, align, heading: None, done: Vec::new(), page: Content::new(), y: PAGE.1 - MARGIN }
	}

	pub fn title(&mut self, text: &str) {
		self.y -= TITLE;
		self.put(text, MARGIN, TITLE);
		self.y -= LEADING / 2.0;
	}

	pub fn say(&mut self, text: &str) {
		for line in self.wrapped(text, PAGE.0 - 2.0 * MARGIN) {
			self.room(1);
			self.y -= LEADING;
			self.put(&line, MARGIN, SIZE);
		}
	}

	pub fn gap(&mut self) {
		self.y -= LEADING / 2.0;
	}

	/// From now on each page has it.
	pub fn heading(&mut self, cells: [String; N]) {
		self.gap();
		self.cells(cells.clone());
		self.rule();
		self.heading = Some(cells);
	}

	pub fn row(&mut self, cells: [String; N]) {
		self.cells(cells);
	}

	fn cells(&mut self, cells: [String; N]) {
		let wrapped: Vec<Vec<String>> =
			cells.iter().zip(self.widths).map(|(cell, width)| self.wrapped(cell, width - GUTTER)).collect();
		let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
		self.room(lines);
		let top = self.y;
		let mut x = MARGIN;
		for ((lines, width), align) in wrapped.iter().zip(self.widths).zip(self.align) {
			self.y = top;
			for line in lines {
				self.y -= LEADING;
				let left = match align {
					Align::Left => x,
					Align::Right => x + width - GUTTER - self.font.width(line, SIZE),
				};
				self.put(line, left, SIZE);
			}
			x += width;
		}
		self.y = top - LEADING * lines as f32;
	}

	fn rule(&mut self) {
		self.y -= 3.0;
		self.page.set_line_width(0.5).move_to(MARGIN, self.y).line_to(PAGE.0 - MARGIN, self.y).stroke();
	}

	/// A new page, if there is no room for so many lines.
	fn room(&mut self, lines: usize) {
		if self.y - LEADING * lines as f32 >= MARGIN + LEADING {
			return;
		}
		self.done.push(std::mem::replace(&mut self.page, Content::new()));
		self.y = PAGE.1 - MARGIN;
		if let Some(heading) = self.heading.take() {
			self.heading(heading);
		}
	}

	fn put(&mut self, text: &str, x: f32, size: f32) {
		write(&self.font, &mut self.page, text, x, self.y, size);
	}

	/// A text in lines of a width: between words, and within a word that is too long.
	fn wrapped(&self, text: &str, width: f32) -> Vec<String> {
		let mut lines = Vec::new();
		let mut line = String::new();
		for word in text.split(' ') {
			let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
			if self.font.width(&joined, SIZE) <= width {
				line = joined;
				continue;
			}
			if !line.is_empty() {
				lines.push(std::mem::take(&mut line));
			}
			for c in word.chars() {
				line.push(c);
				if self.font.width(&line, SIZE) > width && line.chars().count() > 1 {
					line.pop();
					lines.push(std::mem::take(&mut line));
					line.push(c);
				}
			}
		}
		lines.push(line);
		lines
	}

	/// The file.
	pub fn finish(mut self, title: &str) -> Result<Vec<u8>> {
		self.done.push(std::mem::replace(&mut self.page, Content::new()));
		let Self { font, done, .. } = self;
		let mut next = Ref::new(1);
		let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
		let (helvetica, other) = (next.bump(), next.bump());
		let mut pdf = Pdf::new();
		pdf.catalog(catalog).pages(tree).lang(TextStr("en"));
		pdf.document_info(info).title(TextStr(title)).producer(TextStr("Lingnan"));
		let count = done.len();
		let pages: Vec<(Ref, Ref)> = done.iter().map(|_| (next.bump(), next.bump())).collect();
		let total = i32::try_from(count).unwrap_or(i32::MAX);
		pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(total);
		for (number, (mut content, (page, stream))) in done.into_iter().zip(pages).enumerate() {
			write(
				&font,
				&mut content,
				&format!("{} of {count}", number + 1),
				PAGE.0 - MARGIN - 40.0,
				MARGIN / 2.0,
				SIZE,
			);
			let mut written = pdf.page(page);
			written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(stream);
			let mut resources = written.resources();
			let mut fonts = resources.fonts();
			fonts.pair(HELVETICA, helvetica);
			if font.has_other() {
				fonts.pair(OTHER, other);
			}
			fonts.finish();
			resources.finish();
			written.finish();
			pdf.stream(stream, &content.finish());
		}
		font.write(&mut pdf, helvetica, other, &mut next);
		Ok(pdf.finish())
	}
}

fn write(font: &Font, page: &mut Content, text: &str, x: f32, y: f32, size: f32) {
	page.begin_text().next_line(x, y);
	for run in font.runs(text) {
		match run {
			Run::Helvetica(bytes) => page.set_font(HELVETICA, size).show(Str(&bytes)),
			Run::Other(glyphs) => page.set_font(OTHER, size).show(Str(&glyphs)),
		};
	}
	page.end_text();
}
