//! Running the program on an attack, and looking for the secret in what it wrote.

use std::path::Path;

use lopdf::{Document, Object};

use super::build::{KEPT, SECRET};
use super::support::program::blackpanel;

/// What the program is asked, and what it must answer.
pub struct Attack {
    pub name: &'static str,
    pub pdf: Vec<u8>,
    /// `PAGE:x0,y0,x1,y1`, else the secret is searched for.
    pub area: Option<&'static str>,
    /// Whether saying no is an answer.
    pub may_refuse: bool,
    /// A point of the first page, display space, that must be black afterwards.
    pub black: Option<(f64, f64)>,
    /// Words that must still be there.
    pub kept: Vec<&'static str>,
    /// Whether every page is to become its picture.
    pub pictured: bool,
}

/// An attack in which the secret is searched for.
pub fn attack(name: &'static str, pdf: Vec<u8>) -> Attack {
    Attack { name, pdf, area: None, may_refuse: false, black: None, kept: KEPT.to_vec(), pictured: false }
}

impl Attack {
    pub fn boxed(mut self, area: &'static str) -> Self {
        self.area = Some(area);
        self
    }

    pub fn or_refused(mut self) -> Self {
        self.may_refuse = true;
        self
    }

    pub fn pictured(mut self) -> Self {
        self.pictured = true;
        self
    }

    pub fn black(mut self, x: f64, y: f64) -> Self {
        self.black = Some((x, y));
        self
    }

