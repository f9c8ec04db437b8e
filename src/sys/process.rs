//! Child processes: argument arrays without a shell, bytes in and out over pipes, limits on time,
//! memory, output and files.
//!
//! The environment is cleared but for what a program needs to start. A child leads a process group of
//! its own, and the whole group ends with it: what it started does not outlive it. What a child
//! returns is untrusted; its messages are never shown to a person.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::{interrupt, limits};

/// Variables a child may keep: what dynamic loaders, temporary folders, thread pools
/// and a language model that lies elsewhere need.
const KEPT: [&str; 10] = [
    "PATH",
    "HOME",
    "TESSDATA_PREFIX",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "RAYON_NUM_THREADS",
    "LANG",
    "LC_ALL",
];

/// What to run.
#[derive(Debug, Clone)]
pub struct Job {
    /// The program: a path, or a name sought on `PATH`.
    pub program: PathBuf,
    /// Its arguments; never a password.
    pub args: Vec<OsString>,
    /// Variables besides the few that are kept.
    pub env: Vec<(String, String)>,
    /// Longest time it may take.
    pub timeout: Duration,
    /// Most bytes of output that are read.
    pub output_limit: u64,
    /// Whether the program must be able to seek in its input: it is then a nameless file in memory
    /// (Linux only; elsewhere such a program is not started).
    pub seekable_input: bool,
    /// Most bytes of address space of each of its processes (Linux only).
    pub memory: u64,
    /// Most bytes of each file it writes (Linux only).
    pub file_bytes: u64,
    /// Where it works and keeps what it writes; else where this program works.
    pub folder: Option<PathBuf>,
}

impl Default for Job {
    /// Nothing to run; limits that no honest helper meets.
    fn default() -> Self {
        Self {
            program: PathBuf::new(),
            args: Vec::new(),
            env: Vec::new(),
            timeout: Duration::from_mins(1),
            output_limit: 1 << 20,
            seekable_input: false,
            memory: 8 << 30,
            file_bytes: 1 << 30,
            folder: None,
        }
    }
}

/// How a child ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With an exit code.
    Code(i32),
    /// By a signal (a memory limit, an abort).
    Killed,
    /// It took too long and was ended.
    TimedOut,
    /// It wrote more than the limit and was ended.
    TooMuch,
    /// It could not be started.
    NotStarted,
}

/// What a child left.
#[derive(Debug, Clone)]
pub struct Finished {
    /// How it ended.
    pub ended: Ended,
    /// What it wrote to standard output, up to the limit: untrusted.
    pub untrusted_stdout: Vec<u8>,
}

/// Runs a program with `input` on its standard input; standard error is discarded.
#[must_use]
pub fn run(job: &Job, input: &[u8]) -> Finished {
    match start(job, input) {
        Some((child, group, input)) => attend(child, &group, job, input),
        None => Finished { ended: Ended::NotStarted, untrusted_stdout: Vec::new() },
    }
}

/// [`run`] for a program that takes its time: each line that it writes is told at once. A line is cut at the
/// limit of the output.
#[must_use]
pub fn run_with_lines(job: &Job, input: &[u8], told: &(dyn Fn(&str) + Sync)) -> Ended {
    let Some((mut child, group, input)) = start(job, input) else { return Ended::NotStarted };
    let deadline = Instant::now() + job.timeout;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input);
            }
        });
        scope.spawn(move || {
            let Some(mut lines) = stdout.map(BufReader::new) else { return };
            let mut line = Vec::new();
            while matches!((&mut lines).take(job.output_limit).read_until(b'\n', &mut line), Ok(n) if n > 0) {
                told(String::from_utf8_lossy(&line).trim_end());
                line.clear();
            }
        });
        let ended = wait(&mut child, deadline, Duration::from_millis(20));
        group.end();
        let _ = child.kill();
        let _ = child.wait();
        ended
    })
}

/// Starts a program in a process group of its own, and says what is still to be fed to it.
fn start<'i>(job: &Job, input: &'i [u8]) -> Option<(Child, Group, &'i [u8])> {
    let mut command = Command::new(&job.program);
    command.args(&job.args).env_clear();
    command.envs(KEPT.iter().filter_map(|k| std::env::var_os(k).map(|v| (k, v))));
    if let Some(folder) = &job.folder {
        command.current_dir(folder);
        command.envs(["HOME", "TMPDIR", "TEMP", "TMP"].map(|name| (name, folder)));
    }
    command.envs(job.env.iter().map(|(k, v)| (k, v)));
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let (stdin, input) = match job.seekable_input.then(|| in_memory(input)) {
        None => (Stdio::piped(), input),
        Some(file) => (Stdio::from(file?), &[][..]),
    };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null());
    let child = command.spawn().ok()?;
    let group = Group::of(&child);
    limits::restrict_child(child.id(), job.memory, job.file_bytes);
    Some((child, group, input))
}

