//! OpenVPN configurations: the control channel, which is TLS, and the data channel.

use super::config_lines::{Dialect, Line, SPACE, lines, words};
use super::protocol_settings::ProtocolSettings;
use super::tls_service::settings;
use super::tls_settings::{
    GROUPS_OF_OPENSSL, Keyword, SUITES13_OF_OPENSSL, Slot, TlsSettings, keyword, with_default,
};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, OfferRole};
use crate::registry;

/// Finds OpenVPN configurations.
pub const DETECTOR: Detector = Detector {
    id: "openvpn-config",
    title: "OpenVPN configurations",
    about: "Files `.ovpn` and `.conf` with the options of openvpn(8): one asset for the control channel (TLS versions, \
            ciphers, groups, certificate profile, `tls-auth`, `tls-crypt`) and one for the data channel (`data-ciphers`, \
            `cipher`, `auth`, or `secret` for static keys). Inline certificates and keys are found as PEM by their own \
            detectors; passwords are not read. `config` is named, not followed. Defaults are those of openvpn(8) 2.6.",
    anchors: &[
        "tls-crypt",
        "tls-auth",
        "remote-cert-tls",
        "data-ciphers",
        "ncp-ciphers",
        "ifconfig-pool",
        "dev tun",
        "dev tap",
    ],
    wants,
    detect,
};

const CONTROL: &[Keyword] = &[
    with_default(
        "tls-version-min",
        Slot::Lowest,
        "not set: 1.2 since OpenVPN 2.6.0; before that the lowest of the installed library",
    ),
    keyword("tls-version-max", Slot::Highest),
    with_default("tls-ciphersuites", Slot::Suites13, SUITES13_OF_OPENSSL),
    with_default("tls-groups", Slot::Groups, GROUPS_OF_OPENSSL),
    keyword("ecdh-curve", Slot::Groups),
    keyword("client", Slot::Plain),
    keyword("tls-client", Slot::Plain),
    keyword("tls-server", Slot::Plain),
    keyword("server", Slot::Plain),
    keyword("server-bridge", Slot::Plain),
    keyword("dh", Slot::Plain),
    keyword("ca", Slot::Plain),
    keyword("cert", Slot::Plain),
    keyword("key", Slot::Plain),
    keyword("pkcs12", Slot::Plain),
    keyword("tls-auth", Slot::Plain),
    keyword("tls-crypt", Slot::Plain),
    keyword("tls-crypt-v2", Slot::Plain),
    keyword("remote-cert-tls", Slot::Plain),
    keyword("verify-client-cert", Slot::Plain),
    keyword("config", Slot::Plain),
];

/// openvpn(8), `--tls-cipher`.
const CIPHERS: &str = "DEFAULT:!EXP:!LOW:!MEDIUM:!kDH:!kECDH:!DSS:!PSK:!SRP:!kRSA";
const DIALECT: Dialect = Dialect { comments: "#;", inline: "#;", ..SPACE };

fn wants(peek: &Peek<'_>) -> bool {
    let in_folder = || peek.path.split('/').any(|part| part.starts_with("openvpn"));
    peek.name.ends_with(".ovpn") || peek.name.ends_with(".conf") && (peek.anchored || in_folder())
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let file = File::of(&text);
    if !file.is_openvpn() {
        return;
    }
    let role = file.role();
    if role != Role::StaticKey
        && let Some(control) = file.control(role)
    {
        sink.found(control.finding(DETECTOR.id));
    }
    let data = file.data(role);
    if !data.is_empty() {
        sink.found(data.finding(DETECTOR.id));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Server,
    Client,
    StaticKey,
    /// Another file says.
    Open,
}

impl Role {
    const fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
            Self::StaticKey => "peer with a static key",
            Self::Open => "part",
        }
    }
}

struct File {
    lines: Vec<Line>,
}

