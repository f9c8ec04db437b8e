//! A transcript of a call or a meeting (`WebVTT`, `SubRip`) as pages: who says what, and when.
//!
//! Notes that no player shows are hidden matter. A file without a single time is shown as text. Refused:
//! what is not text, and what needs too many pages.

mod cue;

use crate::pdf::typeset::{Block, Flow, Run};

use super::convert::{Conversion, Member};
use super::paged::hidden::Hidden;
use super::{SideTable, SourceKind, paged, text};

use cue::Cue;

/// Shows a transcript as pages.
///
/// # Errors
/// When the bytes are not text, or need too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = text::decode(member)?;
    let read = cue::read(&decoded.text);
    if read.cues.iter().all(|cue| cue.times.is_none()) {
        return text::convert(member);
    }
    let mut hidden = Hidden::new(member.show_hidden);
    read.notes.iter().for_each(|note| hidden.text("note in a transcript", note));
    read.names.iter().for_each(|name| hidden.text("name of a part of a transcript", name));
    hidden.count("style of a transcript", read.styles);
    let (mut left_out, pages) = hidden.finish();
    left_out.extend(paged::left_out("byte sequence that is no character", decoded.broken));
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Transcript,
        converted: format!("transcript ({}) set as pages, with speakers and times", decoded.label),
        left_out,
        locked: false,
        title: None,
        date: None,
        names: Vec::new(),
    };
    let blocks = read.cues.iter().map(block).chain(pages).collect();
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, Vec::new())
}

/// Whether a text is a transcript, whatever it is called.
pub(super) fn is_one(head: &str) -> bool {
    let mut lines = head.trim_start_matches('\u{feff}').lines();
    let first = lines.next().unwrap_or_default();
    first.split_whitespace().next() == Some("WEBVTT")
        || (first.trim() == "1" && lines.next().is_some_and(|l| l.contains("-->")))
}

/// Who and when on one line, the words below.
fn block(cue: &Cue) -> Block {
    let when = cue.times.as_ref().map(|(begin, end)| format!("{begin}–{end}"));
    let mut runs = Vec::new();
    if !cue.speaker.is_empty() {
        runs.push(Run::bold(cue.speaker.clone()));
    }
    if let Some(when) = &when {
        runs.push(Run::plain(if runs.is_empty() { when.clone() } else { format!("  ({when})") }));
    }
    if !runs.is_empty() && !cue.words.is_empty() {
        runs.push(Run::plain("\n"));
    }
    runs.push(Run::plain(cue.words.clone()));
    Block::Paragraph(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::limits::Limits;
    use crate::pdf::typeset::testing::text_of;

    fn pages(source: &str) -> (String, String) {
        let limits = Limits::default();
        let bytes = source.as_bytes();
        let member = Member {
            name: "call.vtt",
            bytes,
            password: None,
            limits: &limits,
            show_hidden: false,
            own: &[],
            rows: None,
        };
        let converted = convert(&member).expect("pages");
        let left_out = converted.side.left_out.iter().map(|l| format!("{} {}", l.count, l.what));
        let words = text_of(&converted.pdf).split_whitespace().collect::<Vec<_>>().join(" ");
        (words, left_out.collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn speakers_and_times_stand_with_the_words() {
        let vtt = "WEBVTT Call of Monday\n\nNOTE made by a machine\n\nSTYLE\n::cue {}\n\nd1-2/3-0\n\
            00:00:01.000 --> 00:00:03.500 align:start\n<v Ann Example>Hello, this is <i>Ann</i> &amp; Mr Robert</v>\n\n\
            00:00:03.500 --> 00:00:05.000\n<v Ann Example>Quillfeather.</v>\n\nOpening\n01:02.000 --> 01:03.000\n\
            <v.loud Bo Other>Good <c.x>morning</c>\n<v Ann Example>Is 2 < 3?\n";
        let (text, left_out) = pages(vtt);
        for part in [
            "Call of Monday",
            "Ann Example (00:00:01–00:00:05) Hello, this is Ann & Mr Robert Quillfeather.",
            "Bo Other (01:02–01:03) Good morning",
            "Is 2 < 3?",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("machine") && !text.contains("d1-2") && !text.contains("Opening"), "{text}");
        assert_eq!(
            left_out,
            "1 note in a transcript; 1 name of a part of a transcript; 1 style of a transcript"
        );
    }

    #[test]
    fn subtitles_are_read_and_words_without_a_time_stay() {
        let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<font color=\"red\">Hello.</font>\r\n\r\nstray words\r\n\r\n\
            2\r\n00:00:02,000 --> 00:00:03,000\r\nBye.\r\n";
        let (text, left_out) = pages(srt);
        assert_eq!(
            (text.as_str(), left_out.as_str()),
            ("00:00:01–00:00:02 Hello. stray words 00:00:02–00:00:03 Bye.", "")
        );
        let (text, _) = pages("WEBVTT\n\nno times at all\n");
        assert!(text.contains("WEBVTT") && text.contains("no times at all"), "{text}");
    }

    #[test]
    fn no_text_makes_the_reader_panic() {
        let whole =
            "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Zoë <b>&amp;x</v\n<v>\n\n-->\n<";
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            cue::read(&whole[..end]);
            is_one(&whole[..end]);
        }
        assert!(is_one(whole) && is_one("1\n00:00:01,000 --> 00:00:02,000\nx") && !is_one("1\nDear Ms"));
    }
}
