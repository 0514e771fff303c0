//! Commands of `SSL_CONF_cmd(3)`, as openssl.cnf sections, nginx's `ssl_conf_command` and Apache's `SSLOpenSSLConfCmd`
//! have them.

use super::tls_settings::Slot;

/// What a command sets; `None` for those that are no matter of cryptography.
pub fn slot(command: &str) -> Option<Slot> {
    Some(match command.to_ascii_lowercase().as_str() {
        "cipherstring" => Slot::Ciphers,
        "ciphersuites" => Slot::Suites13,
        "minprotocol" => Slot::Lowest,
        "maxprotocol" => Slot::Highest,
        "protocol" => Slot::Versions,
        "curves" | "groups" => Slot::Groups,
        "signaturealgorithms" => Slot::Signatures,
        "clientsignaturealgorithms" => Slot::SignaturesOfPeers,
        "options" | "certificate" | "privatekey" | "dhparameters" | "ecdhparameters"
        | "verifymode" | "verifycafile" | "verifycapath" | "chaincafile" | "chaincapath" => {
            Slot::Plain
        }
        _ => return None,
    })
}
