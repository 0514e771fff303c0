//! OpenSSL cipher strings (openssl-ciphers(1)): what `HIGH:!aNULL:!MD5:@SECLEVEL=2` comes to, by the rules of
//! `ssl_cipher_process_rulestr` and `ssl_cipher_apply_rule` in OpenSSL 3's ssl/ssl_ciph.c.

use super::openssl_suites::{EXTRA, FIPS, ROWS, Row};
use crate::registry::{self, Suite};

/// What a cipher string comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Suites of TLS 1.2 and before, in order of preference.
    pub suites: Vec<&'static Suite>,
    /// `@SECLEVEL=`, the last one counts.
    pub level: Option<u8>,
    /// Suites that the string asks for by name and a stock OpenSSL 3 does not have.
    pub absent: Vec<&'static Suite>,
    /// Words that OpenSSL 3 passes over.
    pub ignored: Vec<String>,
    /// A character or command that OpenSSL refuses stands in the string.
    pub is_refused: bool,
}

const SEPARATORS: [char; 4] = [':', ' ', ';', ','];
/// Rules of a string that are read; each costs a pass over the table.
const MOST_RULES: usize = 1_000;
/// Ignored words that are kept.
const MOST_IGNORED: usize = 20;

/// Resolves `string`.
#[must_use]
pub fn resolve(string: &str) -> Resolved {
    let mut list = List { order: (0..ROWS.len()).collect(), active: vec![false; ROWS.len()] };
    let mut found = Resolved::default();
    let mut rest = string.trim();
    if let Some(after) = suite_b(rest) {
        rest = after;
    }
    // Only in front is DEFAULT a word of its own.
    if let Some(after) = rest.strip_prefix("DEFAULT") {
        for mut rule in ["ALL", "!COMPLEMENTOFDEFAULT", "!eNULL"] {
            list.rule(&mut rule, &mut found);
        }
        rest = after.strip_prefix(':').unwrap_or(after);
    }
    for _ in 0..MOST_RULES {
        rest = rest.trim_start_matches(SEPARATORS);
        if rest.is_empty() {
            break;
        }
        list.rule(&mut rest, &mut found);
    }
    let active = list.order.iter().filter(|at| list.active[**at]);
    found.suites = active.filter_map(|at| registry::tls_cipher_suite(ROWS[*at].code)).collect();
    found
}

/// RFC 6460 profiles stand for the whole string (`check_suiteb_cipher_list`).
fn suite_b(string: &str) -> Option<&'static str> {
    let is = |word: &str| string.starts_with(word);
    if is("SUITEB128ONLY") {
        Some("ECDHE-ECDSA-AES128-GCM-SHA256")
    } else if is("SUITEB128C2") || is("SUITEB128") {
        Some("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384")
    } else if is("SUITEB192") {
        Some("ECDHE-ECDSA-AES256-GCM-SHA384")
    } else {
        None
    }
}

struct List {
    /// Rows that no rule has killed.
    order: Vec<usize>,
    active: Vec<bool>,
}

