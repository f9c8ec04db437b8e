//! What all sheets of a workbook share: strings, number formats, and what is collected.

use super::formats;
use crate::load::office::Office;
use crate::load::xml::Node;

/// A workbook being read.
pub(super) struct Book<'m> {
    pub(super) file: Office<'m>,
    pub(super) strings: Vec<String>,
    /// The format code of each cell style.
    pub(super) styles: Vec<String>,
    pub(super) from_1904: bool,
}

/// The strings of `sharedStrings.xml`.
pub(super) fn strings(root: &Node) -> Vec<String> {
    root.nodes().filter(|n| &*n.name == "x:si").map(rich).collect()
}

/// A string with its runs, without the readings of its characters (18.4.6).
pub(super) fn rich(node: &Node) -> String {
    let mut out = String::new();
    for kid in node.nodes() {
        match &*kid.name {
            "x:t" => out.push_str(&kid.text()),
            "x:r" => out.push_str(&rich(kid)),
            _ => {}
        }
    }
    out
}

/// The format code of each cell style in `styles.xml`.
pub(super) fn styles(root: &Node) -> Vec<String> {
    let own: Vec<(&str, &str)> = root
        .child("x:numFmts")
        .into_iter()
        .flat_map(Node::nodes)
        .filter_map(|n| Some((n.get("numFmtId")?, n.get("formatCode")?)))
        .collect();
    let code = |xf: &Node| {
        let id = xf.get("numFmtId").unwrap_or("0");
        let known = own.iter().find(|(own, _)| *own == id).map(|(_, code)| (*code).to_owned());
        known.unwrap_or_else(|| formats::built_in(id.parse().unwrap_or(0)).to_owned())
    };
    root.child("x:cellXfs").into_iter().flat_map(Node::nodes).map(code).collect()
}
