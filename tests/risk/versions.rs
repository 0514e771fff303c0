//! Whether TLS 1.3 is among the versions that are stated, in every spelling of them.

use y2q::model::{Asset, Protocol, ProtocolKind};
use y2q::risk::is_before_tls13;

use super::assets::protocol;

fn stated(kind: ProtocolKind, version: Option<&str>) -> Protocol {
    let Asset::Protocol(mut one) = protocol(kind, Vec::new()) else { unreachable!() };
    one.version = version.map(str::to_owned);
    one
}

#[test]
fn a_lowest_version_does_not_exclude_a_newer_one() {
    for (version, is_old) in [
        ("1.2", true),
        ("1.0, 1.1, 1.2", true),
        ("1.0 to 1.2", true),
        ("up to 1.2", true),
        ("SSL 3.0, 1.2", true),
        ("SSL 3.0", true),
        ("TLSv1.2", true),
        ("DTLS 1.2", true),
        ("1.2, DTLS 1.2", true),
        ("1.2, DTLS 1.3", true),
        ("1.3", false),
        ("1.2, 1.3", false),
        ("1.2 and later", false),
        ("1.2 to 1.3", false),
        ("SSL 3.0 and later", false),
        ("DTLS 1.3", false),
        ("1.3, DTLS 1.2", false),
        ("1.2, whatever", false),
    ] {
        let one = stated(ProtocolKind::Tls, Some(version));
        assert_eq!(is_before_tls13(&one), is_old, "{version}");
    }
    assert!(!is_before_tls13(&stated(ProtocolKind::Tls, None)));
    assert!(!is_before_tls13(&stated(ProtocolKind::Ssh, Some("1"))));
}
