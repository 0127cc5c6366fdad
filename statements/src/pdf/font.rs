//! Which characters come from which font, and the part of a font that is put into the file.

use crate::{Error, Result};
use pdf_writer::{
	types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
	Finish, Name, Pdf, Rect, Ref, Str,
};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

/// Names of the two fonts in a page's resources.
pub const HELVETICA: Name = Name(b"F1");
pub const OTHER: Name = Name(b"F2");

const IDENTITY: &[u8] = b"Identity-H";

/// What Debian's packages of Chinese fonts bring, the smallest package first.
const KNOWN: [&str; 6] = [
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	"/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
	"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/arphic/uming.ttc",
];

/// Widths of the signs from space to tilde in Helvetica, in thousandths of its size, as Adobe published them.
const WIDTHS: [u16; 95] = [
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
	556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
	722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
	556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
	260, 334, 584,
];

/// A character of the other font.
#[derive(Clone, Copy)]
struct Glyph {
	/// As the file numbers it.
	number: u16,
	/// In thousandths of the size.
	width: f32,
}

/// Helvetica, and a font for what it does not have.
pub struct Font {
	glyphs: BTreeMap<char, Glyph>,
	embedded: Option<Embedded>,
}

struct Embedded {
	program: Vec<u8>,
	/// With outlines of PostScript, otherwise of TrueType.
	is_cff: bool,
	bbox: [f32; 4],
	ascent: f32,
	descent: f32,
}

/// Characters in one font.
pub enum Run {
	Helvetica(Vec<u8>),
	Other(Vec<u8>),
}

impl Font {
	/// Where fonts with Chinese characters are looked for.
	pub fn known() -> Vec<PathBuf> {
		KNOWN.iter().map(PathBuf::from).collect()
	}

	/// For these characters: from the file that is named, or from the first known one that has them all.
	pub fn of(text: &str, named: Option<&Path>) -> Result<Self> {
		let needed: Vec<char> = text.chars().filter(|c| !c.is_control() && !c.is_ascii()).collect();
		let known = Self::known();
		let files: Vec<&Path> = match named {
			Some(file) => vec![file],
			None if needed.is_empty() => return Ok(Self { glyphs: BTreeMap::new(), embedded: None }),
			None => known.iter().map(PathBuf::as_path).filter(|file| file.exists()).collect(),
		};
		let mut missing = needed.first().copied();
		for file in files {
			let bytes = std::fs::read(file).map_err(|e| Error::input(file.display(), e))?;
			match Self::read(&bytes, &needed) {
				Ok(font) => return Ok(font),
				Err(Lacks::Character(c)) => missing = Some(c),
				Err(Lacks::Form(reason)) if named.is_some() => return Err(Error::input(file.display(), reason)),
				Err(Lacks::Form(_)) => {},
			}
		}
		let missing = missing.map_or_else(String::new, |c| format!(" {c}"));
		Err(Error::input(
			"the font",
			format!(
				"no font that was found has the character{missing}: install Debian's package fonts-droid-fallback, or name a font \
				 file with --font. Text and CSV need none."
			),
		))
	}

	fn read(bytes: &[u8], needed: &[char]) -> Result<Self, Lacks> {
		let face = Face::parse(bytes, 0).map_err(|e| Lacks::Form(format!("this is no font that can be read: {e}")))?;
		let thousandths = |units: f32| units * 1_000.0 / f32::from(face.units_per_em());
		let mut remapper = GlyphRemapper::new();
		let mut glyphs = BTreeMap::new();
		for c in needed {
			let glyph = face.glyph_index(*c).ok_or(Lacks::Character(*c))?;
			let width = thousandths(face.glyph_hor_advance(glyph).unwrap_or_default().into());
			glyphs.insert(*c, Glyph { number: remapper.remap(glyph.0), width });
		}
		let part = subsetter::subset(bytes, 0, &remapper).map_err(|e| Lacks::Form(e.to_string()))?;
		let cff =
			ttf_parser::RawFace::parse(&part, 0).ok().and_then(|raw| raw.table(ttf_parser::Tag::from_bytes(b"CFF ")));
		let is_cff = cff.is_some();
		let program = cff.map(<[u8]>::to_vec).unwrap_or(part);
		let bbox = face.global_bounding_box();
		let bbox = [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max].map(|units| thousandths(units.into()));
		let (ascent, descent) = (thousandths(face.ascender().into()), thousandths(face.descender().into()));
		Ok(Self { glyphs, embedded: Some(Embedded { program, is_cff, bbox, ascent, descent }) })
	}

