//! smb.conf: SMB, the Kerberos of Samba, and the TLS of its directory.

use super::config_lines::MOST_LINES;
use super::kerberos_enctypes::resolve;
use super::protocol_settings::ProtocolSettings;
use super::tls_settings::{Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, OfferRole};
use crate::registry;

/// Finds the cryptographic settings of Samba.
pub const DETECTOR: Detector = Detector {
    id: "samba-config",
    title: "Samba configurations",
    about: "smb.conf(5): one asset for the SMB server and one for the client (protocol range, encryption, signing, NTLM, \
            `server smb3 encryption algorithms` and kin, with `-` before what is taken out of the default), one for the \
            Kerberos of Samba, and one for the TLS of a domain controller (`tls priority`, a GnuTLS priority string). Names \
            are taken in any case and spacing, the last line counts, shares' own `smb encrypt` is named. Defaults are those \
            of Samba 4.17. `include` is named, not followed.",
    anchors: &["[global]", "[Global]", "[GLOBAL]"],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let in_folder =
        || peek.path.split('/').any(|part| part == "samba" || part.starts_with("smb.conf"));
    let is_named = peek.name.ends_with("smb.conf") || peek.name.starts_with("smb.conf.");
    peek.anchored && (is_named || peek.name.ends_with(".conf") && in_folder())
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let Some(file) = File::of(&text) else { return };
    for end in [SERVER, CLIENT, CENTER] {
        let found = file.end(&end);
        if !found.is_empty() {
            sink.found(found.finding(DETECTOR.id));
        }
    }
    if let Some(tls) = file.tls() {
        sink.found(tls.finding(DETECTOR.id));
    }
}

/// Parameter without spaces, and what holds where it is not set (`testparm -sv` of Samba 4.17); empty where that is of
/// no interest.
type Parameter = (&'static str, &'static str);

struct End {
    name: &'static str,
    parameters: &'static [Parameter],
    /// Range of protocols: names without spaces.
    range: Option<[&'static str; 2]>,
    ciphers: &'static str,
    macs: &'static str,
    /// Lists of Kerberos encryption types.
    types: &'static [&'static str],
}

const SERVER: End = End {
    name: "SMB server (Samba)",
    parameters: &[
        ("serverminprotocol", "SMB2_02, since Samba 4.11"),
        ("servermaxprotocol", "SMB3"),
        ("serversmbencrypt", "default, which is if_required"),
        ("serversigning", "default, which is required for a domain controller"),
        ("serversmb3encryptionalgorithms", "AES-128-GCM, AES-128-CCM, AES-256-GCM, AES-256-CCM"),
        ("serversmb3signingalgorithms", "AES-128-GMAC, AES-128-CMAC, HMAC-SHA256"),
        ("ntlmauth", "ntlmv2-only"),
        ("lanmanauth", "no"),
        ("rawntlmv2auth", ""),
        ("encryptpasswords", ""),
        ("serverschannel", ""),
        ("serverschannelrequireseal", ""),
        ("allownt4crypto", ""),
        ("rejectmd5clients", ""),
        ("ldapserverrequirestrongauth", ""),
        ("serverrole", ""),
    ],
    range: Some(["serverminprotocol", "servermaxprotocol"]),
    ciphers: "serversmb3encryptionalgorithms",
    macs: "serversmb3signingalgorithms",
    types: &[],
};

const CLIENT: End = End {
    name: "SMB client (Samba)",
    parameters: &[
        ("clientminprotocol", "SMB2_02, since Samba 4.11"),
        ("clientmaxprotocol", "default, which is SMB3_11"),
        ("clientipcminprotocol", ""),
        ("clientipcmaxprotocol", ""),
        ("clientsmbencrypt", "default"),
        ("clientsigning", "default"),
        ("clientipcsigning", ""),
        ("clientsmb3encryptionalgorithms", "AES-128-GCM, AES-128-CCM, AES-256-GCM, AES-256-CCM"),
        ("clientsmb3signingalgorithms", "AES-128-GMAC, AES-128-CMAC, HMAC-SHA256"),
        ("clientntlmv2auth", "yes"),
        ("clientlanmanauth", ""),
        ("clientplaintextauth", ""),
        ("clientschannel", ""),
        ("clientldapsaslwrapping", ""),
        ("clientusekerberos", ""),
        ("requirestrongkey", ""),
        ("rejectmd5servers", ""),
        ("ldapssl", ""),
    ],
    range: Some(["clientminprotocol", "clientmaxprotocol"]),
    ciphers: "clientsmb3encryptionalgorithms",
    macs: "clientsmb3signingalgorithms",
    types: &[],
};

