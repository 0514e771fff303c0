//! Keys, certificates and TLS endpoints that Terraform and OpenTofu declare.

use super::{Detector, Input, Peek, Sink, cloud_resources, terraform_document};
use crate::model::UnknownReason;

/// Finds what Terraform declares.
pub const DETECTOR: Detector = Detector {
    id: "terraform",
    title: "Keys, certificates and TLS that Terraform and OpenTofu declare",
    about: "`.tf`, `.tofu` and their JSON (developer.hashicorp.com, \"Terraform language\"): keys of AWS KMS, ACM and Private \
            CA, Google Cloud KMS and CAS, Azure Key Vault, Vault and the tls and acme providers, with what the provider's \
            documentation says of settings that are not given; TLS policies and lowest versions of load balancers, \
            CloudFront, API Gateway, Google SSL policies and Azure's services. Variables with a default and locals are \
            resolved within the file; what depends on anything else is said with what it depends on. Modules, data \
            sources and values of a run are not read.",
    anchors: &[
        "aws_kms_",
        "aws_acm",
        "aws_lb_listener",
        "aws_alb_listener",
        "aws_cloudfront_distribution",
        "aws_api",
        "google_kms_crypto_key",
        "google_privateca_",
        "google_compute_",
        "azurerm_key_vault_",
        "min_tls_version",
        "minimum_tls_version",
        "tls_min_version",
        "tls_private_key",
        "acme_certificate",
        "vault_pki_secret_backend_",
        "vault_transit_secret_backend_key",
    ],
    wants,
    detect,
};

fn is_json(name: &str) -> bool {
    [".tf.json", ".tofu.json"].iter().any(|ending| name.ends_with(ending))
}

fn wants(peek: &Peek<'_>) -> bool {
    let is_native = [".tf", ".tofu"].iter().any(|ending| peek.name.ends_with(ending));
    peek.anchored && (is_native || is_json(peek.name))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let resources = if is_json(input.name) {
        terraform_document::json(text)
    } else {
        terraform_document::native(text.trim_start_matches('\u{feff}'))
    };
    let Some(resources) = resources else {
        let detail = "a Terraform file whose syntax is broken or that passes a bound; its resources were not read";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    };
    for resource in &resources {
        cloud_resources::report(DETECTOR.id, resource, sink);
    }
}
