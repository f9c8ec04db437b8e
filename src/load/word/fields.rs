//! Fields (ECMA-376-1, 17.16): the result is what a reader sees, the code is not.

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    code: String,
    /// Characters that stood where the code stands, in case the field never ends.
    plain: String,
    in_result: bool,
}

/// The three marks of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The code follows.
    Begin,
    /// The result follows.
    Separate,
    /// Neither.
    End,
}

/// The code of a field that has ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) has_result: bool,
}

/// The fields that are open, one inside the other.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

impl Fields {
    /// Takes characters that belong to a code; false where they are to be shown.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let Some(field) = self.open.iter_mut().rfind(|field| !field.in_result) else { return false };
        field.code.push_str(text);
        field.plain.push_str(text);
        true
    }

    /// Characters of a code.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(text);
        }
    }

    /// Takes a mark; gives the code of a field that ends.
    pub(super) fn mark(&mut self, mark: Mark) -> Option<Code> {
        match mark {
            Mark::Begin => self.open.push(Field::default()),
            Mark::Separate => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            Mark::End => {
                let field = self.open.pop()?;
                return Some(Code { text: field.code, has_result: field.in_result });
            }
        }
        None
    }

    /// Fields that never end: their characters are shown, their codes named.
    pub(super) fn finish(&mut self) -> (String, Vec<String>) {
        let open = std::mem::take(&mut self.open);
        let plain = open.iter().map(|field| field.plain.as_str()).collect();
        let codes = open.into_iter().filter(|f| f.plain.is_empty()).map(|field| field.code).collect();
        (plain, codes)
    }
}

/// What a field without a result shows: its text where it is a button, an expression or a symbol;
/// else nothing, and its code is hidden matter.
pub(super) fn without_result(code: &str) -> (bool, String) {
    let mut words = code.split_whitespace();
    let keyword = words.next().unwrap_or_default().to_ascii_uppercase();
    let rest: Vec<&str> = words.collect();
    match keyword.as_str() {
        "MACROBUTTON" | "GOTOBUTTON" => (true, rest.get(1..).unwrap_or_default().join(" ")),
        "EQ" | "QUOTE" => (true, rest.join(" ")),
        name if is_harmless(name) => (false, String::new()),
        _ => (false, code.trim().to_owned()),
    }
}

/// Fields whose code says nothing about anybody.
fn is_harmless(keyword: &str) -> bool {
    matches!(
        keyword,
        "PAGE"
            | "NUMPAGES"
            | "SECTIONPAGES"
            | "SECTION"
            | "TOC"
            | "DATE"
            | "TIME"
            | "SEQ"
            | "LISTNUM"
            | "AUTONUM"
            | "AUTONUMLGL"
            | "AUTONUMOUT"
            | "FORMTEXT"
            | "FORMCHECKBOX"
            | "FORMDROPDOWN"
            | "ADVANCE"
            | ""
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_never_shown_and_a_result_always() {
        let mut fields = Fields::default();
        fields.mark(Mark::Begin);
        fields.code("IF ");
        fields.mark(Mark::Begin);
        fields.code("MERGEFIELD x");
        fields.mark(Mark::Separate);
        assert!(fields.take("inner result"), "it stands in the outer code");
        fields.mark(Mark::End);
        fields.mark(Mark::Separate);
        assert!(!fields.take("result"));
        let code = fields.mark(Mark::End).expect("a field");
        assert_eq!(code, Code { text: "IF inner result".into(), has_result: true });
        assert_eq!(fields.mark(Mark::End), None);
    }

    #[test]
    fn a_field_that_never_ends_hides_no_text() {
        let mut fields = Fields::default();
        fields.mark(Mark::Begin);
        fields.take("visible");
        assert_eq!(fields.finish(), ("visible".to_owned(), vec![]));
    }
}
