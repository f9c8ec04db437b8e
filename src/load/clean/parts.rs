//! The parts of a cleaned Office Open XML file and what leads from one to another: all names are ours.

use crate::load::package;

/// The parts of a cleaned Office Open XML file, in the order in which they are written.
#[derive(Debug, Default)]
pub(in crate::load) struct Parts {
    parts: Vec<(String, Vec<u8>)>,
    /// Part and content type.
    types: Vec<(String, String)>,
}

/// The relationships of one part that is written: id, type, target.
#[derive(Debug, Default, Clone)]
pub(in crate::load) struct Kept(Vec<(String, String, String)>);

/// Beginning of the names of relationship types (ECMA-376-1, 22.8).
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

impl Kept {
    /// Keeps a relationship to a part of ours, whose name begins with `/`.
    pub(in crate::load) fn add(&mut self, id: &str, kind: &str, to: &str) {
        if !self.0.iter().any(|(known, _, _)| known == id) {
            self.0.push((id.to_owned(), kind.to_owned(), to.to_owned()));
        }
    }

    fn write(&self) -> Vec<u8> {
        let mut list = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        for (id, kind, to) in &self.0 {
            // ids come from the source: letters, figures and marks that need no escaping
            let id: String = id.chars().filter(|c| c.is_alphanumeric() || "._-".contains(*c)).collect();
            list.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{TYPE}{kind}\" Target=\"{to}\"/>"));
        }
        list.push_str("</Relationships>");
        list.into_bytes()
    }
}

impl Parts {
    /// Adds a part with its type; `name` has no leading `/`.
    pub(in crate::load) fn add(&mut self, name: &str, kind: &str, bytes: Vec<u8>, kept: &Kept) {
        self.parts.push((name.to_owned(), bytes));
        self.types.push((name.to_owned(), kind.to_owned()));
        if !kept.0.is_empty() {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            self.parts.push((format!("{folder}/_rels/{file}.rels"), kept.write()));
        }
    }

    /// Whether there is a part of this name.
    pub(in crate::load) fn has(&self, name: &str) -> bool {
        self.types.iter().any(|(known, _)| known == name)
    }

    /// Adds a picture under a name of ours; the name, from the root.
    pub(in crate::load) fn picture(&mut self, bytes: Vec<u8>) -> String {
        if let Some((known, _)) = self.parts.iter().find(|(n, b)| n.starts_with("media/") && *b == bytes) {
            return format!("/{known}");
        }
        let png = bytes.starts_with(b"\x89PNG");
        let (ending, kind) = if png { ("png", "image/png") } else { ("jpeg", "image/jpeg") };
        let name = format!("media/image{}.{ending}", self.parts.len());
        self.add(&name, kind, bytes, &Kept::default());
        format!("/{name}")
    }

    /// The file, with its list of types and the way to its main part.
    pub(in crate::load) fn finish(mut self, main: &str) -> Option<Vec<u8>> {
        let mut types = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
             Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        );
        for (name, kind) in &self.types {
            types.push_str(&format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"));
        }
        types.push_str("</Types>");
        let mut kept = Kept::default();
        kept.add("main", "officeDocument", &format!("/{main}"));
        let mut all = vec![("[Content_Types].xml".to_owned(), types.into_bytes())];
        all.push(("_rels/.rels".to_owned(), kept.write()));
        all.append(&mut self.parts);
        package::write(&all)
    }
}
