//! TLS of lighttpd.

use super::openssl_commands;
use super::tls_settings::{GROUPS_OF_OPENSSL, Place, SUITES13_OF_OPENSSL, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of lighttpd.
pub const DETECTOR: Detector = Detector {
    id: "lighttpd-tls",
    title: "TLS of lighttpd",
    about: "lighttpd configurations (\"SSL\" in its documentation): one asset for every block, and for what stands in none, that \
            sets `ssl.engine`, with what it inherits: `ssl.openssl.ssl-conf-cmd` (`MinProtocol`, `CipherString` and the other \
            commands of SSL_CONF_cmd(3)), `ssl.cipher-list`, `ssl.ec-curve`, files. `+=` adds commands. `include` is not \
            followed. Defaults are those of lighttpd 1.4.69. At most 2,000 blocks.",
    anchors: &["ssl.engine", "ssl.openssl.ssl-conf-cmd", "ssl.cipher-list", "ssl.pemfile"],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.path.contains("lighttpd") && peek.name.ends_with(".conf")
}

const MOST: usize = 2_000;
/// Bytes of one value.
const LONGEST: usize = 20_000;

/// `ssl.name = value` in a block.
struct Setting {
    name: String,
    value: String,
    adds: bool,
    place: Place,
}

/// A block with its condition; the first one is what stands in none.
struct Block {
    head: String,
    parent: usize,
    settings: Vec<Setting>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let blocks = blocks(&text);
    for block in &blocks {
        if block.settings.iter().any(|one| one.name.starts_with("ssl.")) {
            sink.found(tls(block, &blocks).finding(DETECTOR.id));
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let new = |head: String, parent| Block { head, parent, settings: Vec::new() };
    let mut all = vec![new(String::new(), 0)];
    let (mut at, mut offset) = (0, 0);
    // Whether a value goes on in the next line, as its parentheses are open.
    let mut goes_on = false;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
        let start = offset as u64;
        offset += raw.len();
        let line = without_comment(raw).trim();
        if goes_on {
            if let Some(last) = all[at].settings.last_mut() {
                last.value.push(' ');
                last.value.push_str(line);
                goes_on = depth(&last.value) > 0 && last.value.len() < LONGEST;
            }
            continue;
        }
        if line.starts_with('}') {
            at = all[at].parent;
        }
        if line.ends_with('{') {
            if all.len() == MOST {
                break;
            }
            let head = line.trim_start_matches('}').trim_end_matches('{').trim();
            all.push(new(head.chars().take(150).collect(), at));
            at = all.len() - 1;
            continue;
        }
        let Some((name, value)) = line.split_once('=') else { continue };
        let (name, adds) =
            name.trim_end().strip_suffix('+').map_or((name, false), |name| (name, true));
        let name = name.trim().trim_end_matches(':').trim();
        if !name.starts_with("ssl.") || name.len() > 100 || all[at].settings.len() == MOST {
            continue;
        }
        let value = value.trim_start_matches('>').trim().to_owned();
        goes_on = depth(&value) > 0;
        let place = Place { keyword: name.to_owned(), line: number, offset: start };
        all[at].settings.push(Setting { name: name.to_owned(), value, adds, place });
    }
    all
}

fn without_comment(line: &str) -> &str {
    let mut is_quoted = false;
    for (at, char) in line.char_indices() {
        match char {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted => return &line[..at],
            _ => {}
        }
    }
    line
}

/// Parentheses that are open, outside of quotes.
fn depth(value: &str) -> i32 {
    let plain = value.split('"').step_by(2).flat_map(str::chars);
    plain.fold(0, |depth, char| match char {
        '(' => depth + 1,
        ')' => depth - 1,
        _ => depth,
    })
}

/// What is quoted: of a list `"A" => "B"` by twos.
fn quoted(value: &str) -> Vec<&str> {
    value.split('"').skip(1).step_by(2).take(200).collect()
}

fn tls(block: &Block, blocks: &[Block]) -> TlsSettings {
    let place_of = if block.head.is_empty() { String::new() } else { format!(", {}", block.head) };
    let mut found = TlsSettings::new(format!("TLS server (lighttpd){place_of}"));
    let mut scopes = vec![block];
    while let Some(scope) = scopes.last().filter(|scope| !scope.head.is_empty()) {
        scopes.push(&blocks[scope.parent]);
    }
    let mut set: Vec<String> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for one in scopes.iter().flat_map(|scope| &scope.settings) {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    for name in names.into_iter().take(100) {
        // The innermost scope that sets it counts, with what it adds.
        let own = scopes
            .iter()
            .map(|scope| scope.settings.iter().filter(|one| one.name == name).collect::<Vec<_>>())
            .find(|own| !own.is_empty())
            .unwrap_or_default();
        let from = own.iter().rposition(|one| !one.adds).unwrap_or(0);
        for one in &own[from..] {
            if name == "ssl.openssl.ssl-conf-cmd" {
                for pair in quoted(&one.value).chunks_exact(2) {
                    let Some(slot) = openssl_commands::slot(pair[0]) else { continue };
                    set.push(pair[0].to_ascii_lowercase());
                    let keyword = format!("{name} {}", pair[0]);
                    found.set(slot, Place { keyword, ..one.place.clone() }, pair[1]);
                }
                continue;
            }
            let slot = match name {
                "ssl.cipher-list" => Slot::Ciphers,
                "ssl.ec-curve" => Slot::Groups,
                _ => Slot::Plain,
            };
            set.push(name.to_owned());
            let value = quoted(&one.value).first().copied().unwrap_or(&one.value).to_owned();
            found.set(slot, one.place.clone(), &value);
        }
    }
    let is_set = |names: &[&str]| set.iter().any(|name| names.contains(&name.as_str()));
    for (names, key, text) in [
        (
            &["minprotocol", "protocol"][..],
            "MinProtocol",
            "not set: TLSv1.2, since lighttpd 1.4.56",
        ),
        (
            &["cipherstring", "ssl.cipher-list"],
            "CipherString",
            "not set: EECDH+AESGCM:AES256+EECDH:CHACHA20:SHA256:!SHA384 since lighttpd 1.4.68, HIGH before",
        ),
        (&["ciphersuites"], "Ciphersuites", SUITES13_OF_OPENSSL),
        (&["groups", "curves", "ssl.ec-curve"], "Groups", GROUPS_OF_OPENSSL),
    ] {
        if !is_set(names) {
            found.say(key, text);
        }
    }
    found
}
