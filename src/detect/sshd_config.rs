//! Configuration of the SSH server.

use super::ssh_algorithm_lists::End;
use super::ssh_protocol::Configuration;
use super::{Detector, Input, Peek, Sink};

/// Finds SSH server configurations.
pub const DETECTOR: Detector = Detector {
    id: "sshd-config",
    title: "SSH server configuration",
    about: "sshd_config(5) files and fragments in `sshd_config.d`: key exchange, host and user key, cipher and MAC lists in \
            order, `Match` blocks that change them, host key files and size limits. The first value counts. `+`, `-`, `^` \
            and wildcards are resolved against the lists of OpenSSH 10.0; what a file does not set is the installed \
            version's default, which the file does not show. `Include` is named, not followed: included files are \
            inputs of their own.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    peek.name == "sshd_config" || is_fragment(peek.path)
}

fn is_fragment(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    parts.next().is_some_and(|name| name.ends_with(".conf"))
        && parts.next() == Some("sshd_config.d")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let is_fragment = is_fragment(input.path);
    Configuration::report(DETECTOR.id, End::Server, is_fragment, input.bytes, sink);
}
