//! Templates of configurations, and what roles of Ansible make, against Jinja2.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use y2q::detect::DETECTORS;
use y2q::inventory::Record;
use y2q::model::Asset;
use y2q::scan::Progress;

use crate::scanning::{collect, walk};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/templates")
}

/// What is found in every file: line, name and settings, sorted.
fn found() -> BTreeMap<String, Vec<String>> {
    let records = collect(&walk(&[&folder()], 1), DETECTORS, &Progress::default());
    let words = |record: Record| {
        let found = record.findings.iter().map(|finding| {
            let line = finding.occurrence.line.unwrap_or_default();
            let more = match &finding.asset {
                Asset::Protocol(protocol) => {
                    format!(" {:?} {:?}", protocol.version, protocol.offers)
                }
                _ => String::new(),
            };
            format!("{line} {}{more}", finding.asset.name())
        });
        let unknown = record.unknowns.iter();
        let unknown = unknown.map(|one| format!("{} {}", one.line.unwrap_or_default(), one.detail));
        let mut all = found.chain(unknown).collect::<Vec<_>>();
        all.sort();
        all
    };
    records.into_iter().map(|(path, record)| (path, words(record))).collect()
}

#[test]
fn a_template_says_what_the_configuration_says_that_it_makes() {
    let found = found();
    for name in ["site.conf", "haproxy.cfg", "sshd_config"] {
        let made = &found[&format!("made/{name}")];
        assert!(!made.is_empty(), "{name}");
        assert_eq!(&found[&format!("roles/web/templates/{name}.j2")], made, "{name}");
    }
    // What nothing in the tree tells is no algorithm, and every branch counts.
    let open = found["sshd_config.erb"].join("\n");
    assert!(open.contains("hmac-sha2-512") && open.contains("aes128-ctr"), "{open}");
    assert!(!open.contains("${kex}"), "{open}");
}

#[test]
fn keys_of_tasks_have_the_size_that_the_role_says() {
    assert_eq!(
        found()["roles/web/tasks/main.yml"],
        [
            "10 RSA-4096",
            "13 EC-P-384",
            "22 openssl_privatekey.key of the load balancer: size depends on the variable balancer_bits; the value that a \
             run gives it (a plan, a change set, its parameters) would tell the algorithm",
            "26 EC-P-384",
            "30 RSA-4096",
            "4 DH-2048",
        ]
    );
}
