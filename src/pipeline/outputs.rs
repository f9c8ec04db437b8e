//! Where the outputs of a build lie, and that none of them is there before.

use std::path::PathBuf;

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::sys::{fs, private};

use super::build::BuildOptions;
use super::sent;

/// Where the outputs of a build go.
pub(super) struct Outputs {
    pub folder: PathBuf,
    /// Where the files of the pack go.
    pub send: PathBuf,
    pub register: PathBuf,
    pub receipt: PathBuf,
    /// What the verifier reported of the pack.
    pub report: PathBuf,
}

impl Outputs {
    /// Where `options` send the outputs: `--out`, else the case's own `out`.
    pub fn of(options: &BuildOptions) -> Self {
        let folder = options.out.clone().unwrap_or_else(|| options.case.join("out"));
        let internal = folder.join("internal");
        Self {
            send: folder.join("send"),
            register: internal.join("register.csv"),
            receipt: internal.join("receipt.json"),
            report: internal.join("verification.json"),
            folder,
        }
    }

    /// No output may exist unless it is to be replaced.
    pub fn refuse_existing(&self, force: bool) -> Result<()> {
        let earlier = sent::packs(&self.send)?;
        let all = earlier.iter().chain([&self.register, &self.receipt, &self.report]);
        match all.filter(|p| fs::exists_at(p)).find(|_| !force) {
            Some(path) => {
                let hint = "add --force to replace the earlier pack, or name another folder with --out";
                Err(Error::usage(Place::file(fs::display(path)), "exists already", hint))
            }
            None => Ok(()),
        }
    }

    /// Removes what a killed build left beside the final names: it was never verified.
    pub fn sweep(&self) {
        for path in [&self.register, &self.receipt, &self.report] {
            fs::sweep_partial(path);
        }
        for path in sent::unfinished(&self.send) {
            let _ = fs::remove(&path);
        }
    }

    /// Makes the folders of the outputs, for their owner only.
    ///
    /// # Errors
    /// Exit 2 when one cannot be made.
    pub fn make_folders(&self) -> Result<()> {
        for folder in [Some(self.send.as_path()), self.register.parent()].into_iter().flatten() {
            if !fs::is_folder(folder) {
                private::make_folder(folder, true, true)?;
            }
        }
        Ok(())
    }
}
