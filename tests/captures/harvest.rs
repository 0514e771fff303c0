//! What recorded traffic can be read later: by server and tier, from flows whose bytes are counted by hand.

use std::path::Path;
use std::process::Command;

use super::fixture;
use super::frames::packets;

const ESTATE: &str = r#"
schema = 1

[estate]
name = "Recorded"

[[system]]
id = "records"
name = "Medical records"
paths = ["hospital/**"]
data_tier = "classified"

[[system]]
id = "site"
name = "Web site"
paths = ["site/**"]
data_tier = "open"

[[system]]
id = "edge"
name = "By the address of the server"
hosts = ["10.0.0.2"]
data_tier = "sensitive"
"#;

/// Bytes of TCP payload in a capture.
fn payload(name: &str) -> u64 {
    let of = |frame: &Vec<u8>| {
        let total = u64::from(u16::from_be_bytes([frame[16], frame[17]]));
        total - 20 - u64::from(frame[46] >> 4) * 4
    };
    packets(&fixture(name)).iter().map(of).sum()
}

#[test]
fn flows_and_bytes_are_told_by_server_exchange_and_tier() {
    let folder = tempfile::tempdir().unwrap();
    let below = |name: &str| folder.path().join(name);
    for (place, name) in [("hospital", "tls12-rsa.pcap"), ("site", "tls13.pcap")] {
        std::fs::create_dir(below(place)).unwrap();
        std::fs::write(below(place).join(name), fixture(name)).unwrap();
    }
    std::fs::write(below("quic.pcap"), fixture("quic-v1.pcap")).unwrap();
    std::fs::write(below("estate.toml"), ESTATE).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder.path())
        .args(["assess", ".", "--out", "out", "--quiet"])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    let plan = std::fs::read(Path::new(&below("out")).join("plan.json")).expect(&error);
    let plan: serde_json::Value = serde_json::from_slice(&plan).unwrap();
    let rows = plan["harvested"].as_array().unwrap();
    let told = rows.iter().map(|row| {
        format!(
            "{} {} {} {} {} {} {}",
            row["system"].as_str().unwrap(),
            row["tier"].as_str().unwrap(),
            row["place"].as_str().unwrap(),
            row["exchange"].as_str().unwrap(),
            row["fate"].as_str().unwrap(),
            row["flows"],
            row["bytes"],
        )
    });
    let (rsa, latest) = (payload("tls12-rsa.pcap"), payload("tls13.pcap"));
    let told = told.collect::<Vec<_>>();
    let (quic, told): (Vec<_>, Vec<_>) = told.into_iter().partition(|row| row.contains("quic"));
    let place = "edge sensitive quic.pcap!quic://10.0.0.2:8443 secp256r1 each-session 1 ";
    assert!(matches!(&quic[..], [row] if row.starts_with(place)), "{quic:?}");
    assert_eq!(
        told,
        [
            format!(
                "records classified hospital/tls12-rsa.pcap!tls://127.0.0.1:44303 RSA one-key 1 {rsa}"
            ),
            format!(
                "site open site/tls13.pcap!tls://127.0.0.1:44301 x25519 each-session 1 {latest}"
            ),
        ]
    );
    let report = std::fs::read_to_string(below("out").join("report.md")).unwrap();
    assert!(report.contains("## Harvested already"));
    assert!(report.contains("tier C (classified): 1 flow, "), "{report}");
    let page = std::fs::read_to_string(below("out").join("report.html")).unwrap();
    assert!(page.contains("<h2 id=\"harvested-title\">"));
    let server = "hospital/tls12-rsa.pcap!tls://127.0.0.1:44303: 1 flow, ";
    assert!(page.replace("&#x2f;", "/").contains(server), "{server}");
}
