//! Which lists of a configuration say what signatures it accepts of its peers.

use crate::model::{Protocol, ProtocolKind};

/// Of OpenSSH those that keys of hosts and users are accepted by (`sshd_config(5)`, `ssh_config(5)`).
const OF_SSH: [&str; 2] = ["HostKeyAlgorithms", "PubkeyAcceptedAlgorithms"];

/// Of TLS those of a server that asks for a certificate (`SSL_CONF_cmd(3)`); without one, the server's own list holds for both.
const OF_PEERS: [&str; 2] = ["clientsignaturealgorithms", "client-sigalgs"];

/// Whether every list that decides has one of `names`, which some list has. A list that is left to the defaults of the
/// installed software has not.
pub(super) fn lists_have(protocol: &Protocol, names: &[&str]) -> bool {
    let has = |said: &[&str]| {
        said.iter()
            .any(|text| !text.starts_with('-') && names.iter().any(|name| text.contains(name)))
    };
    let said = |is_meant: &dyn Fn(&str) -> bool| -> Vec<&str> {
        let settings = protocol.settings.iter().filter(|(keyword, _)| is_meant(keyword));
        settings.map(|(_, text)| text.as_str()).collect()
    };
    let is_of_peers = |keyword: &str| {
        let last = keyword.rsplit([' ', '.']).next().unwrap_or_default().to_ascii_lowercase();
        OF_PEERS.contains(&last.as_str())
    };
    let lists: Vec<Vec<&str>> = match protocol.protocol {
        ProtocolKind::Ssh => OF_SSH.iter().map(|one| said(&|keyword| keyword == *one)).collect(),
        ProtocolKind::Tls => vec![said(&is_of_peers)],
        _ => Vec::new(),
    };
    lists.iter().filter(|said| !said.is_empty()).all(|said| has(said))
}
