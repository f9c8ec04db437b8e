//! Network addresses: IPv4 (RFC 791), IPv6 (RFC 4291) as the standard parsers take them, and MAC
//! addresses (IEEE 802). It refuses versions and section numbers: a cue word "version" or "section"
//! before, or parts over 255.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::scan::{cue_before, pattern};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let version = pattern!(r"(?:version|v|section|para|paragraph|clause|part|article|chapter)\.?\s?$");
    let four = pattern!(r"(?-u:\b)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?-u:\b)");
    for (text, range) in source
        .near(four, 0, |run| source.part(run).matches('.').count() >= 3)
        .iter()
        .filter_map(|near| near.group(0))
    {
        let cued = cue_before(source.text, range.start, 14, version);
        // single digits throughout number the paragraphs of a policy
        let section = text.len() <= 7;
        if text.parse::<Ipv4Addr>().is_ok_and(|ip| !is_everybodys(ip)) && !cued && !section {
            out.push(Hit::new(Kind::Ip, range, Tier::Likely, "an IP address"));
        }
    }
    let colons = pattern!(
        r"(?-u:\b)[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){3,7}(?-u:\b)|(?-u:\b)[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?-u:\b)"
    );
    for (text, range) in
        source.near(colons, 0, |run| is_grouped(source, run)).iter().filter_map(|near| near.group(0))
    {
        let mac = text.len() == 17
            && text.split([':', '-']).count() == 6
            && text.contains(|c: char| c.is_ascii_alphabetic());
        if mac || text.parse::<Ipv6Addr>().is_ok() {
            out.push(Hit::new(Kind::Ip, range, Tier::Likely, "an IP or hardware address"));
        }
    }
}

/// Addresses that every home network has (RFC 1918), and those of the machine itself: nobody is meant.
fn is_everybodys(ip: Ipv4Addr) -> bool {
    ip.is_private() || ip.is_loopback() || ip.is_unspecified() || ip.is_broadcast() || ip.is_link_local()
}

/// A colon, hyphen or hexadecimal letter touches the number.
fn is_grouped(source: &Source, run: &Range<usize>) -> bool {
    let mark = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b':' | b'-' | b'a'..=b'f'));
    let bytes = source.text.as_bytes();
    mark(bytes.get(run.end))
        || mark(run.start.checked_sub(1).and_then(|i| bytes.get(i)))
        || source.part(run).contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_versions_and_times() {
        super::super::check(
            find,
            &[
                ("from 192.0.2.17 at", &["192.0.2.17"]),
                ("2001:db8::8a2e:370:7334", &["2001:db8::8a2e:370:7334"]),
                ("mac 00:1a:2b:3c:4d:5e", &["00:1a:2b:3c:4d:5e"]),
                ("router 192.168.1.1 and 10.0.0.12, localhost 127.0.0.1", &[]),
                ("version 10.2.3.4, 10:30:00, 300.1.1.1, section 1.2.3.4", &[]),
            ],
        );
    }
}
