//! What a worker denies itself before it reads a stranger's file (POSIX `setrlimit`).
//!
//! Where a platform has no such limits they are not set, and [`AVAILABLE`] says so, for `doctor`.

/// Whether this platform can limit a process's own memory and time.
pub const AVAILABLE: bool = cfg!(unix);

/// Limits this process's address space (bytes) and processor time (seconds of all its threads), and
/// forbids it to write files or leave a core dump.
pub fn restrict(memory: u64, seconds: u64) {
    #[cfg(unix)]
    {
        use rustix::process::Resource;
        set(Resource::As, memory);
        set(Resource::Cpu, seconds.max(1));
        set(Resource::Fsize, 0);
    }
    #[cfg(not(unix))]
    let _ = (memory, seconds);
    no_core_dumps();
}

/// Forbids core dumps: memory holds passwords and case text.
pub fn no_core_dumps() {
    #[cfg(unix)]
    set(rustix::process::Resource::Core, 0);
}

/// Lowers one limit; a limit that is lower already stays.
#[cfg(unix)]
fn set(resource: rustix::process::Resource, value: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let now = getrlimit(resource);
    let value = now.maximum.map_or(value, |m| m.min(value));
    // refused only when raising a limit, which this never does
    let _ = setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) });
}