/// The processes of a child: the child and what it started.
struct Group(u32);

impl Group {
    fn of(child: &Child) -> Self {
        interrupt::register_group(child.id());
        Self(child.id())
    }

    fn end(&self) {
        limits::end_group(self.0);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        interrupt::release_group(self.0);
    }
}

/// A file without a name that holds `bytes` and lives in memory only.
fn in_memory(bytes: &[u8]) -> Option<std::fs::File> {
    #[cfg(target_os = "linux")]
    {
        use std::io::{Seek, SeekFrom};
        let made = rustix::fs::memfd_create("input", rustix::fs::MemfdFlags::CLOEXEC).ok()?;
        let mut file = std::fs::File::from(made);
        file.write_all(bytes).ok()?;
        file.seek(SeekFrom::Start(0)).ok()?;
        Some(file)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = bytes;
        None
    }
}

/// Feeds and drains a child at the same time, so that neither side waits for a full pipe.
fn attend(mut child: Child, group: &Group, job: &Job, input: &[u8]) -> Finished {
    let deadline = Instant::now() + job.timeout;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input);
            }
        });
        scope.spawn(move || {
            let mut out = Vec::new();
            if let Some(stdout) = stdout {
                let _ = stdout.take(job.output_limit + 1).read_to_end(&mut out);
            }
            let _ = sender.send(out);
        });
        let out = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        let over = matches!(&out, Ok(o) if o.len() as u64 > job.output_limit);
        let ended = match (&out, over) {
            (Ok(_), false) => wait(&mut child, deadline, SOON),
            (Ok(_), true) => Ended::TooMuch,
            (Err(_), _) => Ended::TimedOut,
        };
        // before the threads are waited for: a process that is left may hold a pipe open
        group.end();
        let _ = child.kill();
        let _ = child.wait();
        Finished { ended, untrusted_stdout: if over { Vec::new() } else { out.unwrap_or_default() } }
    })
}

/// How often a child that is done soon is asked whether it is.
const SOON: Duration = Duration::from_millis(1);

/// Waits for a child, asking it every `step`.
fn wait(child: &mut Child, deadline: Instant, step: Duration) -> Ended {
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return status.code().map_or(Ended::Killed, Ended::Code),
            Ok(None) => std::thread::sleep(step),
            Err(_) => break,
        }
    }
    Ended::TimedOut
}

/// Shows an address in the browser of who sits here; false when there is nothing that could.
#[must_use]
pub fn open_in_browser(address: &str) -> bool {
    let (program, first) = match std::env::consts::OS {
        "macos" => ("open", None),
        "windows" => ("rundll32", Some("url.dll,FileProtocolHandler")),
        _ => ("xdg-open", None),
    };
    let Some(program) = which(program) else { return false };
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    std::thread::spawn(move || child.wait());
    true
}

/// Where a program lies on `PATH`, if it is there.
#[must_use]
pub fn which(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|d| d.join(&file)).find(|p| p.is_file())
}

/// Whether a file that may be a program lies at a path.
#[must_use]
pub fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The path of the running program, for workers.
#[must_use]
pub fn own_program() -> Option<PathBuf> {
    std::env::current_exe().ok().filter(|p: &PathBuf| Path::new(p).is_file())
}

/// Everything on standard input, at most `limit` bytes; `None` when it cannot be read.
#[must_use]
pub fn read_stdin(limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(limit).read_to_end(&mut bytes).ok().map(|_| bytes)
}

/// Writes to standard output; false when nobody takes it.
#[must_use]
pub fn write_stdout(bytes: &[u8]) -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).is_ok()
}

/// The first line a program says when it is asked for its version, on either stream; none when it does
/// not run, or takes longer than a few seconds. A stranger's words.
#[must_use]
pub fn version_of(program: &Path, asked: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(asked).env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(KEPT.iter().filter_map(|k| std::env::var_os(k).map(|v| (k, v))));
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().ok()?;
    let group = Group::of(&child);
    let ended = wait(&mut child, Instant::now() + Duration::from_secs(5), SOON);
    group.end();
    let _ = child.wait();
    let mut said = Vec::new();
    let (out, err) = (child.stdout.take()?, child.stderr.take()?);
    out.take(4096).chain(err.take(4096)).read_to_end(&mut said).ok()?;
    let line = String::from_utf8_lossy(&said).lines().next()?.trim().to_owned();
    (matches!(ended, Ended::Code(_)) && !line.is_empty()).then_some(line)
}