impl File {
    /// The options, those of `<connection>` blocks too, without what stands inline; `<ca>` is read as `ca [inline]`.
    fn of(text: &str) -> Self {
        let mut all = lines(text, &DIALECT);
        let mut closing: Option<String> = None;
        all.retain_mut(|line| {
            if let Some(end) = &closing {
                if line.key == *end {
                    closing = None;
                }
                return false;
            }
            if let Some(tag) = line.key.strip_prefix('<') {
                let Some(name) = tag.strip_suffix('>').filter(|name| !name.starts_with('/')) else {
                    return false;
                };
                if name == "connection" {
                    return false;
                }
                closing = Some(format!("</{name}>"));
                (line.key, line.value) = (name.to_owned(), "[inline]".to_owned());
            }
            // The first two hyphens may stand in a file too.
            if let Some(plain) = line.key.strip_prefix("--") {
                line.key = plain.to_owned();
            }
            let name = line.key.replace("ncp-ciphers", "data-ciphers");
            if name == "data-ciphers" || CONTROL.iter().any(|keyword| keyword.name == name) {
                line.value = words(&line.value).join(" ");
            }
            true
        });
        Self { lines: all }
    }

    /// The last line of an option counts.
    fn value(&self, name: &str) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.key == name)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// No tunnel without `dev`; what goes with it is of this program alone.
    fn is_openvpn(&self) -> bool {
        let device = self.value("dev").is_some_and(|line| {
            ["tun", "tap", "ovpn"].iter().any(|kind| line.value.starts_with(kind))
        }) || self.has("dev-type");
        let peer = [
            "remote",
            "server",
            "server-bridge",
            "secret",
            "client",
            "tls-server",
            "tls-client",
            "ifconfig",
            "ca",
            "pkcs12",
        ];
        device && peer.iter().any(|name| self.has(name))
    }

    fn role(&self) -> Role {
        let is_any = |names: &[&str]| names.iter().any(|name| self.has(name));
        if is_any(&["client", "tls-client"]) {
            Role::Client
        } else if is_any(&["server", "server-bridge", "server-ipv6", "tls-server"])
            || self.value("mode").is_some_and(|line| line.value == "server")
        {
            Role::Server
        } else if self.has("secret") {
            Role::StaticKey
        } else {
            Role::Open
        }
    }

    fn control(&self, role: Role) -> Option<TlsSettings> {
        let name = format!("OpenVPN {}, control channel", role.word());
        let lines = self.lines.iter().collect::<Vec<_>>();
        let mut found = settings(&name, CONTROL, &lines)?;
        let level = self.profile(&mut found);
        match self.value("tls-cipher") {
            Some(line) => {
                let names = line.value.split(':').map(openssl_name).collect::<Vec<_>>();
                let (place, string) = (line.place(), format!("{}{level}", names.join(":")));
                found.set(Slot::Ciphers, place, &string);
            }
            None => found.say("tls-cipher", format!("not set: {CIPHERS} with OpenSSL")),
        }
        if role == Role::Server && self.value("dh").is_some_and(|line| line.value == "none") {
            found.without_finite_field();
        }
        let shared = self.has("tls-crypt") || self.has("tls-crypt-v2");
        if shared {
            // doc/tls-crypt-v2.txt and src/openvpn/tls_crypt.h.
            for (role, name) in
                [(OfferRole::Cipher, "AES-256-CTR"), (OfferRole::Mac, "HMAC-SHA-256")]
            {
                found.offer(role, name, named(name));
            }
        }
        if self.has("tls-auth") {
            self.hash(|name, algorithm| found.offer(OfferRole::Mac, name, algorithm));
            match self.value("auth") {
                Some(line) => found.set(Slot::Plain, line.place(), &line.value),
                None => found.say("auth", "not set: SHA1, for tls-auth"),
            }
        }
        Some(found)
    }

    /// Security levels of the profiles with OpenSSL (openvpn(8), `--tls-cert-profile`).
    fn profile(&self, found: &mut TlsSettings) -> &'static str {
        let Some(line) = self.value("tls-cert-profile") else {
            found.say("tls-cert-profile", "not set: legacy, which is security level 1 of OpenSSL");
            return "";
        };
        found.set(Slot::Plain, line.place(), &line.value);
        match line.value.as_str() {
            "insecure" => ":@SECLEVEL=0",
            "legacy" => ":@SECLEVEL=1",
            "preferred" => ":@SECLEVEL=2",
            _ => "",
        }
    }

    fn data(&self, role: Role) -> ProtocolSettings {
        let mut data = ProtocolSettings::new(&format!("OpenVPN {}, data channel", role.word()));
        let list = self.value("data-ciphers").or_else(|| self.value("ncp-ciphers"));
        let names = list.filter(|_| role != Role::StaticKey).map_or("", |line| line.value.as_str());
        let mut ciphers =
            names.split(':').map(|name| name.trim_start_matches('?')).collect::<Vec<_>>();
        ciphers.retain(|name| !name.is_empty() && *name != "DEFAULT");
        if role == Role::StaticKey {
            if let Some(line) = self.value("secret") {
                data.set(line.place(), &line.value);
            }
            ciphers = self.cipher(&mut data, "not set: BF-CBC in OpenVPN 2.6");
        } else {
            match list {
                Some(line) => data.set(line.place(), &line.value),
                None => data.say(
                    "data-ciphers",
                    "not set: AES-256-GCM:AES-128-GCM, since OpenVPN 2.6 with CHACHA20-POLY1305 where the library has it",
                ),
            }
            ciphers.extend(self.older(list, &mut data));
            if let Some(line) = self.value("data-ciphers-fallback") {
                data.set(line.place(), &line.value);
                ciphers.push(&line.value);
            }
        }
        for name in ciphers.iter().take(100).filter(|name| **name != "none") {
            data.offer(OfferRole::Cipher, name, named(name));
        }
        self.authentication(&ciphers, &mut data);
        data
    }

    fn cipher(&self, data: &mut ProtocolSettings, unset: &str) -> Vec<&str> {
        match self.value("cipher") {
            Some(line) => {
                data.set(line.place(), &line.value);
                vec![line.value.as_str()]
            }
            None => {
                data.say("cipher", unset);
                Vec::new()
            }
        }
    }

    /// `cipher` beside TLS ("Data channel cipher negotiation" in openvpn(8)): since 2.6 it is not used; 2.5 adds it to the
    /// list, 2.4 falls back to it. A file with `data-ciphers` is of 2.5 or later.
    fn older<'a>(&'a self, list: Option<&Line>, data: &mut ProtocolSettings) -> Option<&'a str> {
        let line = self.value("cipher")?;
        let is_newer =
            list.is_some_and(|line| line.key == "data-ciphers") && !self.has("compat-mode");
        let text = format!("{}: not used since OpenVPN 2.6, added to the list by 2.5", line.value);
        data.stands(line.place());
        data.say("cipher", &text);
        (!is_newer).then_some(line.value.as_str())
    }

    /// AEAD ciphers need no HMAC.
    fn authentication(&self, ciphers: &[&str], data: &mut ProtocolSettings) {
        let is_aead = |name: &&&str| {
            let name = name.to_ascii_uppercase();
            name.ends_with("GCM") || name.ends_with("POLY1305")
        };
        let all_aead = !ciphers.is_empty() && ciphers.iter().all(|name| is_aead(&name));
        match self.value("auth") {
            Some(line) if all_aead => {
                data.stands(line.place());
                data.say("auth", &format!("{}: not used with AEAD ciphers", line.value));
            }
            Some(line) => {
                data.set(line.place(), &line.value);
                self.hash(|name, algorithm| data.offer(OfferRole::Mac, name, algorithm));
            }
            None if all_aead => {}
            None => data.say("auth", "not set: SHA1, for ciphers that are not AEAD"),
        }
    }

    /// HMAC with the digest of `auth`.
    fn hash(&self, mut take: impl FnMut(&str, Algorithm)) {
        if let Some(line) = self.value("auth").filter(|line| line.value != "none") {
            let algorithm = registry::digest(&line.value)
                .and_then(|digest| registry::by_name(&format!("HMAC-{digest}")));
            let unknown = || Algorithm::verbatim(&format!("HMAC-{}", line.value), None);
            take(&line.value, algorithm.unwrap_or_else(unknown));
        }
    }
}

fn named(name: &str) -> Algorithm {
    // OpenSSL's name for Triple DES with three keys.
    let spelled = name.to_ascii_uppercase().replace("DES-EDE3", "3DES");
    registry::by_name(&spelled).unwrap_or_else(|| Algorithm::verbatim(name, None))
}

/// OpenVPN takes IANA's names with hyphens, and all that OpenSSL takes.
fn openssl_name(word: &str) -> String {
    let suite = registry::tls_cipher_suite_by_name(&word.replace('-', "_"));
    let name = suite.map(|suite| suite.openssl).filter(|name| !name.is_empty());
    name.unwrap_or(word).to_owned()
}
