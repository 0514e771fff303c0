use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::IpAddr;

use super::fields::Said;
use crate::source::container::{Access, Content, Member, Meter, Visit};
use crate::wire::observed::{Log, Observed, Row};

/// Rows, and bytes of their fields, that are kept before all of them are handed on.
const ROWS: usize = 50_000;
const HELD: usize = 16 << 20;
/// Rows of one document.
const PAGE: usize = 5_000;

type Server = (Log, String, u16);

/// What a log says, equal lines together.
#[derive(Default)]
pub(super) struct Rows {
    known: HashMap<(Server, BTreeMap<String, String>), usize>,
    rows: Vec<(Server, Row)>,
    held: usize,
}

impl Rows {
    /// Counts one line.
    pub(super) fn add(&mut self, said: Said, line: u64) {
        let Said { log: Some(log), host, port, client, fields } = said else { return };
        let server = (log, host, port);
        let next = self.rows.len();
        let at = *self.known.entry((server.clone(), fields.clone())).or_insert(next);
        if at < next {
            self.rows[at].1.lines += 1;
            return;
        }
        self.held += fields.values().map(String::len).sum::<usize>();
        self.rows.push((server, Row { line, lines: 1, client, fields }));
    }

    /// Whether it is time to hand on what is kept.
    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= ROWS || self.held > HELD
    }

    /// Hands on a document for every server, and forgets them.
    pub(super) fn hand_on(&mut self, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
        let mut servers = BTreeMap::<Server, Vec<Row>>::new();
        for (server, row) in std::mem::take(&mut self.rows) {
            servers.entry(server).or_default().push(row);
        }
        self.known.clear();
        self.held = 0;
        for ((log, host, port), rows) in servers {
            let name = name(log, &host, port);
            for page in rows.chunks(PAGE) {
                meter.entry()?;
                let (version, host, rows) = (1, host.clone(), page.to_vec());
                let bytes = Observed { version, log, host, port, rows }.to_bytes();
                let (size, access) = (Some(bytes.len() as u64), Access::Independent);
                let mut stream = bytes.as_slice();
                let content = Content::File { stream: &mut stream, size, access };
                visit(Member { name: name.as_bytes(), content })?;
            }
        }
        Ok(())
    }
}

fn name(log: Log, host: &str, port: u16) -> String {
    // Some logs do not say the port.
    let port = if port == 0 { String::new() } else { format!(":{port}") };
    match (log.scheme(), host.parse()) {
        ("", _) => "certificates".to_owned(),
        (scheme, Ok(IpAddr::V6(address))) => format!("{scheme}://[{address}]{port}"),
        (scheme, _) => format!("{scheme}://{host}{port}"),
    }
}
