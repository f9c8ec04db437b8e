//! A copy of an encrypted file in clear, in memory, for readers that are given no password.

use crate::verify::reader::scan::Indirect;
use crate::verify::reader::{Dict, Document, Object};

/// The newest state of every object, streams with their filters, and a table.
pub(super) fn copy(document: &Document<'_>) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places: Vec<(u32, usize)> = Vec::new();
    for object in document.objects.iter().filter(|o| is_newest(document, o)) {
        places.push((object.number, out.len()));
        out.extend_from_slice(format!("{} 0 obj\n", object.number).as_bytes());
        if object.data.is_some() {
            stream(document, object, &mut out);
        } else {
            write(&object.value, &mut out);
        }
        out.extend_from_slice(b"\nendobj\n");
    }
    table(document, places, &mut out);
    out
}

fn is_newest(document: &Document<'_>, object: &Indirect) -> bool {
    let plumbing = object.dict().is_some_and(|d| d.is("Type", "ObjStm") || d.is("Type", "XRef"));
    let newest = document.find(object.number).is_some_and(|n| std::ptr::eq(n, object));
    newest && !plumbing && document.encrypt_object != Some(object.number)
}

fn stream(document: &Document<'_>, object: &Indirect, out: &mut Vec<u8>) {
    let data = document.raw(object);
    let entries = object.dict().map(|d| d.0.as_slice()).unwrap_or_default();
    let mut dict: Vec<_> = entries.iter().filter(|(k, _)| k != b"Length").cloned().collect();
    dict.push((b"Length".to_vec(), Object::Int(data.len() as i64)));
    write(&Object::Dict(Dict(dict)), out);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(&data);
    out.extend_from_slice(b"\nendstream");
}

fn table(document: &Document<'_>, mut places: Vec<(u32, usize)>, out: &mut Vec<u8>) {
    let start = out.len();
    places.sort_unstable();
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, offset) in &places {
        out.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
    }
    let size = places.last().map_or(1, |(n, _)| u64::from(*n) + 1);
    out.extend_from_slice(format!("trailer\n<< /Size {size} /Root ").as_bytes());
    let root = document.trailers.iter().rev().find_map(|t| t.get("Root"));
    write(root.unwrap_or(&Object::Null), out);
    out.extend_from_slice(format!(" >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
}

fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Bool(b) => out.extend_from_slice(b.to_string().as_bytes()),
        Object::Int(i) => out.extend_from_slice(i.to_string().as_bytes()),
        Object::Real(r) => out.extend_from_slice(format!("{r}").as_bytes()),
        Object::Ref(n, g) => out.extend_from_slice(format!("{n} {g} R").as_bytes()),
        Object::Name(n) => name(n, out),
        Object::Str(s) => {
            out.push(b'<');
            for b in s {
                out.extend_from_slice(format!("{b:02x}").as_bytes());
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write(item, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dict(dict) => {
            out.extend_from_slice(b"<< ");
            dict.entries().for_each(|(key, value)| {
                name(key, out);
                out.push(b' ');
                write(value, out);
                out.push(b' ');
            });
            out.extend_from_slice(b">>");
        }
    }
}

fn name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &b in bytes {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'+') {
            out.push(b);
        } else {
            out.extend_from_slice(format!("#{b:02x}").as_bytes());
        }
    }
}
