//! Sound files of every kind besides PDF, to be damaged: Word, Excel, OpenDocument, rich text, web pages, mail,
//! archives, transcripts, tables, pictures. A package is damaged inside its parts and packed anew, else no
//! damage would come past the check sums of its archive.

use std::io::Cursor;

use blackpanel::load::{Origin, Source, WorkerProgram, load_for_office};
use blackpanel::text;
use image::{DynamicImage, ImageFormat};

use super::build::SECRET;
use super::mutate::Dice;
use super::run::{forget_panics, place_of_panic};
use super::seeds::Seed;
use super::support::office::{self, Parts};
use super::targets::limits;

/// A sound file: of parts, or of one piece.
enum Sound {
    Parts(&'static str, Parts),
    Whole(&'static str, Vec<u8>),
}

fn sound() -> Vec<Sound> {
    let picture = |format| {
        let mut out = Cursor::new(Vec::new());
        let image = DynamicImage::new_rgb8(12, 9);
        image.write_to(&mut out, format).expect("encoded");
        out.into_inner()
    };
    let text = |text: &str| text.replace("{}", SECRET).into_bytes();
    let letters: Parts = vec![("a/letter.txt".into(), text("Dear {}")), ("b.html".into(), text("<p>{}</p>"))];
    let nested: Parts = vec![("in.zip".into(), office::packed(&letters)), ("note.md".into(), text("# {}"))];
    vec![
        Sound::Parts("a.docx", office::word("middle", SECRET)),
        Sound::Parts("a.xlsx", office::workbook("middle", SECRET)),
        Sound::Parts("a.odt", office::open_document("middle", SECRET)),
        Sound::Parts("a.zip", nested.clone()),
        Sound::Whole("b.docx", office::packed(&office::word("middle", SECRET))),
        Sound::Whole("b.zip", office::packed(&nested)),
        Sound::Whole("a.rtf", office::rich_text("middle", SECRET)),
        Sound::Whole("a.html", office::web_page("middle", SECRET)),
        Sound::Whole(
            "a.vtt",
            text("WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000\n<v {}>Hello &amp; <i>you</i>\n"),
        ),
        Sound::Whole(
            "a.srt",
            text("1\n00:00:01,000 --> 00:00:02,000\nHello {}\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n"),
        ),
        Sound::Whole("a.csv", text("name,phone\n\"{}\nx\",07700 900000\n")),
        Sound::Whole(
            "a.eml",
            text(
                "From: {} <a@b.uk>\nSubject: =?utf-8?Q?x?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Dear {}</p>\n--b\nContent-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n",
            ),
        ),
        Sound::Whole("winmail.dat", packed(text("Dear {}\0"))),
        Sound::Whole("a.p7m", signed(&text("Content-Type: text/plain\r\n\r\nDear {}"))),
        Sound::Whole("a.gif", picture(ImageFormat::Gif)),
        Sound::Whole("a.bmp", picture(ImageFormat::Bmp)),
        Sound::Whole("a.webp", picture(ImageFormat::WebP)),
        Sound::Whole("a.png", picture(ImageFormat::Png)),
    ]
}

/// A message as Outlook packs it (MS-OXTNEF): a text, and a file.
fn packed(body: Vec<u8>) -> Vec<u8> {
    let mut out = b"\x78\x9f\x3e\x22\x01\x00".to_vec();
    let parts =
        [(1_u8, 0x0002_800c_u32, body), (2, 0x0006_9002, vec![0; 14]), (2, 0x0006_800f, b"file".to_vec())];
    for (level, id, data) in parts {
        out.push(level);
        out.extend([id, data.len() as u32].iter().flat_map(|number| number.to_le_bytes()));
        out.extend(&data);
        out.extend(data.iter().fold(0_u16, |sum, byte| sum.wrapping_add((*byte).into())).to_le_bytes());
    }
    out
}

/// A signature that wraps its content (RFC 5652, 5), without lengths outside.
fn signed(content: &[u8]) -> Vec<u8> {
    let endless = |tag: u8, inside: &[u8]| [&[tag, 0x80][..], inside, &[0, 0]].concat();
    let kind = |last: u8| [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last];
    let octets = [&[4, content.len() as u8][..], content].concat();
    let info = endless(0x30, &[&kind(1)[..], &endless(0xa0, &endless(0x24, &octets))].concat());
    let data = endless(0x30, &[&[2, 1, 1, 0x31, 0][..], &info].concat());
    endless(0x30, &[&kind(2)[..], &endless(0xa0, &data)].concat())
}

/// Input number `number`: always the same.
pub fn damaged(number: u64) -> Seed {
    let mut dice = Dice::new(number);
    let mut all = sound();
    let at = dice.roll(all.len());
    let times = dice.roll(6);
    let (name, bytes) = match all.swap_remove(at) {
        Sound::Whole(name, mut bytes) => {
            let other = bytes.clone();
            (0..=times).for_each(|_| damage(&mut dice, &mut bytes, &other));
            (name, bytes)
        }
        Sound::Parts(name, mut parts) => {
            for _ in 0..=times {
                let (part, from) = (dice.roll(parts.len()), dice.roll(parts.len()));
                let other = parts[from].1.clone();
                damage(&mut dice, &mut parts[part].1, &other);
            }
            (name, office::packed(&parts))
        }
    };
    Seed { name: name.into(), pdf: bytes, searched: false, boxes: vec![] }
}

/// Damage of bytes, or of the tags of markup.
fn damage(dice: &mut Dice, data: &mut Vec<u8>, other: &[u8]) {
    let tags: Vec<usize> = (0..data.len()).filter(|&i| data[i] == b'<').collect();
    if tags.len() < 3 || dice.roll(2) == 0 {
        return dice.damage(data, other);
    }
    let from = tags[dice.roll(tags.len())];
    let end = tags[dice.roll(tags.len())].max(from);
    let piece = data[from..end].to_vec();
    match dice.roll(3) {
        0 => drop(data.drain(from..end)),
        1 => drop(data.splice(end..end, piece)),
        _ => {
            let to = tags[dice.roll(tags.len())];
            let deep = piece.repeat(1 + dice.roll(40));
            data.splice(to..to, deep.into_iter().take(200_000));
        }
    }
}

/// Reads a file; what comes of it is pages that can be read again, or a refusal with a reason and a way out.
/// Gives whether the file itself became pages.
pub fn read(input: &Seed) -> Result<bool, String> {
    let source = Source {
        name: input.name.clone().into(),
        bytes: &input.pdf,
        password: None,
        show_hidden: false,
        own: &[],
        rows: vec![],
    };
    forget_panics();
    // what is written anew for LibreOffice is written in the same run
    let (loaded, _) =
        load_for_office(&WorkerProgram::Here, &source, &Origin::of(&input.pdf), true, &limits());
    if loaded.documents.is_empty() && loaded.refusals.is_empty() {
        return Err("became nothing".into());
    }
    for form in &loaded.documents {
        let pages =
            text::document(&form.pdf).map_err(|e| format!("pages that cannot be read: {:?}", e.problems))?;
        if pages.len() != form.pages as usize || pages.is_empty() {
            return Err(format!("{} pages where {} are told", pages.len(), form.pages));
        }
    }
    for refusal in &loaded.refusals {
        if refusal.problem.what.is_empty() || refusal.problem.hint.is_empty() {
            return Err("refused without a reason".into());
        }
    }
    // a library may fall over a file, which costs the file; our own code may not
    let place = place_of_panic();
    if place.starts_with("src/") {
        return Err(format!("panic at {place}"));
    }
    Ok(loaded.refusals.iter().all(|r| r.name.raw() != input.name))
}

#[test]
fn every_sound_file_of_the_readers_becomes_pages() {
    for file in sound() {
        let (name, pdf) = match file {
            Sound::Parts(name, parts) => (name, office::packed(&parts)),
            Sound::Whole(name, bytes) => (name, bytes),
        };
        let seed = Seed { name: name.into(), pdf, searched: false, boxes: vec![] };
        assert_eq!(read(&seed), Ok(true), "{name}");
    }
}
