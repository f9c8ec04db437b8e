//! Files as an attacker writes them: objects byte by byte, in the order given, nothing checked.

/// What must be gone from every output.
pub const SECRET: &str = "Quillfeather";
/// What must still be there, left and right of it.
pub const KEPT: [&str; 2] = ["Before", "Afterwards"];

/// A file in the making. Objects 1 to 3 are the catalog, the page tree and the font `F1`.
pub struct Maker {
    objects: Vec<Vec<u8>>,
    kids: Vec<usize>,
    /// Further entries of the catalog.
    pub catalog: String,
    /// Further entries of the trailer.
    pub trailer: String,
    /// Further entries of the next page.
    pub page: String,
    /// Further resources of the next page.
    pub resources: String,
    /// Font resources of the next page.
    pub fonts: String,
}

impl Maker {
    pub fn new() -> Self {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
        Self {
            objects: vec![vec![], vec![], font.into()],
            kids: vec![],
            catalog: String::new(),
            trailer: String::new(),
            page: "/MediaBox [0 0 600 800]".into(),
            resources: String::new(),
            fonts: "/F1 3 0 R".into(),
        }
    }

    /// Adds an object; gives its number.
    pub fn add(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len()
    }

    /// Adds a stream with further dictionary entries.
    pub fn stream(&mut self, entries: &str, data: impl AsRef<[u8]>) -> usize {
        let data = data.as_ref();
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// Adds a form `XObject` with the font as its resources; gives its number.
    pub fn form(&mut self, more: &str, content: &str) -> usize {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [-1000 -1000 2000 2000] /Resources << /Font << /F1 3 0 R >> {more} >>"
        );
        self.stream(&entries, content)
    }

    /// Adds a composite font (ISO 32000-2, 9.7.6) over a descendant, with a `ToUnicode` of the letters for
    /// the codes 0, 1, 2 … unless there are none; gives its number.
    pub fn composite(&mut self, letters: &str, encoding: &str, descendant: &str) -> usize {
        let descendant = self.add(descendant);
        let map = (!letters.is_empty()).then(|| self.stream("", to_unicode(letters, 2)));
        let map = map.map_or(String::new(), |map| format!("/ToUnicode {map} 0 R"));
        self.add(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] {map} >>"
        ))
    }

    /// Adds a Type 3 font whose only glyph, `a`, shows the whole secret in `F1` and paints `more`.
    pub fn whole_string(&mut self, more: &str) -> usize {
        let procedure = self.stream("", format!("6000 0 d0 BT /F1 1000 Tf ({SECRET}) Tj ET {more}"));
        self.add(format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 6000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {procedure} 0 R >> \
             /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [6000] /Resources << /Font << /F1 3 0 R >> >> >>"
        ))
    }

    /// Ends a page whose content is one stream.
    pub fn content(mut self, content: impl AsRef<[u8]>) -> Self {
        let number = self.stream("", content);
        self.page_of(&format!("{number} 0 R"));
        self
    }

    /// Ends a page with this `Contents`.
    pub fn page_of(&mut self, contents: &str) -> usize {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /Contents {contents} {} /Resources << /Font << {} >> {} >> >>",
            self.page, self.fonts, self.resources
        );
        let number = self.add(page);
        self.kids.push(number);
        number
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.kids.iter().map(|k| format!("{k} 0 R")).collect();
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into();
        self.objects[1] =
            format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")).into();
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = String::new();
        for (index, body) in self.objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", out.len());
            out.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (out.len(), self.objects.len() + 1);
        let tail = format!(
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {} >>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        );
        out.extend_from_slice(tail.as_bytes());
        out
    }
}

/// `(text) Tj` before and after `middle`, each on a line of its own.
pub fn between(middle: &str) -> String {
    format!(
        "BT /F1 12 Tf 1 0 0 1 72 740 Tm (Before) Tj ET {middle} BT /F1 12 Tf 1 0 0 1 72 640 Tm (Afterwards) Tj ET"
    )
}

/// A text object at (72, 700) in `F1` at 12 points.
pub fn text(operators: &str) -> String {
    between(&format!("BT /F1 12 Tf 1 0 0 1 72 700 Tm {operators} ET"))
}

/// The secret as hexadecimal digits.
pub fn hex(text: &str) -> String {
    text.bytes().map(|b| format!("{b:02X}")).collect()
}

/// The secret as UTF-16BE with byte-order mark, hexadecimal.
pub fn utf16(text: &str) -> String {
    text.encode_utf16().fold("FEFF".into(), |so_far, u| so_far + &format!("{u:04X}"))
}

/// A `ToUnicode` that maps codes 0, 1, 2 … to the letters.
pub fn to_unicode(letters: &str, bytes: usize) -> String {
    let width = bytes * 2;
    let lines: String =
        letters.chars().enumerate().map(|(i, c)| format!("<{i:0width$X}> <{:04X}>\n", c as u32)).collect();
    let (low, high) = ("00".repeat(bytes), "FF".repeat(bytes));
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <{low}> <{high}> endcodespacerange\n{} beginbfchar\n{lines}endbfchar\nendcmap end end",
        letters.chars().count()
    )
}

/// The codes 0, 1, 2 … of so many letters, two bytes each, as hexadecimal digits.
pub fn codes(letters: &str) -> String {
    (0..letters.chars().count()).map(|i| format!("{i:04X}")).collect()
}

/// A `CIDFont` without embedded file.
pub const IDENTITY: &str = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /DW 600 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
     /FontDescriptor << /Type /FontDescriptor /FontName /Arial /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>";
