//! Elements by their path. One that stands twice where one belongs is refused: two programs could read two documents.

use super::Unread;
use alloc::{borrow::ToOwned, format, string::String};
use roxmltree::Node;

/// The namespaces behind the prefixes that paths are written with. A name without a prefix is in the root's.
pub type Spaces = &'static [(&'static str, &'static str)];

/// A place in a document.
#[derive(Clone)]
pub struct At<'a, 'i> {
	node: Node<'a, 'i>,
	spaces: Spaces,
	path: String,
}

impl<'a, 'i> At<'a, 'i> {
	pub fn root(node: Node<'a, 'i>, spaces: Spaces) -> Self {
		Self { node, spaces, path: String::new() }
	}

	pub fn attribute(&self, name: &str) -> Option<&'a str> {
		self.node.attribute(name)
	}

	/// The element at `cac:Party/cbc:ID` below this one, if it is there.
	pub fn find(&self, path: &str) -> Result<Option<Self>, Unread> {
		let mut at = self.clone();
		for step in path.split('/') {
			let (prefix, name) = step.split_once(':').unwrap_or(("", step));
			let space = self.spaces.iter().find(|(known, _)| *known == prefix).map(|(_, space)| *space);
			let space = space.or(self.node.document().root_element().tag_name().namespace());
			let joined = if at.path.is_empty() { step.to_owned() } else { format!("{}/{step}", at.path) };
			let mut found = at.node.children().filter(|child| {
				child.is_element() && child.tag_name().name() == name && child.tag_name().namespace() == space
			});
			let Some(node) = found.next() else { return Ok(None) };
			if found.next().is_some() {
				return Err(Unread::new(joined, "it stands twice, and once is right. Ask who issued the document"));
			}
			at = Self { node, spaces: self.spaces, path: joined };
		}
		Ok(Some(at))
	}

	/// The text at a path, if there is any.
	pub fn text(&self, path: &str) -> Result<Option<String>, Unread> {
		let Some(at) = self.find(path)? else { return Ok(None) };
		let mut text = String::new();
		for child in at.node.children() {
			if child.is_element() {
				return Err(Unread::new(at.path, "it holds elements where a text belongs"));
			}
			if child.is_text() {
				text.push_str(child.text().unwrap_or_default());
			}
		}
		let text = text.trim().to_owned();
		Ok(Some(text).filter(|text| !text.is_empty()))
	}

	/// The text at a path, or what to do without it.
	pub fn need(&self, path: &str, way_out: &str) -> Result<String, Unread> {
		self.text(path)?.ok_or_else(|| Unread::new(path, format!("it is missing or empty. {way_out}")))
	}
}
