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

/// Limits a child that has just started: address space and size of each file it writes, in bytes; no
/// core dumps. What it starts inherits them.
pub(super) fn restrict_child(child: u32, memory: u64, file_bytes: u64) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let pid = i32::try_from(child).ok().and_then(Pid::from_raw);
        for (resource, value) in [(Resource::As, memory), (Resource::Fsize, file_bytes), (Resource::Core, 0)]
        {
            let limit = Rlimit { current: Some(value), maximum: Some(value) };
            // refused where a limit is lower already, or the child has ended
            let _ = pid.map(|pid| prlimit(Some(pid), resource, limit));
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (child, memory, file_bytes);
}

/// Ends a group of processes at once; nothing where there is none.
pub(super) fn end_group(group: u32) {
    #[cfg(unix)]
    signal(group, rustix::process::Signal::KILL);
    #[cfg(not(unix))]
    let _ = group;
}

/// Asks a group of processes to end (SIGTERM), so that it can clean up; nothing where there is none.
pub(super) fn ask_group_to_end(group: u32) {
    #[cfg(unix)]
    signal(group, rustix::process::Signal::TERM);
    #[cfg(not(unix))]
    let _ = group;
}

#[cfg(unix)]
fn signal(group: u32, signal: rustix::process::Signal) {
    use rustix::process::{Pid, kill_process_group};
    if let Some(pid) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(pid, signal);
    }
}

/// From now on this process is asked to end (SIGTERM) when the program that started it ends, so that a
/// killed batch or cluster worker leaves nothing running that holds a case (Linux only).
pub fn end_with_parent() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::TERM));
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
