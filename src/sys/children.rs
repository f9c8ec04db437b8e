//! Runs of our own program beside this one, many at a time: one case each, in a process group of its own.
//!
//! They inherit the environment, as a person's own start would, but nobody sits at their terminal and
//! their standard input holds what they are given and nothing else. An interruption asks them to end, so
//! that each cleans up behind itself. What they say is data; their standard error is discarded.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use super::{interrupt, limits, process};

/// Most bytes of what a child says that are kept; the rest is read and dropped.
const SAID: u64 = 64 << 20;

/// A child that was started.
#[derive(Debug)]
pub struct Running {
    child: Child,
    said: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    /// Starts our own program. `threads` is how many it may use; `input` is its standard input, a few
    /// hundred bytes at most. `None` when it cannot be started, or an interruption has begun.
    #[must_use]
    pub fn start(args: &[OsString], threads: usize, input: &[u8]) -> Option<Self> {
        let mut command = Command::new(process::own_program()?);
        command.args(args).env("RAYON_NUM_THREADS", threads.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().ok()?;
        let may_go_on = interrupt::register_child(child.id());
        // what is dropped here closes the pipe: the child reads to the end
        let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
        let said = child.stdout.take().map(|out| std::thread::spawn(move || drain(out)));
        let running = Self { child, said };
        if !may_go_on {
            end(running.id());
        }
        Some(running)
    }

    /// The id of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end: its exit code (none when a signal ended it) and what it wrote to standard output.
    #[must_use]
    pub fn wait(mut self) -> (Option<i32>, Vec<u8>) {
        let said = self.said.take().and_then(|reader| reader.join().ok()).unwrap_or_default();
        let code = self.child.wait().ok().and_then(|status| status.code());
        (code, said)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        interrupt::release_child(self.child.id());
    }
}

/// Reads to the end, so that the child never waits for a full pipe.
fn drain(mut out: impl Read) -> Vec<u8> {
    let mut said = Vec::new();
    let _ = out.by_ref().take(SAID).read_to_end(&mut said);
    let _ = std::io::copy(&mut out, &mut std::io::sink());
    said
}

/// Asks a child, by the id of its process, to end; it cleans up first. Nothing where it has ended.
pub fn end(id: u32) {
    limits::ask_group_to_end(id);
}
