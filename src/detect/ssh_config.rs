//! Configuration of the SSH client.

use super::ssh_algorithm_lists::End;
use super::ssh_protocol::Configuration;
use super::{Detector, Input, Peek, Sink};

/// Finds SSH client configurations.
pub const DETECTOR: Detector = Detector {
    id: "ssh-config",
    title: "SSH client configuration",
    about: "ssh_config(5) files, fragments in `ssh_config.d`, and users' `.ssh/config`: key exchange, host and user key, \
            cipher and MAC lists in order, and `Host` and `Match` blocks that change them. The first value in the file \
            counts; `Host *` and `Match all` are part of what holds everywhere. `+`, `-`, `^` and wildcards are resolved \
            against the lists of OpenSSH 10.0; what a file does not set is the installed version's default. `Include` is \
            named, not followed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    // A scan of `~/.ssh` itself shows the file as `config`, a name that many programs use.
    peek.name == "ssh_config"
        || peek.path.ends_with(".ssh/config")
        || is_fragment(peek.path)
        || (peek.path == "config" && has_host_line(peek.head))
}

fn has_host_line(head: &[u8]) -> bool {
    let words = |line: &[u8]| line.len() > 5 && line[..5].eq_ignore_ascii_case(b"host ");
    head.split(|byte| *byte == b'\n').any(|line| words(line.trim_ascii_start()))
}

fn is_fragment(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    parts.next().is_some_and(|name| name.ends_with(".conf")) && parts.next() == Some("ssh_config.d")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let is_fragment = is_fragment(input.path);
    Configuration::report(DETECTOR.id, End::Client, is_fragment, input.bytes, sink);
}
