//! From the sections of an SSH configuration to protocol assets.

use super::Sink;
use super::pkcs11_uri;
use super::ssh_algorithm_lists::{End, Kind, VERSION, resolve};
use super::ssh_directives::{Directive, Fault, Section, sections};
use super::tls_settings::variable;
use crate::model::{
    Asset, Evidence, Finding, Offer, OfferRole, Protocol, ProtocolKind, UnknownReason,
};
use crate::registry;

/// A keyword that takes a list of algorithms.
struct List {
    keyword: &'static str,
    /// Older names of the same keyword.
    aliases: &'static [&'static str],
    kind: Kind,
    role: OfferRole,
    /// `sshd` refuses it in a `Match` block (`servconf.c`, `SSHCFG_GLOBAL`).
    is_global_on_server: bool,
}

const fn list(keyword: &'static str, kind: Kind, role: OfferRole) -> List {
    List { keyword, aliases: &[], kind, role, is_global_on_server: true }
}

/// In the order in which an administrator reads about them.
const LISTS: &[List] = &[
    list("KexAlgorithms", Kind::KeyExchange, OfferRole::KeyExchange),
    list("HostKeyAlgorithms", Kind::PublicKey, OfferRole::Signature),
    List {
        aliases: &["pubkeyacceptedkeytypes"],
        is_global_on_server: false,
        ..list("PubkeyAcceptedAlgorithms", Kind::PublicKey, OfferRole::Signature)
    },
    List {
        aliases: &["hostbasedacceptedkeytypes", "hostbasedkeytypes"],
        is_global_on_server: false,
        ..list("HostbasedAcceptedAlgorithms", Kind::PublicKey, OfferRole::Signature)
    },
    List {
        is_global_on_server: false,
        ..list("CASignatureAlgorithms", Kind::Authority, OfferRole::Signature)
    },
    list("Ciphers", Kind::Cipher, OfferRole::Cipher),
    list("MACs", Kind::Mac, OfferRole::Mac),
];

impl List {
    fn is(&self, keyword: &str) -> bool {
        self.keyword.eq_ignore_ascii_case(keyword) || self.aliases.contains(&keyword)
    }

    /// What holds where no file sets the list; `None` where that is seldom of interest.
    const fn unset(&self) -> Option<&'static str> {
        match self.kind {
            Kind::KeyExchange => Some(
                "not set: the default of the installed OpenSSH; since 10.0 mlkem768x25519-sha256 first, \
                 9.0 to 9.9 sntrup761x25519-sha512 first",
            ),
            Kind::Authority => None,
            _ => Some("not set: the default of the installed OpenSSH"),
        }
    }
}

/// Other settings on which the cryptography depends; the last say whether the lines of one file add up.
const SETTINGS: &[(&str, bool)] = &[
    ("CertificateFile", true),
    ("FingerprintHash", false),
    ("GSSAPIKexAlgorithms", false),
    ("GSSAPIKeyExchange", false),
    ("HostCertificate", true),
    ("HostKey", true),
    ("HostKeyAgent", false),
    ("IdentityFile", true),
    ("Include", true),
    ("ModuliFile", false),
    ("Protocol", false),
    ("PubkeyAuthOptions", false),
    ("RekeyLimit", false),
    ("RequiredRSASize", false),
    ("TrustedUserCAKeys", false),
    ("WarnWeakCrypto", false),
];

/// Settings that make a block worth an asset of its own, as lists do.
const CHANGES: &[&str] = &["gssapikexalgorithms", "protocol", "rekeylimit", "requiredrsasize"];

/// Offers that the blocks of one file may make together; a block inherits all of the global part.
const MOST_OFFERS: usize = 20_000;
/// Lines that one setting may add up from.
const MOST_PLACES: usize = 100;

/// A whole file.
pub struct Configuration<'a> {
    detector: &'static str,
    end: End,
    /// A file of a `.d` folder: what it does not set, another file may.
    is_fragment: bool,
    /// The global one first.
    sections: &'a [Section],
}

impl<'a> Configuration<'a> {
    /// Reads the text and reports one finding for what holds everywhere, and one for each block that changes
    /// cryptography. What is no configuration gives nothing.
    pub fn report(
        detector: &'static str,
        end: End,
        is_fragment: bool,
        bytes: &[u8],
        sink: &mut Sink,
    ) {
        let too_large = |sink: &mut Sink, detail| {
            sink.unknown(detector, UnknownReason::TooLarge, 0, None, detail);
        };
        let sections = match sections(bytes) {
            Ok(sections) => sections,
            Err(Fault::NoConfiguration) => return,
            Err(Fault::TooLong) => {
                return too_large(sink, "an SSH configuration of too many lines");
            }
        };
        let configuration = Configuration { detector, end, is_fragment, sections: &sections };
        let global = configuration.effective(None);
        if !is_fragment || global.iter().any(|line| changes(line)) {
            sink.found(configuration.finding(&global, None));
        }
        let mut offers = 0;
        for block in sections.iter().filter(|section| !configuration.is_global(section)) {
            if !block.directives.iter().any(changes) {
                continue;
            }
            let finding = configuration.finding(&configuration.effective(Some(block)), Some(block));
            offers += finding.relations.len();
            sink.found(finding);
            if offers > MOST_OFFERS {
                return too_large(sink, "an SSH configuration whose blocks offer too much");
            }
        }
    }

