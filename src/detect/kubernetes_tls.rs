//! TLS that Kubernetes objects configure: ingresses, gateways, the control plane.

use super::kubernetes_flags as flags;
use super::kubernetes_manifest::{Manifest, manifests};
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::yaml_leaves::Leaf;
use super::{Detector, Input, Peek, Sink, tls_tree, traefik_tls};

/// Finds TLS settings of Kubernetes.
pub const DETECTOR: Detector = Detector {
    id: "kubernetes-tls",
    title: "TLS of Kubernetes: ingresses, gateways, control plane",
    about: "Objects of Kubernetes in YAML and JSON, and Helm's templates as far as they are literal: annotations and the \
            ConfigMap of ingress-nginx, Gateway of Istio, TLSOption of Traefik, HTTPProxy of Contour, \
            KubeletConfiguration, `extraArgs` of kubeadm, and flags of containers (`--tls-cipher-suites`, \
            `--tls-min-version`, `--cipher-suites` of etcd). What is not set is the default of the installed version and \
            its Go; a value that a template gives is said to depend on it.",
    anchors: &[
        "nginx.ingress.kubernetes.io/",
        "ssl-protocols",
        "ssl-ciphers",
        "networking.istio.io",
        "TLSOption",
        "minimumProtocolVersion",
        "KubeletConfiguration",
        "tls-cipher-suites",
        "tls-min-version",
        "--cipher-suites",
        "kube-apiserver",
    ],
    wants: |peek| peek.anchored && is_manifest(peek),
    detect,
};

/// Whether a file can be one of objects, by its name.
pub fn is_manifest(peek: &Peek<'_>) -> bool {
    let endings = [".yaml", ".yml", ".json", ".yaml.tpl", ".manifest"];
    endings.iter().any(|ending| peek.name.ends_with(ending))
}

const INGRESS: &[Keyword] =
    &[keyword("ssl-ciphers", Slot::Ciphers), keyword("ssl-prefer-server-ciphers", Slot::Plain)];
const UPSTREAM: &[Keyword] = &[
    keyword("proxy-ssl-protocols", Slot::Versions),
    keyword("proxy-ssl-ciphers", Slot::Ciphers),
    keyword("proxy-ssl-verify", Slot::Plain),
];
const INGRESS_MAP: &[Keyword] = &[
    with_default("ssl-protocols", Slot::Versions, "not set: TLSv1.2 TLSv1.3 in ingress-nginx"),
    with_default(
        "ssl-ciphers",
        Slot::Ciphers,
        "not set: the default of the installed ingress-nginx",
    ),
    with_default("ssl-ecdh-curve", Slot::Groups, "not set: auto, the default of its OpenSSL"),
    keyword("ssl-dh-param", Slot::Plain),
];
const ISTIO: &[Keyword] = &[
    with_default("minProtocolVersion", Slot::Lowest, "not set: TLSV1_2 in Istio 1.14 and later"),
    keyword("maxProtocolVersion", Slot::Highest),
    with_default("cipherSuites", Slot::Ciphers, "not set: the default of the installed Istio"),
    keyword("ecdhCurves", Slot::Groups),
    keyword("mode", Slot::Plain),
    keyword("credentialName", Slot::Plain),
];
const TRAEFIK: &[Keyword] = &[
    with_default("minVersion", Slot::Lowest, traefik_tls::UNSET_VERSION),
    keyword("maxVersion", Slot::Highest),
    with_default("cipherSuites", Slot::Suites, "not set: the default of Go"),
    with_default("curvePreferences", Slot::Groups, "not set: the default of Go"),
];
const CONTOUR: &[Keyword] = &[
    keyword("minimumProtocolVersion", Slot::Lowest),
    keyword("maximumProtocolVersion", Slot::Highest),
    keyword("secretName", Slot::Plain),
];
const KUBELET: &[Keyword] = &[
    with_default("tlsMinVersion", Slot::Lowest, flags::UNSET_VERSION),
    with_default("tlsCipherSuites", Slot::Suites, flags::UNSET_SUITES),
    keyword("tlsCertFile", Slot::Plain),
    keyword("serverTLSBootstrap", Slot::Plain),
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for manifest in manifests(text) {
        let all = manifest.leaves.iter().collect::<Vec<_>>();
        if let Some((title, root, keywords)) = whole(&manifest) {
            one(&manifest, title, root, keywords, sink);
        }
        if all.iter().any(|leaf| leaf.path.contains("nginx.ingress.kubernetes.io/")) {
            let root = "metadata.annotations.nginx.ingress.kubernetes.io/";
            one(&manifest, "TLS server (ingress-nginx)", root, INGRESS, sink);
            one(&manifest, "TLS client (ingress-nginx to its backend)", root, UPSTREAM, sink);
        }
        if manifest.is("networking.istio.io", "Gateway") {
            for root in servers(&manifest.leaves) {
                one(&manifest, "TLS server (Istio)", &root, ISTIO, sink);
            }
        }
        flags::report(DETECTOR.id, &manifest, sink);
    }
}

/// Objects that have all of their settings in one place.
fn whole(manifest: &Manifest) -> Option<(&'static str, &'static str, &'static [Keyword])> {
    let is_ingress_map = manifest.kind == "ConfigMap"
        && ["data.ssl-protocols", "data.ssl-ciphers", "data.ssl-ecdh-curve"]
            .iter()
            .any(|path| manifest.leaf(path).is_some());
    if is_ingress_map {
        return Some(("TLS server (ingress-nginx)", "data.", INGRESS_MAP));
    }
    if manifest.is("traefik.io", "TLSOption") || manifest.is("traefik.containo.us", "TLSOption") {
        return Some(("TLS server (Traefik)", "spec.", TRAEFIK));
    }
    if manifest.is("projectcontour.io", "HTTPProxy") {
        return Some(("TLS server (Contour)", "spec.virtualhost.tls.", CONTOUR));
    }
    let is_kubelet = manifest.is("kubelet.config.k8s.io", "KubeletConfiguration");
    is_kubelet.then_some(("TLS server (kubelet)", "", KUBELET))
}

fn one(manifest: &Manifest, title: &str, root: &str, keywords: &[Keyword], sink: &mut Sink) {
    let title = format!("{title}, {}", manifest.title());
    let all = manifest.leaves.iter().collect::<Vec<_>>();
    if let Some(settings) = tls_tree::settings(&title, root, keywords, &all) {
        sink.found(settings.finding(DETECTOR.id));
    }
}

/// `spec.servers[n].tls.` of each server that has one.
fn servers(leaves: &[Leaf]) -> Vec<String> {
    const MOST: usize = 500;
    let mut roots: Vec<String> = Vec::new();
    for leaf in leaves.iter().filter(|leaf| leaf.path.starts_with("spec.servers[")) {
        if let Some((before, _)) = leaf.path.split_once(".tls.")
            && roots.last().is_none_or(|last| !last.starts_with(&format!("{before}.")))
            && roots.len() < MOST
        {
            roots.push(format!("{before}.tls."));
        }
    }
    roots
}
