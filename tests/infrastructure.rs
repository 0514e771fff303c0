//! Infrastructure as code and orchestration: against other parsers, and truth written by hand from the files and the
//! providers' documentation.

use std::path::{Path, PathBuf};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Confidence, Finding};
use y2q::scan::examine;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/infrastructure")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn look(path: &str, text: &str) -> Sink {
    examine(DETECTORS, path, text.as_bytes())
}

fn nothing(path: &str, text: &str) {
    let sink = look(path, text);
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{path}: {sink:?}");
}

/// What a finding says, as `truth.tsv` has it.
fn words(finding: &Finding) -> String {
    match &finding.asset {
        Asset::Protocol(protocol) => {
            format!("TLS {}", protocol.version.as_deref().unwrap_or("?"))
        }
        asset => asset.name(),
    }
}

/// Line and words of all that a file gives, sorted.
fn seen(path: &str) -> Vec<(u32, String)> {
    let bytes = std::fs::read(folder().join(path)).unwrap();
    let sink = examine(DETECTORS, path, &bytes);
    let of = |finding: &Finding| (finding.occurrence.line.unwrap_or(0), words(finding));
    let mut all = sink.findings.iter().map(of).collect::<Vec<_>>();
    let unknown = |line: Option<u32>| (line.unwrap_or(0), "unknown".to_owned());
    all.extend(sink.unknowns.iter().map(|unknown| unknown.line).map(unknown));
    all.sort();
    all
}

/// Files of the truth and their rows.
fn truth() -> Vec<(String, Vec<(u32, String)>)> {
    let table = text("truth.tsv");
    let mut files: Vec<(String, Vec<(u32, String)>)> = Vec::new();
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        let fields = row.split('\t').collect::<Vec<_>>();
        let [file, line, words, _source] = fields.as_slice() else { panic!("{row}") };
        if files.last().is_none_or(|(last, _)| last != file) {
            files.push(((*file).to_owned(), Vec::new()));
        }
        files.last_mut().unwrap().1.push((line.parse().unwrap(), (*words).to_owned()));
    }
    files
}

#[test]
fn files_give_what_their_formats_documentation_says() {
    for (file, mut expected) in truth() {
        expected.sort();
        assert_eq!(seen(&file), expected, "{file}");
    }
}

/// Every file of the fixtures is in the truth; one without rows there must give nothing.
#[test]
fn nothing_else_is_found() {
    let known = truth().into_iter().map(|(file, _)| file).collect::<Vec<_>>();
    for part in std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()) {
        for file in part.is_dir().then(|| std::fs::read_dir(&part).unwrap()).into_iter().flatten() {
            let path = file.unwrap().path();
            let path = path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned();
            if !known.contains(&path) {
                assert_eq!(seen(&path), [], "{path}");
            }
        }
    }
}

