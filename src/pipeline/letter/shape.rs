//! A letter in one of its forms: PDF, text, web page. Each form is checked anew before it is written.

use crate::diag::Untrusted;
use crate::error::Result;
use crate::letter::{self, Facts};
use crate::pack;
use crate::pdf::typeset::Block;
use crate::protect;

use super::super::residue::Terms;
use super::super::{Run, judge};
use super::Form;

/// A letter that stands by itself.
pub(super) struct Letter<'a> {
    /// The title of the document.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The request.
    pub facts: &'a Facts,
    /// Whether it was made with the facts of the shipped example.
    pub example: bool,
}

/// A form of it.
pub(super) struct Shape<'a> {
    pub form: Form,
    pub letter: &'a Letter<'a>,
}

/// Said on top of a text, a web page or a message made from the shipped example.
pub(super) const EXAMPLE: &str = "EXAMPLE: this letter is made from the facts of a body that does not exist.";

impl Shape<'_> {
    /// The ending of the file's name.
    pub fn ending(&self) -> &'static str {
        match self.form {
            Form::Pdf => "pdf",
            Form::Text => "txt",
            Form::Html => "html",
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Exit 1 or 3 when the PDF does not hold.
    pub fn bytes(&self, run: &Run<'_>) -> Result<Vec<u8>> {
        let Letter { title, facts, .. } = self.letter;
        Ok(match self.form {
            Form::Pdf => self.pdf(run)?,
            Form::Text => letter::plain(&self.marked()).into_bytes(),
            Form::Html => letter::html(title, &self.marked(), facts.large_print()).into_bytes(),
        })
    }

    fn marked(&self) -> Vec<Block> {
        let example = self.letter.example.then(|| Block::text(EXAMPLE));
        example.into_iter().chain(self.letter.blocks.iter().cloned()).collect()
    }

    fn pdf(&self, run: &Run<'_>) -> Result<Vec<u8>> {
        let Letter { title, blocks, facts, example } = self.letter;
        let pack = pack::alone(facts, title, blocks.clone(), *example)?;
        let sealed = protect::protect(pack, None, run.env)?;
        let name = Untrusted::from("the letter");
        let request = judge::request(&name, sealed.bytes.clone(), None, &Terms::default(), &[]);
        run.stage("verify", || judge::hold(&request))?;
        Ok(sealed.bytes)
    }
}
