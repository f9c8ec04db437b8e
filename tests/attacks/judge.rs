//! Running the program on an attack, and looking for the secret in what it wrote.

use std::path::Path;

use super::build::{KEPT, SECRET};
use super::grep::search;
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
    /// Whether a person looked at the first page.
    pub looked: bool,
}

/// An attack in which the secret is searched for.
pub fn attack(name: &'static str, pdf: Vec<u8>) -> Attack {
    Attack {
        name,
        pdf,
        area: None,
        may_refuse: false,
        black: None,
        kept: KEPT.to_vec(),
        pictured: false,
        looked: false,
    }
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

    pub fn looked_at(mut self) -> Self {
        self.looked = true;
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
    if attack.looked {
        args.extend(["--looked-at", "1"].map(std::ffi::OsStr::new));
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

/// Redacts a file by other flags; gives the exit code and what was said. Only a 0 leaves an output.
pub fn redact(pdf: &[u8], more: &[&str]) -> (i32, String) {
    let dir = tempfile::tempdir().expect("a folder");
    let (input, output) = (dir.path().join("in.pdf"), dir.path().join("out.pdf"));
    std::fs::write(&input, pdf).expect("written");
    let mut args = vec!["redact", input.to_str().expect("UTF-8"), "-o", output.to_str().expect("UTF-8")];
    args.extend(more);
    let run = blackpanel(&args);
    assert_eq!(run.code == 0, output.exists());
    (run.code, run.stderr)
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
