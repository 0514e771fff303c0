//! Which Secret of Kubernetes a certificate is of, that lies in an object's `data` or `stringData`.

use memchr::memmem;

use super::kubernetes_manifest::manifests;
use crate::model::Finding;

/// Says of `findings` in `text` whose `tls.crt` they are (kubernetes.io, "TLS Secrets").
pub fn tell(text: &[u8], findings: &mut [Finding]) {
    if findings.is_empty() || memmem::find(text, b"tls.crt").is_none() {
        return;
    }
    let named = named(text);
    if named.is_empty() {
        return;
    }
    for finding in findings {
        let place = finding.occurrence.offset;
        let before = named.partition_point(|(offset, _)| *offset <= place);
        let Some((_, Some(name))) = before.checked_sub(1).and_then(|at| named.get(at)) else {
            continue;
        };
        let own = std::mem::take(&mut finding.occurrence.note);
        let own = if own.is_empty() { own } else { format!("; {own}") };
        finding.occurrence.note = format!("tls.crt of Secret {name}{own}");
    }
}

/// Where the values of a text's objects begin, in order, with the Secret whose `tls.crt` that is.
fn named(text: &[u8]) -> Vec<(u64, Option<String>)> {
    let Ok(text) = std::str::from_utf8(text) else { return Vec::new() };
    let mut named = Vec::new();
    for manifest in manifests(text) {
        let is_secret = manifest.api == "v1" && manifest.kind == "Secret";
        let name = Some(manifest.spelled(&manifest.name)).filter(|_| is_secret);
        let name = name.filter(|name| !name.is_empty() && !name.contains(['$', ';', ' ']));
        for leaf in &manifest.leaves {
            let is_certificate = ["data.tls.crt", "stringData.tls.crt"].contains(&&*leaf.path);
            named.push((leaf.offset, name.clone().filter(|_| is_certificate)));
        }
    }
    named.sort();
    if named.iter().all(|(_, name)| name.is_none()) { Vec::new() } else { named }
}
