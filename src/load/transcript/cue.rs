//! The cues of a transcript: `WebVTT` (W3C, 2019) and `SubRip`, which differ in little but the comma of times.
//!
//! Nothing is dropped without a line: what is no cue, note or style stays as words without a time.

/// A piece of a transcript: who says what, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// Who speaks, where the file says so.
    pub(super) speaker: String,
    /// Beginning and end, to the second; empty for words without a time.
    pub(super) times: Option<(String, String)>,
    /// What is said.
    pub(super) words: String,
}

/// A transcript taken apart.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    /// Its cues in order.
    pub(super) cues: Vec<Cue>,
    /// Notes between the cues, which no player shows (W3C, 4.1).
    pub(super) notes: Vec<String>,
    /// Names of cues that are no mere numbers.
    pub(super) names: Vec<String>,
    /// Blocks of style and layout.
    pub(super) styles: usize,
}

/// Reads a transcript; one without any cue has no times in it.
pub(super) fn read(text: &str) -> Transcript {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut all = Transcript::default();
    let mut block: Vec<&str> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().chain([""]) {
        if !line.trim().is_empty() {
            block.push(line);
        } else if !block.is_empty() {
            all.block(&block);
            block.clear();
        }
    }
    all.cues = joined(all.cues);
    all
}

impl Transcript {
    fn block(&mut self, lines: &[&str]) {
        let first = lines.first().copied().unwrap_or_default();
        let first_word = first.split_whitespace().next().unwrap_or_default();
        let timed = lines.iter().position(|line| times(line).is_some());
        match (first_word, timed) {
            ("WEBVTT", None) => {
                let title = first.trim_start_matches("WEBVTT").trim();
                self.untimed([title].into_iter().chain(lines.iter().skip(1).copied()));
            }
            ("NOTE", _) => self.notes.push(lines.join("\n").trim_start_matches("NOTE").trim().to_owned()),
            ("STYLE" | "REGION", None) => self.styles += 1,
            (_, None) => self.untimed(lines.iter().copied()),
            (_, Some(at)) => {
                let before = lines.iter().take(at).filter(|line| !is_number(line) && **line != "WEBVTT");
                self.names.extend(before.map(|line| line.trim().to_owned()));
                let times = lines.get(at).and_then(|line| times(line));
                self.spoken(times, &lines.iter().skip(at + 1).copied().collect::<Vec<_>>().join("\n"));
            }
        }
    }

    fn untimed<'t>(&mut self, lines: impl Iterator<Item = &'t str>) {
        let words = plain(&lines.collect::<Vec<_>>().join("\n"));
        if !words.is_empty() {
            self.cues.push(Cue { words, ..Cue::default() });
        }
    }

    /// The words of a cue, parted where another speaks (W3C, 3.4: `<v Name>`).
    fn spoken(&mut self, times: Option<(String, String)>, text: &str) {
        let mut speaker = String::new();
        for (number, part) in text.split("<v").enumerate() {
            let mut words = part;
            if number > 0 {
                let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
                // classes stand between the tag and the name: <v.loud Ann>
                speaker = plain(tag.split_once(char::is_whitespace).map_or("", |(_, name)| name));
                words = rest;
            }
            let words = plain(words);
            if !words.is_empty() || (number > 0 && !speaker.is_empty()) {
                self.cues.push(Cue { speaker: speaker.clone(), times: times.clone(), words });
            }
        }
    }
}

/// Cues of one speaker in one sentence become one: a name may be torn between two.
fn joined(cues: Vec<Cue>) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    for cue in cues {
        let goes_on = |last: &&mut Cue| {
            last.speaker == cue.speaker
                && last.times.is_some()
                && cue.times.is_some()
                && !last.words.ends_with(['.', '?', '!', '…', '"', '”'])
                && last.words.len() < 2_000
        };
        match out.last_mut().filter(goes_on) {
            Some(last) => {
                last.words = format!("{} {}", last.words, cue.words);
                let begin = last.times.take().map(|(begin, _)| begin);
                last.times = begin.zip(cue.times.map(|(_, end)| end));
            }
            None => out.push(cue),
        }
    }
    out
}

/// `00:00:01.000 --> 00:00:04.000 align:start`, to the second.
fn times(line: &str) -> Option<(String, String)> {
    let (begin, rest) = line.split_once("-->")?;
    Some((time(begin.trim())?, time(rest.split_whitespace().next()?)?))
}

/// A time to the second; hours may be missing.
fn time(text: &str) -> Option<String> {
    let whole = text.split(['.', ',']).next()?;
    let parts: Vec<&str> = whole.split(':').collect();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    ((2..=3).contains(&parts.len()) && parts.iter().all(digits)).then(|| whole.to_owned())
}

/// A line that only numbers its cue: digits, or the identifiers that meeting programs make up.
fn is_number(line: &str) -> bool {
    line.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'-' | b'/' | b' '))
}

/// Text without the tags of a cue, its character references read (W3C, 6.4). A sign `<` without an end is
/// a sign.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        match tag.split_once('>').filter(|(inside, _)| is_tag && !inside.contains('<')) {
            Some((_, after)) => rest = after,
            None => {
                out.push('<');
                rest = tag;
            }
        }
    }
    out.push_str(rest);
    for (code, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")]
    {
        out = out.replace(code, sign);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