    pub fn keeps(mut self, kept: &[&'static str]) -> Self {
        self.kept = kept.to_vec();
        self
    }
}

/// Runs every attack of a table and tells all that went wrong at once.
pub fn withstand(attacks: Vec<Attack>) {
    let wrong: Vec<String> = attacks
        .iter()
        .filter_map(|attack| judge(attack).err().map(|why| format!("{}: {why}", attack.name)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} attacks:\n{}", wrong.len(), attacks.len(), wrong.join("\n"));
}

/// The attacks, of which each must hold the secret as others read it: else its absence proves nothing.
pub fn planted(attacks: Vec<Attack>) -> Vec<Attack> {
    let missing = attacks.iter().find(|attack| search(&attack.pdf).is_ok() && !is_read(&attack.pdf));
    assert!(missing.is_none(), "{} holds no secret", missing.map_or("", |attack| attack.name));
    attacks
}

/// Whether the letters of the secret are read one after the other, wherever they stand.
fn is_read(pdf: &[u8]) -> bool {
    let pages = blackpanel::text::document(pdf).unwrap_or_default();
    let all = blackpanel::text::print(&pages);
    all.chars().filter(|c| c.is_alphanumeric()).collect::<String>().contains(SECRET)
}

fn judge(attack: &Attack) -> Result<(), String> {
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, &attack.pdf).expect("written");
    if let Ok(kept) = std::env::var("ATTACKS_DIR") {
        let name = attack.name.replace(' ', "-");
        std::fs::write(Path::new(&kept).join(name + ".pdf"), &attack.pdf).expect("written");
    }
    let mut args = vec!["redact".as_ref(), input.as_os_str(), "-o".as_ref(), output.as_os_str()];
    match attack.area {
        Some(area) => args.extend(["--box".as_ref(), std::ffi::OsStr::new(area)]),
        None => args.extend(["--text".as_ref(), std::ffi::OsStr::new(SECRET)]),
    }
    if attack.pictured {
        args.push("--raster".as_ref());
    }
    let run = blackpanel(&args);
    if run.stderr.contains(SECRET) || run.stdout.contains(SECRET) {
        return Err("the program says the secret".into());
    }
    if run.code != 0 {
        let clear = run.code == 3 && !run.stderr.is_empty() && !output.exists();
        return if attack.may_refuse && clear {
            Ok(())
        } else {
            Err(format!("exit {}: {}", run.code, run.stderr))
        };
    }
    let written = std::fs::read(&output).map_err(|_| "no output".to_owned())?;
    search(&written)?;
    words(&output, &attack.kept)?;
    attack.black.map_or(Ok(()), |(x, y)| black(&written, x, y))
}

/// Looks for the secret in every object, encoding by encoding.
pub fn search(pdf: &[u8]) -> Result<(), String> {
    let document = Document::load_mem(pdf).map_err(|_| "the output cannot be opened".to_owned())?;
    let mut hay = vec![pdf.to_vec()];
    document.objects.values().for_each(|object| gather(object, &mut hay));
    gather(&Object::Dictionary(document.trailer.clone()), &mut hay);
    let reversed: String = SECRET.chars().rev().collect();
    let utf16 = |le: bool| -> Vec<u8> {
        SECRET.encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let hexed = super::build::hex(SECRET);
    let needles = [
        ("letters", SECRET.as_bytes().to_vec()),
        ("UTF-16BE", utf16(false)),
        ("UTF-16LE", utf16(true)),
        ("hexadecimal", hexed.to_ascii_uppercase().into_bytes()),
        ("small hexadecimal", hexed.to_ascii_lowercase().into_bytes()),
        ("UTF-16 hexadecimal", super::build::utf16(SECRET).as_bytes()[4..].to_vec()),
        ("backwards", reversed.into_bytes()),
    ];
    for (how, needle) in needles {
        if let Some(found) =
            hay.iter().find_map(|h| h.windows(needle.len()).position(|w| w == needle).map(|at| (h, at)))
        {
            let (h, at) = found;
            let near = &h[at.saturating_sub(60)..(at + 60).min(h.len())];
            return Err(format!("still there as {how}: {}", String::from_utf8_lossy(near)));
        }
    }
    Ok(())
}

/// Strings, names and decoded streams of an object; of a stream also what its operands spell.
fn gather(object: &Object, hay: &mut Vec<Vec<u8>>) {
    match object {
        Object::String(bytes, _) | Object::Name(bytes) => hay.push(bytes.clone()),
        Object::Array(items) => items.iter().for_each(|item| gather(item, hay)),
        Object::Dictionary(dict) => dict.iter().for_each(|(key, value)| {
            hay.push(key.clone());
            gather(value, hay);
        }),
        Object::Stream(stream) => {
            gather(&Object::Dictionary(stream.dict.clone()), hay);
            let data = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
            let spelled = spelled(&data);
            hay.push(spelled.iter().copied().filter(|b| *b != b' ').collect());
            hay.push(spelled);
            hay.push(data);
        }
        _ => {}
    }
}

/// The string operands of content, one behind the other.
fn spelled(content: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&byte) = content.get(at) {
        at += 1;
        let close = match byte {
            b'(' => b')',
            b'<' => b'>',
            _ => continue,
        };
        let end = content[at..].iter().position(|&b| b == close).map_or(content.len(), |n| at + n);
        let inner = &content[at..end];
        if byte == b'(' {
            out.extend_from_slice(inner);
        } else {
            let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0) as u8;
            out.extend(inner.chunks(2).map(|p| digit(p[0]) << 4 | p.get(1).map_or(0, |b| digit(*b))));
        }
        at = end + 1;
    }
    out
}

/// What a reader gets: no letter sequence of the secret, every public word.
fn words(output: &Path, kept: &[&str]) -> Result<(), String> {
    let run = blackpanel(&["text".as_ref(), output.as_os_str()]);
    if run.code != 0 {
        return Err(format!("its text cannot be read: {}", run.stderr));
    }
    let letters: String = run.stdout.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.contains(SECRET) {
        return Err("its letters are still read".into());
    }
    match kept.iter().find(|word| !run.stdout.contains(**word)) {
        Some(word) => Err(format!("{word} was lost; left: {:?}", run.stdout)),
        None => Ok(()),
    }
}

fn black(pdf: &[u8], x: f64, y: f64) -> Result<(), String> {
    let picture = blackpanel::render::page(pdf, 1, 72.0).map_err(|_| "cannot be drawn".to_owned())?;
    let pixel = picture.pixel(x as u32, y as u32);
    if pixel == Some([0; 3]) { Ok(()) } else { Err(format!("the panel is {pixel:?} at {x}, {y}")) }
}
