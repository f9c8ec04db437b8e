//! Form fields (ISO 32000-2, 12.7).

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;

/// The interactive form.
pub(super) struct Forms<'a> {
    dict: Option<Dict<'a>>,
}

impl<'a> Forms<'a> {
    /// Reads `AcroForm`.
    pub fn read(pdf: &'a Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'a>>(pdf.xref().root_id());
        Self { dict: root.and_then(|r| r.get::<Dict<'a>>(b"AcroForm")) }
    }
}