impl List {
    /// Takes one rule off the beginning of `rest` and follows it. A rule may begin where the one before it has no more
    /// words: `!SHA1@SECLEVEL=2` has two.
    fn rule(&mut self, rest: &mut &str, found: &mut Resolved) {
        let sign = rest.chars().next().filter(|sign| "-+!@".contains(*sign)).unwrap_or(' ');
        *rest = &rest[usize::from(sign != ' ')..];
        let mut tests = Vec::new();
        loop {
            let plain = |char: char| char.is_ascii_alphanumeric() || "-_.=".contains(char);
            let end = rest.find(|char| !plain(char)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if word.is_empty() {
                found.is_refused = true;
                *rest = past(after);
                return;
            }
            if sign == '@' {
                *rest = past(after);
                return self.command(word, found);
            }
            let Some(test) = Test::of(word) else {
                *rest = past(after);
                return absent(word, sign, found);
            };
            tests.push(test);
            match after.strip_prefix('+') {
                Some(more) => *rest = more,
                None => {
                    *rest = after;
                    break;
                }
            }
        }
        let hits = |at: &usize| tests.iter().all(|test| test.holds(&ROWS[*at]));
        match sign {
            '!' => self.order.retain(|at| !hits(at)),
            '-' => self.split(|at, active| active && hits(at), Side::Front, false),
            '+' => self.split(|at, active| active && hits(at), Side::Back, true),
            _ => self.split(|at, active| !active && hits(at), Side::Back, true),
        }
    }

    fn split(&mut self, of: impl Fn(&usize, bool) -> bool, side: Side, active: bool) {
        let (taken, rest): (Vec<_>, Vec<_>) =
            self.order.iter().copied().partition(|at| of(at, self.active[*at]));
        for at in &taken {
            self.active[*at] = active;
        }
        self.order = match side {
            Side::Front => [taken, rest].concat(),
            Side::Back => [rest, taken].concat(),
        };
    }

    fn command(&mut self, words: &str, found: &mut Resolved) {
        match words.strip_prefix("SECLEVEL=").map(str::as_bytes) {
            Some([digit @ b'0'..=b'5']) => found.level = Some(digit - b'0'),
            None if words == "STRENGTH" => {
                let key = |at: &usize| std::cmp::Reverse(ROWS[*at].bits);
                let (mut active, rest): (Vec<_>, Vec<_>) =
                    self.order.iter().copied().partition(|at| self.active[*at]);
                active.sort_by_key(key);
                self.order = [rest, active].concat();
            }
            _ => found.is_refused = true,
        }
    }
}

/// What comes after the next separator.
fn past(rest: &str) -> &str {
    rest.find(SEPARATORS).map_or("", |at| &rest[at..])
}

enum Side {
    Front,
    Back,
}

fn absent(word: &str, sign: char, found: &mut Resolved) {
    if sign != ' ' {
        return;
    }
    match registry::tls_cipher_suite_by_name(word).filter(|suite| !suite.is_tls13()) {
        Some(suite) if !found.absent.contains(&suite) => found.absent.push(suite),
        Some(_) => {}
        None if found.ignored.len() < MOST_IGNORED => found.ignored.push(word.to_owned()),
        None => {}
    }
}

/// What a word of a rule asks of a suite; an empty list asks nothing.
#[derive(Clone, Copy, Default)]
struct Test {
    code: Option<u16>,
    version: Option<&'static str>,
    exchange: &'static [&'static str],
    authentication: &'static [&'static str],
    /// Beginnings of the cipher's name.
    cipher: &'static [&'static str],
    bits: Option<u16>,
    mac: Option<&'static str>,
    is_encrypted: Option<bool>,
    marks: u8,
    nothing: bool,
}

const SIGNED: &[&str] = &["RSA", "DSS", "ECDSA", "PSK", "SRP"];
const AES: &[&str] = &["AES", "AESGCM", "AESCCM", "AESCCM8"];

