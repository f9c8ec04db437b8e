//! A builder of tiny PDFs: objects as text, streams with their length, a table at the end.

/// A file under construction.
pub(crate) struct Pdf {
    bytes: Vec<u8>,
    /// Entries of the trailer besides `/Root`.
    pub(crate) trailer: String,
}

impl Pdf {
    /// Only a header.
    pub(crate) fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), trailer: String::new() }
    }

    /// An object.
    pub(crate) fn object(mut self, number: u32, body: &str) -> Self {
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        self
    }

    /// A stream; `entries` stand in its dictionary beside `/Length`.
    pub(crate) fn stream(mut self, number: u32, entries: &str, data: &[u8]) -> Self {
        let head = format!("{number} 0 obj\n<< {entries} /Length {} >>\nstream\n", data.len());
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
        self
    }

    /// Bytes as they are.
    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Entries of the trailer.
    pub(crate) fn trailer(mut self, entries: &str) -> Self {
        self.trailer.push_str(entries);
        self
    }

    /// The file.
    pub(crate) fn done(mut self) -> Vec<u8> {
        let end = format!("trailer\n<< /Root 1 0 R {} >>\nstartxref\n0\n%%EOF\n", self.trailer);
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }
}

/// Helvetica in `WinAnsi`, with its widths left to the reader.
pub(crate) const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A page of 400 × 400 points with the font `/F` and this content; objects 1 to 5.
pub(crate) fn page(content: &str) -> Pdf {
    page_with(content, "", "")
}

/// As [`page`], with more entries in the page and in its resources.
pub(crate) fn page_with(content: &str, page: &str, resources: &str) -> Pdf {
    Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(
            3,
            &format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 5 0 R {page} \
                 /Resources << /Font << /F 4 0 R >> {resources} >> >>"
            ),
        )
        .object(4, HELVETICA)
        .stream(5, "", content.as_bytes())
}

/// Text at a place, black, ten points.
pub(crate) fn text(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}
