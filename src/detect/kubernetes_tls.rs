//! TLS that Kubernetes objects configure: ingresses, gateways, the control plane.

use super::kubernetes_flags as flags;
use super::kubernetes_manifest::{Manifest, manifests};
use super::tls_settings::{Keyword, Place, Slot, TlsSettings, keyword, with_default};
use super::yaml_leaves::Leaf;
use super::{Detector, Input, Peek, Sink, tls_tree, traefik_tls};

/// Finds TLS settings of Kubernetes.
pub const DETECTOR: Detector = Detector {
    id: "kubernetes-tls",
    title: "TLS of Kubernetes: ingresses, gateways, control plane",
    about: "Objects of Kubernetes in YAML and JSON, and Helm's templates as far as they are literal: annotations and the \
            ConfigMap of ingress-nginx, `tls` of an Ingress, Gateway of the Gateway API and of Istio, TLSOption of Traefik, HTTPProxy of Contour, \
            KubeletConfiguration, `extraArgs` of kubeadm, and flags of containers (`--tls-cipher-suites`, \
            `--tls-min-version`, `--cipher-suites` of etcd). What is not set is the default of the installed version and \
            its Go; a value that a template gives is said to depend on it.",
    anchors: &[
        "nginx.ingress.kubernetes.io/",
        "ssl-protocols",
        "ssl-ciphers",
        "networking.istio.io",
        "TLSOption",
        "secretName",
        "certificateRefs",
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
        let of_nginx = all.iter().any(|leaf| leaf.path.starts_with(OF_NGINX));
        if manifest.kind == "Ingress" {
            ingress(&manifest, of_nginx, sink);
        } else if of_nginx {
            one(&manifest, "TLS server (ingress-nginx)", OF_NGINX, INGRESS, sink);
        }
        if of_nginx {
            one(&manifest, "TLS client (ingress-nginx to its backend)", OF_NGINX, UPSTREAM, sink);
        }
        if manifest.is("gateway.networking.k8s.io", "Gateway") {
            listeners(&manifest, sink);
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

/// Annotations of ingress-nginx.
const OF_NGINX: &str = "metadata.annotations.nginx.ingress.kubernetes.io/";
/// What neither an Ingress nor a Gateway says: versions, suites and groups.
const LEFT: &str =
    "not set here: the configuration of its controller, or the default of the installed version";

/// An Ingress that ends TLS (networking.k8s.io/v1, IngressTLS), or whose annotations set any of it.
fn ingress(manifest: &Manifest, of_nginx: bool, sink: &mut Sink) {
    let all = manifest.leaves.iter().collect::<Vec<_>>();
    let class = ["spec.ingressClassName", "metadata.annotations.kubernetes.io/ingress.class"];
    let class = class.iter().find_map(|path| manifest.leaf(path));
    let of_nginx = of_nginx || class.is_some_and(|class| class.value == "nginx");
    let server = if of_nginx { "TLS server (ingress-nginx)" } else { "TLS server (Ingress)" };
    let title = format!("{server}, {}", manifest.title());
    let ends = |leaf: &&&Leaf| leaf.path.starts_with("spec.tls[");
    let annotated = tls_tree::settings(&title, OF_NGINX, INGRESS, &all);
    let Some(first) = all.iter().find(ends) else {
        if let Some(settings) = annotated {
            sink.found(settings.finding(DETECTOR.id));
        }
        return;
    };
    let mut settings = annotated.unwrap_or_else(|| {
        let mut settings = TlsSettings::new(&title);
        settings.say("key exchange", LEFT);
        settings
    });
    settings.stands(Place { keyword: "tls".into(), ..first.place() });
    for leaf in all.iter().filter(|leaf| ends(leaf) && leaf.path.ends_with("].secretName")) {
        let place = Place { keyword: "secretName".into(), ..leaf.place() };
        settings.set(Slot::Plain, place, &manifest.spelled(&leaf.value));
    }
    sink.found(settings.finding(DETECTOR.id));
}

/// Listeners of a Gateway that end TLS (gateway.networking.k8s.io/v1, GatewayTLSConfig).
fn listeners(manifest: &Manifest, sink: &mut Sink) {
    let named = manifest.leaves.iter().filter(|leaf| {
        leaf.path.starts_with("spec.listeners[")
            && leaf.path.contains("].tls.certificateRefs[")
            && leaf.path.ends_with("].name")
    });
    let mut settings = TlsSettings::new(format!("TLS server (Gateway), {}", manifest.title()));
    settings.say("key exchange", LEFT);
    let mut any = false;
    for leaf in named {
        let beside = |key: &str| manifest.leaf(&leaf.path.replace("].name", key));
        let ends = |path: &str| manifest.leaf(path).is_none_or(|mode| mode.value != "Passthrough");
        let listener =
            leaf.path.split_once("certificateRefs[").map_or("", |(listener, _)| listener);
        if !ends(&format!("{listener}mode")) {
            continue;
        }
        any = true;
        let name = match beside("].namespace") {
            Some(namespace) => format!("{}/{}", namespace.value, leaf.value),
            None => manifest.spelled(&leaf.value),
        };
        let place = Place { keyword: "certificateRefs".into(), ..leaf.place() };
        settings.set(Slot::Plain, place, &name);
    }
    if any {
        sink.found(settings.finding(DETECTOR.id));
    }
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