impl Test {
    fn of(word: &str) -> Option<Self> {
        let kx = |exchange| Self { exchange, ..Self::default() };
        let au = |authentication| Self { authentication, ..Self::default() };
        let enc = |cipher| Self { cipher, ..Self::default() };
        let sized = |cipher, bits| Self { cipher, bits: Some(bits), ..Self::default() };
        let mac = |mac| Self { mac: Some(mac), ..Self::default() };
        let version = |version| Self { version: Some(version), ..Self::default() };
        let encrypted = |yes| Self { is_encrypted: Some(yes), ..Self::default() };
        let both = |exchange, authentication| Self { exchange, authentication, ..Self::default() };
        let marked = |marks| Self { marks, ..encrypted(true) };
        // A stock build has nothing of these.
        let nothing = || Self { nothing: true, ..Self::default() };
        Some(match word {
            "ALL" | "HIGH" => encrypted(true),
            "COMPLEMENTOFALL" | "eNULL" | "NULL" => encrypted(false),
            "COMPLEMENTOFDEFAULT" => marked(EXTRA),
            "FIPS" => marked(FIPS),
            "MEDIUM" | "LOW" | "3DES" | "RC4" | "RC2" | "IDEA" | "SEED" | "GOST89" | "GOST94"
            | "GOST89MAC" | "GOST12" | "kGOST" | "kGOST18" | "aGOST" | "aGOST01" | "aGOST12"
            | "EXP" | "EXPORT" | "DES" => nothing(),
            "kRSA" => kx(&["RSA"]),
            "kEDH" | "kDHE" | "DH" => kx(&["DH"]),
            "kEECDH" | "kECDHE" | "ECDH" => kx(&["ECDH"]),
            "kPSK" => kx(&["PSK"]),
            "kRSAPSK" => kx(&["RSAPSK"]),
            "kECDHEPSK" => kx(&["ECDHEPSK"]),
            "kDHEPSK" => kx(&["DHEPSK"]),
            "kSRP" | "SRP" => kx(&["SRP"]),
            "PSK" => kx(&["PSK", "RSAPSK", "ECDHEPSK", "DHEPSK"]),
            "aRSA" => au(&["RSA"]),
            "aDSS" | "DSS" => au(&["DSS"]),
            "aNULL" => au(&["None"]),
            "aECDSA" | "ECDSA" => au(&["ECDSA"]),
            "aPSK" => au(&["PSK"]),
            "aSRP" => au(&["SRP"]),
            "EDH" | "DHE" => both(&["DH"], SIGNED),
            "EECDH" | "ECDHE" => both(&["ECDH"], SIGNED),
            "RSA" => both(&["RSA"], &["RSA"]),
            "ADH" => both(&["DH"], &["None"]),
            "AECDH" => both(&["ECDH"], &["None"]),
            "AES" => enc(AES),
            "AES128" => sized(AES, 128),
            "AES256" => sized(AES, 256),
            "AESGCM" => enc(&["AESGCM"]),
            "AESCCM" => enc(&["AESCCM", "AESCCM8"]),
            "AESCCM8" => enc(&["AESCCM8"]),
            "CAMELLIA" => enc(&["Camellia"]),
            "CAMELLIA128" => sized(&["Camellia"], 128),
            "CAMELLIA256" => sized(&["Camellia"], 256),
            "CHACHA20" => enc(&["CHACHA20/POLY1305"]),
            "ARIA" | "ARIAGCM" => enc(&["ARIAGCM"]),
            "ARIA128" => sized(&["ARIAGCM"], 128),
            "ARIA256" => sized(&["ARIAGCM"], 256),
            "CBC" => enc(&["AES", "Camellia"]),
            "MD5" => mac("MD5"),
            "SHA1" | "SHA" => mac("SHA1"),
            "SHA256" => mac("SHA256"),
            "SHA384" => mac("SHA384"),
            "SSLv3" => version("SSLv3"),
            "TLSv1" | "TLSv1.0" => version("TLSv1"),
            "TLSv1.2" => version("TLSv1.2"),
            name => {
                // IANA names count since OpenSSL 3.2 (openssl-ciphers(1)).
                let suite = registry::tls_cipher_suite_by_name(name)?;
                ROWS.iter().find(|row| row.code == suite.code)?;
                Self { code: Some(suite.code), ..Self::default() }
            }
        })
    }

    fn holds(&self, row: &Row) -> bool {
        let any = |list: &[&str], of: &str| list.is_empty() || list.contains(&of);
        !self.nothing
            && self.code.is_none_or(|code| code == row.code)
            && self.version.is_none_or(|version| version == row.version)
            && any(self.exchange, row.exchange)
            && any(self.authentication, row.authentication)
            && any(self.cipher, row.cipher)
            && self.bits.is_none_or(|bits| bits == row.bits)
            && self.mac.is_none_or(|mac| mac == row.mac)
            && self.is_encrypted.is_none_or(|yes| yes == (row.cipher != "None"))
            && row.marks & self.marks == self.marks
    }
}