const CENTER: End = End {
    name: "Kerberos (Samba)",
    parameters: &[
        ("kerberosencryptiontypes", "all"),
        ("kdcsupportedenctypes", ""),
        ("kdcdefaultdomainsupportedenctypes", ""),
        ("kdcforceenablerc4weaksessionkeys", ""),
    ],
    range: None,
    ciphers: "",
    macs: "",
    types: &["kdcsupportedenctypes", "kdcdefaultdomainsupportedenctypes"],
};

/// `kerberos encryption types` in smb.conf(5).
const STANCES: [(&str, &str); 3] = [
    ("all", "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96 rc4-hmac"),
    ("strong", "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96"),
    ("legacy", "rc4-hmac"),
];

/// Older names.
const SYNONYMS: [(&str, &str); 4] = [
    ("minprotocol", "serverminprotocol"),
    ("maxprotocol", "servermaxprotocol"),
    ("protocol", "servermaxprotocol"),
    ("smbencrypt", "serversmbencrypt"),
];

/// A parameter of a section.
struct Setting {
    section: String,
    /// As written, and without spaces in lower case.
    written: String,
    name: String,
    value: String,
    line: u32,
    offset: u64,
}

impl Setting {
    fn place(&self) -> Place {
        Place { keyword: self.written.clone(), line: self.line, offset: self.offset }
    }
}

struct File {
    settings: Vec<Setting>,
}

impl File {
    /// Sections, `name = value`, `#` and `;` comments, and a backslash before a line that goes on. `None` where something
    /// else comes first.
    fn of(text: &str) -> Option<Self> {
        let mut settings: Vec<Setting> = Vec::new();
        let (mut section, mut offset, mut goes_on) = (String::new(), 0, false);
        for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
            let at = offset;
            offset += raw.len() as u64;
            let line = raw.trim_start_matches('\u{feff}').trim();
            let (line, more) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
            if std::mem::replace(&mut goes_on, more) {
                if let Some(last) = settings.last_mut().filter(|last| last.value.len() < 10_000) {
                    last.value.push_str(line);
                }
                continue;
            }
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(rest) = line.strip_prefix('[') {
                section = folded(rest.split(']').next().unwrap_or_default());
                continue;
            }
            let (written, value) = line.split_once('=')?;
            if section.is_empty() && folded(written) != "include" || settings.len() == MOST_LINES {
                return None;
            }
            let name = folded(written);
            let synonym = SYNONYMS.iter().find(|(old, _)| *old == name);
            settings.push(Setting {
                section: section.clone(),
                written: written.trim().to_owned(),
                name: synonym.map_or(name, |(_, new)| (*new).to_owned()),
                value: value.trim().trim_matches('"').to_owned(),
                line: number,
                offset: at,
            });
        }
        Some(Self { settings })
    }

    /// The last line of `[global]` counts.
    fn value(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().rev().find(|one| one.section == "global" && one.name == name)
    }

    fn end(&self, end: &End) -> ProtocolSettings {
        let mut found = ProtocolSettings::new(end.name);
        for one in end.parameters.iter().filter_map(|(name, _)| self.value(name)) {
            found.set(one.place(), &one.value);
        }
        if found.is_empty() {
            return found;
        }
        for (name, unset) in end
            .parameters
            .iter()
            .filter(|(name, unset)| !unset.is_empty() && self.value(name).is_none())
        {
            found.say(spoken(name), &format!("not set: in Samba 4.17 {unset}"));
        }
        if let Some([low, high]) = end.range {
            let word = |name| self.value(name).map(|one| one.value.to_ascii_uppercase());
            match (word(low), word(high)) {
                (Some(low), Some(high)) => found.version(format!("{low} to {high}")),
                (Some(low), None) => found.version(format!("{low} and later")),
                (None, Some(high)) => found.version(format!("up to {high}")),
                (None, None) => {}
            }
        }
        for (name, role) in [(end.ciphers, OfferRole::Cipher), (end.macs, OfferRole::Mac)] {
            let default = end.parameters.iter().find(|(of, _)| *of == name);
            if let (Some(one), Some((_, default))) = (self.value(name), default) {
                for word in algorithms(&one.value, default) {
                    let algorithm = registry::by_name(&word);
                    found.offer(
                        role,
                        &word,
                        algorithm.unwrap_or_else(|| Algorithm::verbatim(&word, None)),
                    );
                }
            }
        }
        self.types(end, &mut found);
        self.shares(end, &mut found);
        for one in self.settings.iter().filter(|one| one.name == "include").take(50) {
            found.say("include", &one.value);
        }
        found
    }

    fn types(&self, end: &End, found: &mut ProtocolSettings) {
        let stance = self.value("kerberosencryptiontypes").filter(|_| !end.types.is_empty());
        let stance = stance
            .and_then(|one| STANCES.iter().find(|(word, _)| one.value.eq_ignore_ascii_case(word)));
        let listed = end.types.iter().filter_map(|name| self.value(name));
        let lists = listed.map(|one| one.value.as_str()).chain(stance.map(|(_, list)| *list));
        for list in lists {
            let types = resolve(list).types;
            for one in &types {
                found.offer(OfferRole::Cipher, one.name, one.cipher());
            }
            for (one, mac) in types.iter().filter_map(|one| Some((one, one.mac()?))) {
                found.offer(OfferRole::Mac, one.name, mac);
            }
        }
    }

    fn shares(&self, end: &End, found: &mut ProtocolSettings) {
        if end.name != SERVER.name {
            return;
        }
        let own = self.settings.iter().filter(|one| one.section != "global");
        for one in own.filter(|one| one.name == "serversmbencrypt").take(200) {
            found.stands(one.place());
            found.say(&format!("{} in [{}]", one.written, one.section), &one.value);
        }
    }

    /// TLS of the directory service, where the file says anything of it.
    fn tls(&self) -> Option<TlsSettings> {
        const NAMES: [&str; 7] = [
            "tlsenabled",
            "tlskeyfile",
            "tlscertfile",
            "tlscafile",
            "tlsdhparamsfile",
            "tlsverifypeer",
            "tlscrlfile",
        ];
        let set = NAMES.iter().filter_map(|name| self.value(name)).collect::<Vec<_>>();
        let priority = self.value("tlspriority");
        if set.is_empty() && priority.is_none() {
            return None;
        }
        let mut found = TlsSettings::new("TLS (Samba)");
        for one in set {
            found.set(Slot::Plain, one.place(), &one.value);
        }
        match priority {
            Some(one) => found.set(Slot::Priority, one.place(), &one.value),
            None => found.say("tls priority", "not set: in Samba 4.17 NORMAL:-VERS-SSL3.0"),
        }
        if self.value("tlsenabled").is_none() {
            found.say("tls enabled", "not set: yes, for a domain controller");
        }
        Some(found)
    }
}

