//! Third-party samples with their truth table, whose folder `Y2Q_SAMPLES` names. `tests/run` runs this test where it does; else it
//! is ignored: by name, and counted.

use super::*;

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn third_party_samples_agree_with_their_truth() {
    let folder = std::env::var_os("Y2Q_SAMPLES").map(PathBuf::from);
    let folder = folder.expect("Y2Q_SAMPLES names the samples");
    let mut reader =
        csv::Reader::from_path(folder.join("truth.csv")).expect("Y2Q_SAMPLES holds truth.csv");
    let mut checked = 0;
    for row in
        reader.deserialize::<std::collections::BTreeMap<String, String>>().map(Result::unwrap)
    {
        let container = row["container"].as_str();
        let is_ours =
            ["openssh-", "ssh-", "sshsig"].iter().any(|prefix| container.starts_with(prefix));
        if !is_ours {
            continue;
        }
        checked += 1;
        let file = &row["file"];
        let bytes =
            std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        // The samples' names carry a prefix; the name by which OpenSSH knows the file decides.
        let name =
            if container == "ssh-authorized-keys" { "authorized_keys" } else { file.as_str() };
        let sink = look(name, &bytes);
        assert_eq!(sink.unknowns, [], "{file}");
        assert_eq!(sink.findings.len().to_string(), row["n_objects"], "{file}");
        let finding = &sink.findings[0];
        let sizes = row["key_param"]
            .split('+')
            .map(|part| part.rsplit('-').next().unwrap())
            .collect::<BTreeSet<_>>();
        match container {
            "openssh-certificate" => {
                let plain = row["key_alg"].replace("-cert-v01@openssh.com", "");
                let certificate = certificate(finding);
                assert_eq!(plain, "ssh-rsa");
                let size = certificate.key_algorithm.parameter_set.as_deref().unwrap();
                assert!(sizes.contains(size), "{file}");
            }
            "sshsig" => {
                let (key, hash) = row["sig_alg"].split_once('/').unwrap();
                let signature = material(finding);
                assert_eq!(detail(signature, "hash"), hash, "{file}");
                assert_eq!(signature.algorithm.as_ref().unwrap().name, "Ed25519", "{file}: {key}");
            }
            _ => {
                let types =
                    sink.findings.iter().map(|finding| detail(material(finding), "ssh_type"));
                let types = types.collect::<BTreeSet<_>>();
                assert_eq!(types, row["key_alg"].split('+').collect(), "{file}");
                let bits = sink
                    .findings
                    .iter()
                    .map(|found| material(found).size_bits.unwrap().to_string());
                assert_eq!(
                    bits.collect::<BTreeSet<_>>(),
                    sizes.iter().map(|size| (*size).to_owned()).collect()
                );
                let protection = material(finding).protection.as_ref();
                assert_eq!(protection.is_some(), row["encrypted"] == "yes", "{file}");
                if let Some((cipher, derivation)) = row["enc_scheme"].split_once('/') {
                    assert_eq!(
                        protection.unwrap().scheme,
                        format!("{derivation} {cipher}"),
                        "{file}"
                    );
                }
            }
        }
    }
    assert!(checked > 0, "truth.csv has rows of this kind");
}
