//! Logs of network monitors as containers of what they say of servers: Zeek's `ssl.log`, `ssh.log` and `x509.log`, as
//! tab-separated text or JSON, Suricata's EVE, and results of ZGrab2. A log of any size is read line by line; lines that
//! say the same of one server are counted together.

mod eve;
mod fields;
mod rows;
mod tabs;
mod zgrab2;

use std::io::{self, BufRead, BufReader, Read};

use fields::{Said, of_object};
use rows::Rows;
use tabs::Header;

use crate::model::UnknownReason;
use crate::source::container::{Content, Member, Meter, Visit};

/// Longest line that is read.
const LONGEST: u64 = 1 << 20;
/// Lines after which a scan that is to stop is asked for.
const ROUND: u64 = 4096;

/// Whether a stream begins as one of Zeek's logs with a header, and one that is read.
pub(in crate::source) fn is_zeek_text(head: &[u8]) -> bool {
    if !head.starts_with(b"#separator ") {
        return false;
    }
    let begin = &head[..head.len().min(1024)];
    [&b"\n#path\tssl\n"[..], b"\n#path\tssh\n", b"\n#path\tx509\n"]
        .iter()
        .any(|path| memchr::memmem::find(begin, path).is_some())
}

/// Whether a stream begins with a line of one of these logs in JSON.
pub(in crate::source) fn is_json(head: &[u8]) -> bool {
    if head.first() != Some(&b'{') {
        return false;
    }
    let end = memchr::memchr(b'\n', head).unwrap_or(head.len());
    let line = &head[..end];
    let has = |word: &str| memchr::memmem::find(line, word.as_bytes()).is_some();
    let is_eve = has("\"event_type\"") && has("\"timestamp\"");
    let is_zeek = has("\"ts\"")
        && ((has("\"id.resp_h\"") && has("\"uid\"")) || has("\"certificate.key_alg\""));
    let is_grab = has("\"data\"") && has("\"status\"") && has("\"protocol\"");
    (is_eve || is_zeek || is_grab)
        && serde_json::from_slice::<serde_json::Value>(line).is_ok_and(is_event)
}

fn is_event(value: serde_json::Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let is_eve = value.get("event_type").is_some_and(serde_json::Value::is_string)
        && value.get("timestamp").is_some_and(serde_json::Value::is_string)
        && (has("flow_id") || has("src_ip") || has("stats"));
    let of_connection = ["established", "auth_attempts", "kex_alg"].into_iter().any(has);
    is_eve
        || zgrab2::is_grab(&value)
        || (has("uid") && has("id.resp_h") && of_connection)
        || has("certificate.key_alg")
}

/// Reads a log and gives what it says of every server.
pub(in crate::source) fn read(
    source: &mut dyn Read,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let (mut header, mut rows) = (Header::default(), Rows::default());
    let (mut line, mut number, mut broken) = (Vec::new(), 0_u64, 0_u64);
    loop {
        line.clear();
        if (&mut source).take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        number += 1;
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST {
            broken += 1;
            skip_line(&mut source)?;
            continue;
        }
        let text = line.trim_ascii_end();
        match text.first() {
            None => {}
            Some(b'#') => header.read(text),
            Some(b'{') => match serde_json::from_slice(text) {
                Ok(value) => add(&mut rows, of_object(&value), number),
                Err(_) => broken += 1,
            },
            Some(_) => match header.fields(text) {
                Some(said) => add(&mut rows, vec![said], number),
                None => broken += 1,
            },
        }
        if number.is_multiple_of(ROUND) {
            meter.check()?;
        }
        if rows.is_full() {
            rows.hand_on(meter, visit)?;
        }
    }
    rows.hand_on(meter, visit)?;
    if broken > 0 {
        let detail = format!("{broken} lines that are cut off, too long or none of such a log");
        let content = Content::Unread(UnknownReason::Malformed, detail);
        visit(Member { name: b"lines", content })?;
    }
    Ok(())
}

fn add(rows: &mut Rows, all: Vec<Said>, number: u64) {
    for said in all {
        rows.add(said, number);
    }
}

/// Passes over the rest of a line.
fn skip_line(source: &mut impl BufRead) -> io::Result<()> {
    loop {
        let held = source.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', held);
        let count = end.map_or(held.len(), |at| at + 1);
        source.consume(count);
        if end.is_some() {
            return Ok(());
        }
    }
}