/// Names count in any case and spacing.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|char| !char.is_whitespace())
        .flat_map(char::to_lowercase)
        .take(200)
        .collect()
}

/// The name with its spaces, for those that say what holds without them.
fn spoken(name: &str) -> &str {
    match name {
        "serverminprotocol" => "server min protocol",
        "servermaxprotocol" => "server max protocol",
        "serversmbencrypt" => "server smb encrypt",
        "serversigning" => "server signing",
        "serversmb3encryptionalgorithms" => "server smb3 encryption algorithms",
        "serversmb3signingalgorithms" => "server smb3 signing algorithms",
        "ntlmauth" => "ntlm auth",
        "lanmanauth" => "lanman auth",
        "clientminprotocol" => "client min protocol",
        "clientmaxprotocol" => "client max protocol",
        "clientsmbencrypt" => "client smb encrypt",
        "clientsigning" => "client signing",
        "clientsmb3encryptionalgorithms" => "client smb3 encryption algorithms",
        "clientsmb3signingalgorithms" => "client smb3 signing algorithms",
        "clientntlmv2auth" => "client NTLMv2 auth",
        "kerberosencryptiontypes" => "kerberos encryption types",
        other => other,
    }
}

/// A list of algorithms; words with `-` take theirs out of the default.
fn algorithms(list: &str, default: &str) -> Vec<String> {
    let words = |text: &str| {
        let of = text.split([',', ' ', '\t']).filter(|word| !word.is_empty()).take(50);
        of.map(str::to_ascii_uppercase).collect::<Vec<_>>()
    };
    let mut listed = words(list);
    if listed.iter().any(|word| word.starts_with('-')) {
        let out = listed;
        listed = words(default);
        listed.retain(|word| !out.iter().any(|gone| gone.strip_prefix('-') == Some(word.as_str())));
    }
    listed
}
