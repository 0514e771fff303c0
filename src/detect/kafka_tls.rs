//! TLS of Kafka.

use super::config_lines::{PROPERTIES, lines};
use super::tls_service::settings;
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Kafka brokers and clients.
pub const DETECTOR: Detector = Detector {
    id: "kafka-tls",
    title: "TLS of Kafka",
    about: "Properties of Kafka brokers, Connect, ZooKeeper clients and clients (kafka.apache.org, `ssl.…`): versions, suites by \
            Java's names, keystores, and which listeners use them; overrides of one listener are kept as they are written. \
            Passwords are not read.",
    anchors: &[
        "ssl.enabled.protocols",
        "ssl.cipher.suites",
        "ssl.keystore.",
        "ssl.truststore.",
        "ssl.protocol",
    ],
    wants,
    detect,
};

/// Unset: `DEFAULT_SSL_…` of clients/src/main/java/org/apache/kafka/common/config/SslConfigs.java, KIP-573.
const KEYWORDS: &[Keyword] = &[
    with_default(
        "ssl.enabled.protocols",
        Slot::Versions,
        "not set: TLSv1.2,TLSv1.3 since Kafka 2.6 on Java 11 and later; long before that TLSv1.2,TLSv1.1,TLSv1",
    ),
    with_default(
        "ssl.protocol",
        Slot::Plain,
        "not set: TLSv1.3 since Kafka 2.6 on Java 11 and later; long before that TLS",
    ),
    with_default("ssl.cipher.suites", Slot::Suites, "not set: those of the installed Java runtime"),
    keyword("ssl.keystore.type", Slot::Plain),
    keyword("ssl.keystore.location", Slot::Plain),
    keyword("ssl.truststore.type", Slot::Plain),
    keyword("ssl.truststore.location", Slot::Plain),
    keyword("ssl.client.auth", Slot::Plain),
    keyword("ssl.endpoint.identification.algorithm", Slot::Plain),
    keyword("ssl.provider", Slot::Plain),
    keyword("ssl.keymanager.algorithm", Slot::Plain),
    keyword("ssl.secure.random.implementation", Slot::Plain),
    keyword("security.protocol", Slot::Plain),
    keyword("security.inter.broker.protocol", Slot::Plain),
    keyword("listeners", Slot::Plain),
    keyword("listener.security.protocol.map", Slot::Plain),
    keyword("sasl.mechanism", Slot::Plain),
    keyword("sasl.enabled.mechanisms", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored
        && (peek.name.ends_with(".properties")
            || peek.path.contains("kafka") && peek.name.ends_with(".conf"))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &PROPERTIES);
    if !all.iter().any(|line| line.key.starts_with("ssl.")) {
        return;
    }
    let is_broker = all.iter().any(|line| {
        ["listeners", "broker.id", "process.roles", "node.id"].iter().any(|name| line.is(name))
    });
    let name = if is_broker { "TLS server (Kafka)" } else { "TLS client (Kafka)" };
    let Some(mut found) = settings(name, KEYWORDS, &all.iter().collect::<Vec<_>>()) else { return };
    let endings =
        KEYWORDS.iter().map(|keyword| keyword.name).filter(|name| name.starts_with("ssl."));
    let endings = endings.collect::<Vec<_>>();
    let overrides = all.iter().filter(|line| line.key.starts_with("listener.name."));
    for line in
        overrides.filter(|line| endings.iter().any(|ending| line.key.ends_with(ending))).take(100)
    {
        found.stands(line.place());
        found.say(&line.key, line.value.clone());
    }
    sink.found(found.finding(DETECTOR.id));
}