	/// In points, at a size in points.
	pub fn width(&self, text: &str, size: f32) -> f32 {
		let thousandths: f32 = text.chars().map(|c| self.advance(c)).sum();
		thousandths * size / 1_000.0
	}

	fn advance(&self, c: char) -> f32 {
		let plain = (c as usize).checked_sub(usize::from(b' ')).and_then(|place| WIDTHS.get(place));
		match (plain, self.glyphs.get(&c)) {
			(Some(width), _) => f32::from(*width),
			(None, Some(glyph)) => glyph.width,
			(None, None) => 0.0,
		}
	}

	/// A text by fonts, in its order.
	pub fn runs(&self, text: &str) -> Vec<Run> {
		let mut runs: Vec<Run> = Vec::new();
		for c in text.chars().filter(|c| !c.is_control()) {
			let other = self.glyphs.get(&c).map(|glyph| glyph.number.to_be_bytes());
			match (runs.last_mut(), other, u8::try_from(c)) {
				(Some(Run::Other(run)), Some(glyph), _) => run.extend(glyph),
				(_, Some(glyph), _) => runs.push(Run::Other(glyph.to_vec())),
				(Some(Run::Helvetica(run)), None, Ok(byte)) => run.push(byte),
				(_, None, Ok(byte)) => runs.push(Run::Helvetica(vec![byte])),
				(_, None, Err(_)) => {},
			}
		}
		runs
	}

	/// Whether the other font is used.
	pub fn has_other(&self) -> bool {
		self.embedded.is_some()
	}

	/// Writes both fonts under these numbers.
	pub fn write(&self, pdf: &mut Pdf, helvetica: Ref, other: Ref, next: &mut Ref) {
		pdf.type1_font(helvetica).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
		let Some(embedded) = &self.embedded else { return };
		// The six letters say that it is a part of a font.
		const NAME: Name = Name(b"LINGNA+Statement");
		let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
		let (cid, descriptor, map, program) = (next.bump(), next.bump(), next.bump(), next.bump());
		pdf.type0_font(other).base_font(NAME).encoding_predefined(Name(IDENTITY)).descendant_font(cid).to_unicode(map);
		let mut font = pdf.cid_font(cid);
		font.subtype(if embedded.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
		font.base_font(NAME).system_info(system).font_descriptor(descriptor).default_width(1_000.0);
		if !embedded.is_cff {
			font.cid_to_gid_map_predefined(Name(b"Identity"));
		}
		let mut widths = font.widths();
		for glyph in self.glyphs.values() {
			widths.consecutive(glyph.number, [glyph.width]);
		}
		widths.finish();
		font.finish();
		let [left, bottom, right, top] = embedded.bbox;
		let mut described = pdf.font_descriptor(descriptor);
		described
			.name(NAME)
			.flags(FontFlags::SYMBOLIC)
			.bbox(Rect::new(left, bottom, right, top))
			.italic_angle(0.0)
			.ascent(embedded.ascent)
			.descent(embedded.descent)
			.cap_height(embedded.ascent)
			.stem_v(80.0);
		match embedded.is_cff {
			true => described.font_file3(program),
			false => described.font_file2(program),
		};
		described.finish();
		let mut unicode = UnicodeCmap::new(Name(b"Statement-UCS"), system);
		for (c, glyph) in &self.glyphs {
			unicode.pair(glyph.number, *c);
		}
		let map_bytes = unicode.finish();
		pdf.stream(map, &map_bytes);
		let mut stream = pdf.stream(program, &embedded.program);
		match embedded.is_cff {
			true => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
			false => stream.pair(Name(b"Length1"), i32::try_from(embedded.program.len()).unwrap_or(i32::MAX)),
		};
	}
}

/// Why a font does not do.
enum Lacks {
	Character(char),
	Form(String),
}
