//! Sockets: a door on this computer's own loopback address, and streams with a deadline.
//!
//! Nothing here listens on another address or connects anywhere. A peer that sends or takes nothing in time is
//! cut off, however it spreads its bytes.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::diag::Place;
use crate::error::{Error, Result};

/// A door on 127.0.0.1.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    port: u16,
}

impl Door {
    /// Opens it at a port; 0 takes one that is free.
    ///
    /// # Errors
    /// Exit 2 when the port is taken or may not be used.
    pub fn open(port: u16) -> Result<Self> {
        let fail = |_| {
            let hint = "leave --port away, and one that is free is taken";
            Error::usage(Place::default(), "the port cannot be opened on this computer", hint)
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(fail)?;
        let port = listener.local_addr().map_err(fail)?.port();
        Ok(Self { listener, port })
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The next caller; none when one hung up at the door.
    #[must_use]
    pub fn next(&self) -> Option<Caller> {
        let (stream, peer) = self.listener.accept().ok()?;
        // a door on the loopback address hears nobody else; said again, for it costs nothing
        peer.ip().is_loopback().then(|| Caller::new(stream))
    }
}

/// A stream to who called, with a time by which everything must be done.
#[derive(Debug)]
pub struct Caller {
    stream: TcpStream,
    until: Instant,
}

impl Caller {
    fn new(stream: TcpStream) -> Self {
        let _ = stream.set_nodelay(true);
        Self { stream, until: Instant::now() }
    }

    /// From now on everything must be done within this time.
    pub fn within(&mut self, time: Duration) {
        self.until = Instant::now() + time;
    }

    /// Hangs up after what was written; what the caller still sends is read for a moment, so that the answer
    /// is not lost with it.
    pub fn hang_up(mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        self.within(Duration::from_millis(500));
        let mut rest = [0; 4096];
        for _ in 0..256 {
            if !matches!(self.read(&mut rest), Ok(n) if n > 0) {
                break;
            }
        }
    }

    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Caller {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(into)
    }
}

impl Write for Caller {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A door, somebody who called, and the stream to them.
    fn called() -> (Door, TcpStream, Caller) {
        let door = Door::open(0).expect("a free port");
        let outside = TcpStream::connect(("127.0.0.1", door.port())).expect("a door");
        let caller = door.next().expect("somebody called");
        (door, outside, caller)
    }

    #[test]
    fn who_sends_a_byte_at_a_time_is_cut_off_at_the_same_time_as_who_sends_none() {
        let (_door, mut outside, mut caller) = called();
        let sender = std::thread::spawn(move || {
            while outside.write_all(b"a").is_ok() {
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        let begin = Instant::now();
        caller.within(Duration::from_millis(200));
        let mut all = Vec::new();
        let ended = caller.read_to_end(&mut all).expect_err("it was cut off");
        assert!(matches!(ended.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock));
        assert!(!all.is_empty() && begin.elapsed() < Duration::from_secs(5));
        drop(caller);
        sender.join().expect("the sender ends");
    }

    #[test]
    fn who_takes_nothing_is_cut_off() {
        let (_door, _outside, mut caller) = called();
        caller.within(Duration::from_millis(200));
        let much = vec![0; 64 << 20];
        assert!(caller.write_all(&much).is_err());
    }

    #[test]
    fn a_taken_port_is_said() {
        let door = Door::open(0).expect("a free port");
        assert!(Door::open(door.port()).is_err());
    }
}