/// Settings that the notes of Terraform's keys quote stand in the transcript of python-hcl2.
#[test]
fn terraform_settings_are_those_of_another_parser() {
    let transcript = text("structure.tsv");
    let mut count = 0;
    for finding in look("keys.tf", &text("terraform/keys.tf")).findings {
        let mut parts = finding.occurrence.note.split(", ");
        let address = parts.next().unwrap();
        for (name, value) in parts.filter_map(|part| part.split_once(" = ")) {
            let is_there = |row: &str| {
                let fields = row.split('\t').collect::<Vec<_>>();
                fields[0] == "terraform/keys.tf"
                    && fields[2].starts_with(&format!("{address}."))
                    && fields[2].ends_with(&format!(".{name}"))
                    && (fields[3].starts_with("${")
                        || value.split(' ').any(|word| fields[3].contains(word)))
            };
            assert!(transcript.lines().any(is_there), "{address} {name} {value}");
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

/// Lines of findings in YAML and JSON are lines of a scalar for PyYAML, which does not read Helm's templates.
#[test]
fn yaml_lines_are_those_of_another_parser() {
    let transcript = text("structure.tsv");
    for (file, rows) in truth() {
        let is_tree = [".yaml", ".yml", ".json"].iter().any(|ending| file.ends_with(ending))
            && !file.starts_with("helm/");
        for (line, words) in rows.iter().filter(|_| is_tree) {
            // A message inside a scalar of many lines stands on a line of its own.
            if words.starts_with("age file") {
                continue;
            }
            let start = format!("{file}\t{line}\t");
            assert!(transcript.lines().any(|row| row.starts_with(&start)), "{file} {line} {words}");
        }
    }
}

#[test]
fn what_a_run_can_change_is_less_sure() {
    let findings = look("keys.tf", &text("terraform/keys.tf")).findings;
    let of = |line| findings.iter().find(|found| found.occurrence.line == Some(line)).unwrap();
    assert_eq!(of(22).occurrence.confidence, Confidence::Medium);
    assert!(of(22).occurrence.note.contains("the default of var.signing_spec"));
    assert_eq!(of(32).occurrence.confidence, Confidence::High);
    let sink = look("keys.tf", &text("terraform/keys.tf"));
    assert!(sink.unknowns[0].detail.contains("var.from_the_run"), "{:?}", sink.unknowns);
}

#[test]
fn post_quantum_policies_offer_hybrid_groups() {
    let findings = look("endpoints.tf", &text("terraform/endpoints.tf")).findings;
    let Asset::Protocol(protocol) = &findings[0].asset else { panic!("{findings:?}") };
    let names = protocol.offers.iter().map(|offer| offer.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["SecP256r1MLKEM768", "SecP384r1MLKEM1024", "X25519MLKEM768"]);
}

#[test]
fn origins_of_cloudfront_are_clients() {
    let template = "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins:\n        - CustomOriginConfig:\n            OriginSSLProtocols: [TLSv1, TLSv1.2]\n";
    let findings = look("cdn.yaml", template).findings;
    let Asset::Protocol(protocol) = &findings[0].asset else { panic!("{findings:?}") };
    assert_eq!(protocol.version.as_deref(), Some("1.0, 1.2"));
    assert!(protocol.name.starts_with("TLS client (CloudFront to its origins)"));
    assert_eq!(protocol.settings.len(), 1, "{protocol:?}");
}

#[test]
fn texts_about_terraform_are_none() {
    let prose =
        "# Notes\nresource \"aws_kms_key\" \"x\" { customer_master_key_spec = \"RSA_2048\" }\n";
    nothing("README.md", prose);
    nothing("notes.yaml", "text: AWS::KMS::Key is a type\nResources: none\n");
    nothing("main.tf", "resource \"aws_instance\" \"x\" {\n  user_data = \"aws_kms_key\"\n}\n");
    nothing("main.tf", "module \"keys\" {\n  source = \"./aws_kms_key\"\n}\n");
}

#[test]
fn texts_about_kubernetes_are_none() {
    nothing(
        "values.yaml",
        "# cert-manager.io Certificate, KubeletConfiguration\nssl-ciphers: ALL\n",
    );
    nothing("notes.yaml", "text: |\n  apiVersion: cert-manager.io/v1\n  kind: Certificate\n");
    nothing(
        "README.md",
        "apiVersion: cert-manager.io/v1\nkind: Certificate\n--tls-min-version=VersionTLS12\n",
    );
    nothing("secrets.yaml", "value: ENC[AES256_GCM,data:bm8=]\nsops: {}\n");
    nothing(
        "crd.yaml",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: certificates.cert-manager.io\n",
    );
}

#[test]
fn secrets_of_encryption_at_rest_stay_out() {
    let sink = look("at-rest.yaml", &text("kubernetes/at-rest.yaml"));
    assert!(!format!("{sink:?}").contains("bm90LWEt"));
}

#[test]
fn hostile_terraform_stays_cheap() {
    let started = std::time::Instant::now();
    let mut text = "locals {\n  a0 = \"RSA_2048\"\n".to_owned();
    for at in 1..40 {
        text += &format!("  a{at} = \"{}\"\n", format!("${{local.a{}}}", at - 1).repeat(30));
    }
    text += "  loop = local.loop\n}\nresource \"aws_kms_key\" \"x\" {\n  customer_master_key_spec = local.a39\n}\n";
    assert_eq!(look("main.tf", &text).unknowns.len(), 1);
    let deep = format!("resource \"aws_kms_key\" \"x\" {{\n  a = {}\n}}\n", "[".repeat(100_000));
    assert_eq!(look("main.tf", &deep).unknowns.len(), 1);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// Ciphers, key sizes, derivations and hashes of the volumes are those of `cryptsetup luksDump`.
#[test]
fn luks_headers_are_read_as_cryptsetup_reads_them() {
    let expected = [
        ("luks1.img", "aes-cbc-essiv:sha256", 256, ["AES-256-CBC", "PBKDF2", "SHA-1"]),
        ("luks2.img", "aes-xts-plain64", 512, ["AES-256-XTS", "Argon2id", ""]),
        ("luks2-pbkdf2.img", "aes-xts-plain64", 256, ["AES-128-XTS", "PBKDF2", "SHA-512"]),
    ];
    for (name, spec, bits, algorithms) in expected {
        let dump = text(&format!("volumes/{name}.txt"));
        let bytes = std::fs::read(folder().join("volumes").join(name)).unwrap();
        let sink = examine(DETECTORS, name, &bytes);
        let [finding] = sink.findings.as_slice() else { panic!("{name}: {sink:?}") };
        let Asset::RelatedCryptoMaterial(material) = &finding.asset else { panic!("{finding:?}") };
        assert_eq!(material.size_bits, Some(bits));
        assert!(dump.contains(&format!("{bits}")), "{dump}");
        let is_said = |part: &str| dump.contains(part);
        assert!(
            is_said(spec) || spec.split_once('-').is_some_and(|(a, b)| is_said(a) && is_said(b))
        );
        assert!(material.details.iter().any(|(_, value)| value == spec), "{material:?}");
        let found = finding.supporting.iter().map(Asset::name).collect::<Vec<_>>();
        for algorithm in algorithms.iter().filter(|name| !name.is_empty()) {
            assert!(found.iter().any(|found| found == algorithm), "{name}: {found:?}");
        }
        // Salts and digests stay out.
        let all = format!("{sink:?}").replace(' ', "");
        let hex_of =
            |line: &str| line.rsplit(':').next().unwrap_or_default().replace(['\t', ' '], "");
        for line in dump.lines().filter(|line| line.contains("Salt:") || line.contains("salt:")) {
            assert!(!all.contains(&hex_of(line)), "{line}");
        }
        assert_eq!(examine(DETECTORS, name, &bytes[..200]).unknowns.len(), 1);
    }
    nothing("notes.txt", "LUKS is a format; crypttab has cipher=aes-xts-plain64\n");
    nothing("magic", "LUKS\u{ba}\u{be} in a text\n");
}
