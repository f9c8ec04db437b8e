//! What this computer has and what processes use of it: memory and processors.
//!
//! Measured on Linux (`/proc`, and the limit of a control group); elsewhere nothing is known and nothing
//! is guessed.

use std::collections::HashMap;
use std::num::NonZero;

/// How many threads this program may use: what `RAYON_NUM_THREADS` says, else what the system does.
#[must_use]
pub fn processors() -> usize {
    let said = std::env::var("RAYON_NUM_THREADS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    said.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}

/// Bytes of memory that programs can still take: of the computer, or of the control group (a container)
/// where that is less.
#[must_use]
pub fn free_memory() -> Option<u64> {
    let computer = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let number = |path: &str| std::fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    let limit = number("/sys/fs/cgroup/memory.max");
    let group =
        limit.zip(number("/sys/fs/cgroup/memory.current")).map(|(most, now)| most.saturating_sub(now));
    computer.into_iter().chain(group).min()
}

/// The line `MemAvailable` (proc(5)), in bytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.saturating_mul(1024))
}

/// A process as `/proc/PID/status` tells (proc(5)): its parent, and its resident memory in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    parent: u32,
    resident: u64,
}

/// Resident memory of each of these processes with all it started, in bytes; `None` where the system does
/// not tell. Pages that processes share count for each: the sum is never too small.
#[must_use]
pub fn resident(roots: &[u32]) -> Option<Vec<u64>> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let mut seen = HashMap::new();
    for entry in std::fs::read_dir("/proc").ok()?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let status = std::fs::read(entry.path().join("status")).ok();
        // a process that has ended in between uses nothing
        if let Some(process) = status.and_then(|s| status_of(&String::from_utf8_lossy(&s))) {
            seen.insert(id, process);
        }
    }
    Some(roots.iter().map(|root| tree(*root, &seen)).collect())
}

fn status_of(status: &str) -> Option<Seen> {
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let resident: Option<u64> =
        field("VmRSS:").map_or(Some(0), |kilobytes| kilobytes.strip_suffix("kB")?.trim().parse().ok());
    Some(Seen { parent: field("PPid:")?.parse().ok()?, resident: resident?.saturating_mul(1024) })
}

/// The sum over a process and those below it.
fn tree(root: u32, seen: &HashMap<u32, Seen>) -> u64 {
    let below = |id: &u32| {
        let mut at = *id;
        // no chain of parents is longer than there are processes
        for _ in 0..=seen.len() {
            if at == root {
                return true;
            }
            match seen.get(&at) {
                Some(process) if process.parent != 0 => at = process.parent,
                _ => return false,
            }
        }
        false
    };
    seen.iter().filter(|(id, _)| below(id)).map(|(_, process)| process.resident).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_counts_with_what_it_started_and_nothing_else() {
        let of = |parent, resident| Seen { parent, resident };
        let seen: HashMap<u32, Seen> =
            [(1, of(0, 1)), (10, of(1, 2)), (11, of(10, 4)), (12, of(11, 8)), (20, of(1, 16))].into();
        assert_eq!([10, 11, 20, 99].map(|root| tree(root, &seen)), [14, 12, 16, 0]);
    }

    #[test]
    fn a_process_without_memory_of_its_own_uses_none() {
        let status = "Name:\ta (b) c\nPPid:\t3\nVmRSS:\t     25 kB\n";
        assert_eq!(status_of(status), Some(Seen { parent: 3, resident: 25 << 10 }));
        assert_eq!(status_of("Name:\tkthreadd\nPPid:\t0\n"), Some(Seen { parent: 0, resident: 0 }));
        assert_eq!(status_of("Name:\thalf"), None);
        assert_eq!(available("MemFree: 1 kB\nMemAvailable:   2048 kB\n"), Some(2 << 20));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_very_process_uses_memory_and_there_is_some_left() {
        assert!(resident(&[std::process::id()]).expect("measured")[0] > 1 << 20);
        assert!(free_memory().expect("told") > 0);
    }
}
