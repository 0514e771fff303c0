//! TLS of Prosody.

use super::tls_settings::{Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Prosody.
pub const DETECTOR: Detector = Detector {
    id: "prosody-tls",
    title: "TLS of Prosody",
    about: "prosody.cfg.lua and what it includes: one asset for every `ssl` table (`ssl`, `c2s_ssl`, `https_ssl` …), global or of a \
            `VirtualHost`, and one for a file without any that names certificates or a `tls_profile`: protocol, ciphers, suites, \
            curves, files. What is not set is that of the profile, `intermediate` where none is chosen \
            (`core/certmanager.lua` of 0.12). Expressions of Lua other than texts and tables of them are not evaluated.",
    anchors: &["ssl", "tls_profile", "certificates"],
    wants,
    detect,
};

/// Tokens of a file and tables in it that are read.
const TOKENS: usize = 200_000;
const TABLES: usize = 2_000;
const PROTOCOL_UNSET: &str =
    "not set: that of tls_profile; intermediate, the default since 0.12, has TLS 1.2 and later";

fn wants(peek: &Peek<'_>) -> bool {
    let is_included = || peek.path.contains("prosody/") && peek.name.ends_with(".cfg.lua");
    peek.anchored && (peek.name == "prosody.cfg.lua" || is_included())
}

/// A name, a text, or a sign.
#[derive(PartialEq, Eq)]
enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Sign(u8),
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let tokens = tokens(text);
    let mut host = "";
    let mut found = Vec::new();
    let mut global = TlsSettings::new("TLS server (Prosody)");
    let mut is_named = false;
    let mut at = 0;
    while let Some((token, place)) = tokens.get(at) {
        let next = |ahead: usize| tokens.get(at + ahead).map(|(token, _)| token);
        match (token, next(1), next(2)) {
            (Token::Name("VirtualHost" | "Component"), Some(Token::Text(name)), _) => host = name,
            (Token::Name(name), Some(Token::Sign(b'=')), Some(Token::Sign(b'{')))
                if (*name == "ssl" || name.ends_with("_ssl")) && found.len() < TABLES =>
            {
                let end = closing(&tokens, at + 2);
                let title = [", host ", host].concat();
                let title = if host.is_empty() { "" } else { &title };
                let name = if *name == "ssl" { String::new() } else { format!(", {name}") };
                let title = format!("TLS server (Prosody){title}{name}");
                let title = title.chars().take(200).collect::<String>();
                found.push(table(tokens.get(at + 3..end).unwrap_or_default(), title));
                at = end;
            }
            (
                Token::Name(name @ ("tls_profile" | "certificates")),
                Some(Token::Sign(b'=')),
                Some(Token::Text(value)),
            ) => {
                is_named = true;
                global.set(Slot::Plain, place_of(name, *place), value);
            }
            _ => {}
        }
        at += 1;
    }
    if found.is_empty() && is_named {
        global.say("protocol", PROTOCOL_UNSET);
        found.push(global);
    }
    for settings in found {
        sink.found(settings.finding(DETECTOR.id));
    }
}

/// The table of one `ssl`: `key = "text"` and `key = { "text", … }`.
fn table(tokens: &[(Token<'_>, (u32, usize))], title: String) -> TlsSettings {
    let mut settings = TlsSettings::new(title);
    let mut has_protocol = false;
    let mut at = 0;
    while let Some((token, place)) = tokens.get(at) {
        at += 1;
        let (Token::Name(key), Some((Token::Sign(b'='), _))) = (token, tokens.get(at)) else {
            continue;
        };
        let values = match tokens.get(at + 1) {
            Some((Token::Text(value), _)) => vec![*value],
            Some((Token::Sign(b'{'), _)) => {
                let end = closing(tokens, at + 1);
                let inner = tokens.get(at + 2..end).unwrap_or_default();
                at = end;
                let texts = inner.iter().filter_map(|(token, _)| match token {
                    Token::Text(text) => Some(*text),
                    _ => None,
                });
                texts.collect()
            }
            _ => continue,
        };
        let value = values.join(":");
        let place = place_of(key, *place);
        match *key {
            "protocol" => {
                has_protocol = true;
                // `tlsv1_2+` is that version and later, without the sign it is the only one (LuaSec's `protocol`).
                let version = value.trim_end_matches('+').replace('_', ".");
                let slot = if value.ends_with('+') { Slot::Lowest } else { Slot::Versions };
                settings.set(slot, place, &version);
            }
            "ciphers" => settings.set(Slot::Ciphers, place, &value),
            "ciphersuites" => settings.set(Slot::Suites13, place, &value),
            "curve" | "curveslist" => settings.set(Slot::Groups, place, &value),
            "key" | "certificate" | "cafile" | "capath" | "verify" | "options" | "dhparam" => {
                settings.set(Slot::Plain, place, &value);
            }
            _ => {}
        }
    }
    if !has_protocol {
        settings.say("protocol", PROTOCOL_UNSET);
    }
    settings
}

fn place_of(keyword: &str, (line, offset): (u32, usize)) -> Place {
    Place { keyword: keyword.to_owned(), line, offset: offset as u64 }
}

/// Index of the brace that closes the one at `open`, or the end.
fn closing(tokens: &[(Token<'_>, (u32, usize))], open: usize) -> usize {
    let mut depth = 0_u32;
    for (at, (token, _)) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Sign(b'{') => depth += 1,
            Token::Sign(b'}') if depth == 1 => return at,
            Token::Sign(b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    tokens.len()
}

/// Names, texts and signs with line and offset; comments and numbers are left out (Lua 5.4 §3.1).
fn tokens(text: &str) -> Vec<(Token<'_>, (u32, usize))> {
    let mut all = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 1);
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let rest = &bytes[at..];
        at += 1;
        match byte {
            b'\n' => line += 1,
            b'-' if rest.starts_with(b"--[[") => {
                let end = memchr::memmem::find(rest, b"]]").map_or(rest.len(), |end| end + 2);
                line +=
                    u32::try_from(memchr::memchr_iter(b'\n', &rest[..end]).count()).unwrap_or(0);
                at = start + end;
            }
            b'-' if rest.starts_with(b"--") => {
                at = start + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            }
            b'"' | b'\'' => {
                let end =
                    memchr::memchr2(*byte, b'\n', &rest[1..]).map_or(rest.len(), |end| end + 1);
                if rest.get(end) == Some(byte) {
                    all.push((Token::Text(&text[start + 1..start + end]), (line, start)));
                    at = start + end + 1;
                } else {
                    at = start + end;
                }
            }
            b'=' | b'{' | b'}' => all.push((Token::Sign(*byte), (line, start))),
            byte if byte.is_ascii_alphabetic() || *byte == b'_' => {
                let length = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                    .count();
                at = start + length;
                all.push((Token::Name(&text[start..at]), (line, start)));
            }
            _ => {}
        }
        if all.len() >= TOKENS {
            break;
        }
    }
    all
}