    /// For a client, `Host *` and `Match all` are as good as the global part. For a server a `Match` overrides.
    fn is_global(&self, section: &Section) -> bool {
        section.header.is_none() || (self.end == End::Client && section.is_universal())
    }

    /// The lines that hold in `block` (everywhere, for `None`), the first to count first. The client takes the first
    /// value in the file; the server takes the first among the blocks that match, then the global part.
    fn effective(&self, block: Option<&'a Section>) -> Vec<&'a Directive> {
        let holds = |section: &&Section| {
            section.is_universal() || block.is_some_and(|block| std::ptr::eq(block, *section))
        };
        let lines = |sections: Vec<&'a Section>| {
            sections.into_iter().flat_map(|section| &section.directives).collect::<Vec<_>>()
        };
        match (self.end, block) {
            (End::Client, _) => lines(self.sections.iter().filter(holds).collect()),
            (End::Server, None) => lines(self.sections.iter().take(1).collect()),
            (End::Server, Some(_)) => {
                let blocks = self.sections.iter().skip(1).filter(holds);
                lines(blocks.chain(self.sections.iter().take(1)).collect())
            }
        }
    }

    fn finding(&self, lines: &[&Directive], block: Option<&Section>) -> Finding {
        let mut protocol = Protocol {
            protocol: ProtocolKind::Ssh,
            name: match self.end {
                End::Client => "SSH client".to_owned(),
                End::Server => "SSH server".to_owned(),
            },
            version: None,
            offers: Vec::new(),
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        };
        if let Some(block) = block {
            protocol.name = format!("{}, {}", protocol.name, block.title());
        }
        let mut places = Vec::new();
        for list in LISTS {
            self.add_list(list, lines, block, &mut protocol, &mut places);
        }
        for (keyword, adds_up) in SETTINGS {
            let of = |line: &&&Directive| line.keyword.eq_ignore_ascii_case(keyword);
            let most = if *adds_up { MOST_PLACES } else { 1 };
            for line in lines.iter().filter(of).take(most) {
                let value = line.arguments.join(" ");
                let value = pkcs11_uri::without_pin(&value).into_owned();
                protocol.settings.push(((*keyword).to_owned(), value));
            }
        }
        protocol.settings.sort();
        protocol.settings.dedup();
        let start =
            block.and_then(|block| block.header.as_ref()).or_else(|| places.first().copied());
        let (offset, line) = start.map_or((0, 1), |start| (start.offset, start.line));
        let note = places.iter().map(|place| format!("{} line {}", place.keyword, place.line));
        Finding::new(self.detector, Asset::Protocol(protocol), offset, Some(line))
            .evidence(Evidence::Configured)
            .note(note.collect::<Vec<_>>().join(", "))
    }

    fn add_list<'d>(
        &self,
        list: &List,
        lines: &[&'d Directive],
        block: Option<&Section>,
        protocol: &mut Protocol,
        places: &mut Vec<&'d Directive>,
    ) {
        let own = |line: &Directive| block.is_some_and(|block| block.contains(line));
        let refused =
            |line: &Directive| self.end == End::Server && list.is_global_on_server && own(line);
        let mut set = lines.iter().copied().filter(|line| list.is(&line.keyword)).peekable();
        let mut say = |keyword: &str, text: String| {
            protocol.settings.push((keyword.to_owned(), text));
        };
        while let Some(line) = set.next_if(|line| refused(line)) {
            say(list.keyword, "in the Match block: sshd refuses it there".to_owned());
            places.push(line);
        }
        let Some(line) = set.next() else {
            if let Some(unset) = list.unset().filter(|_| !self.is_fragment) {
                say(list.keyword, unset.to_owned());
            }
            return;
        };
        if !own(line) && set.any(own) {
            let text = "in the block: without effect, an earlier line that always holds sets it";
            say(list.keyword, text.to_owned());
        }
        places.push(line);
        let [argument] = line.arguments.as_slice() else {
            let text = "not one argument: OpenSSH refuses the file";
            say(list.keyword, text.to_owned());
            return;
        };
        if let Some(variable) = variable(argument) {
            let text = format!("{argument}: not determined, it depends on the variable {variable}");
            say(list.keyword, text);
            return;
        }
        let Some(resolved) = resolve(argument, list.kind, self.end) else {
            let text = "a wildcard in a list that does not remove: OpenSSH refuses the file";
            say(list.keyword, text.to_owned());
            return;
        };
        let mut text = argument.clone();
        if resolved.is_relative {
            text += &format!(" (resolved against {VERSION}; the installed version may differ)");
        }
        say(list.keyword, text);
        for name in resolved.names {
            let offered = |offer: &Offer| offer.role == list.role && offer.name == name;
            if !protocol.offers.iter().any(offered) {
                let algorithm = registry::ssh(&name);
                protocol.offers.push(Offer { role: list.role, name, algorithm });
            }
        }
    }
}

fn changes(directive: &Directive) -> bool {
    let keyword = directive.keyword.as_str();
    LISTS.iter().any(|list| list.is(keyword)) || CHANGES.contains(&keyword)
}
