//! Which declared resources are keys, certificates and TLS endpoints, and where they say their algorithms. Paths are
//! those of Terraform's providers; CloudFormation's are the same words in other capitals.

use super::cloud_key_names::{self, Purpose};
use super::cloud_tls;
use super::declared_resource::{Resource, Setting, Value};
use super::tls_settings::{Slot, TlsSettings};
use super::{Sink, cloud_keys};
use crate::model::Algorithm;

/// One kind of resource.
pub struct Rule {
    /// Its types.
    pub kinds: &'static [&'static str],
    /// What it declares.
    pub declares: Declares,
}

/// What a resource declares.
pub enum Declares {
    /// A key or signature that one word names.
    Key(Key),
    /// A key by type, size and curve.
    Typed(Typed),
    /// An endpoint of TLS.
    Tls(Tls),
}

/// A key or signature that one word names.
pub struct Key {
    /// Where the word stands.
    pub spec: &'static [&'static str],
    /// What holds without it, by the provider's documentation; empty where nothing does.
    pub unset: &'static str,
    /// A setting without which there is no such key, empty for none.
    pub needs: &'static str,
    /// Where the purpose stands, and what holds without it.
    pub usage: &'static str,
    pub usage_unset: &'static str,
    /// What the word stands for.
    pub names: fn(&str, Purpose) -> Algorithm,
}

/// A key by type, size and curve, each with what holds without it.
pub struct Typed {
    pub kind: &'static [&'static str],
    pub kind_unset: &'static str,
    pub size: &'static [&'static str],
    /// For RSA.
    pub size_unset: &'static str,
    /// Where a curve is said by its size.
    pub field: &'static [&'static str],
    pub curve: &'static [&'static str],
    pub curve_unset: &'static str,
    pub usage: &'static str,
}

/// An endpoint of TLS.
pub struct Tls {
    /// Who is it, for people.
    pub title: &'static str,
    /// Where the policy or lowest version stands.
    pub policy: &'static [&'static str],
    /// What holds without it where one of the further settings is there; empty where nothing does.
    pub unset: &'static str,
    /// What the policy stands for.
    pub means: fn(&str, &mut TlsSettings),
    /// Suites and other settings.
    pub further: &'static [(&'static str, Slot)],
    /// A setting and the values of which one must be there for this to be an endpoint of TLS.
    pub only: (&'static str, &'static [&'static str]),
}

const KEY: Key = Key {
    spec: &[],
    unset: "",
    needs: "",
    usage: "",
    usage_unset: "",
    names: cloud_key_names::aws,
};
/// Type, size and curve under the names that most providers have.
pub const TYPED: Typed = Typed {
    kind: &["key_type"],
    kind_unset: "",
    size: &["key_size", "key_bits"],
    size_unset: "",
    field: &["key_size", "key_bits"],
    curve: &["curve"],
    curve_unset: "",
    usage: "",
};
const TLS: Tls = Tls {
    title: "",
    policy: &[],
    unset: "",
    means: cloud_tls::lowest,
    further: &[],
    only: ("", &[]),
};

fn signature(name: &str, _: Purpose) -> Algorithm {
    cloud_key_names::aws_signature(name)
}

/// `OriginSSLProtocols`: in Terraform's words, and in those of CloudFormation with an underscore before every capital.
const ORIGIN: &[&str] = &[
    "origin.custom_origin_config.origin_ssl_protocols",
    "distribution_config.origins.custom_origin_config.origin_s_s_l_protocols",
];

const VAULT: Declares = Declares::Typed(Typed { kind_unset: "rsa", size_unset: "2048", ..TYPED });

/// What is read, with the page of the provider's documentation that says so.
pub const RULES: &[Rule] = &[
    // AWS KMS, API CreateKey: KeySpec is SYMMETRIC_DEFAULT and KeyUsage ENCRYPT_DECRYPT where not given.
    Rule {
        kinds: &["aws_kms_key", "aws_kms_external_key", "AWS::KMS::Key"],
        declares: Declares::Key(Key {
            spec: &["customer_master_key_spec", "key_spec"],
            unset: "SYMMETRIC_DEFAULT",
            usage: "key_usage",
            usage_unset: "ENCRYPT_DECRYPT",
            ..KEY
        }),
    },
    // ACM, API RequestCertificate: RSA_2048 where not given. What is imported is read where it stands.
    Rule {
        kinds: &["aws_acm_certificate", "AWS::CertificateManager::Certificate"],
        declares: Declares::Key(Key {
            spec: &["key_algorithm"],
            unset: "RSA_2048",
            needs: "domain_name",
            ..KEY
        }),
    },
    Rule {
        kinds: &["aws_acmpca_certificate_authority", "AWS::ACMPCA::CertificateAuthority"],
        declares: Declares::Key(Key {
            spec: &["certificate_authority_configuration.key_algorithm", "key_algorithm"],
            ..KEY
        }),
    },
    Rule {
        kinds: &[
            "aws_acmpca_certificate_authority",
            "AWS::ACMPCA::CertificateAuthority",
            "aws_acmpca_certificate",
            "AWS::ACMPCA::Certificate",
        ],
        declares: Declares::Key(Key {
            spec: &["certificate_authority_configuration.signing_algorithm", "signing_algorithm"],
            names: signature,
            ..KEY
        }),
    },
    // Elastic Load Balancing: ELBSecurityPolicy-2016-08 for listeners that are made without the console.
    Rule {
        kinds: &["aws_lb_listener", "aws_alb_listener", "AWS::ElasticLoadBalancingV2::Listener"],
        declares: Declares::Tls(Tls {
            title: "TLS server (AWS load balancer)",
            policy: &["ssl_policy"],
            unset: "ELBSecurityPolicy-2016-08",
            means: cloud_tls::elastic_load_balancing,
            only: ("protocol", &["HTTPS", "TLS"]),
            ..TLS
        }),
    },
    Rule {
        kinds: &["aws_cloudfront_distribution", "AWS::CloudFront::Distribution"],
        declares: Declares::Tls(Tls {
            title: "TLS server (CloudFront)",
            policy: &[
                "viewer_certificate.minimum_protocol_version",
                "distribution_config.viewer_certificate.minimum_protocol_version",
            ],
            means: cloud_tls::cloudfront,
            ..TLS
        }),
    },
    // CloudFront as the client of an origin of one's own, which has no default in Terraform.
    Rule {
        kinds: &["aws_cloudfront_distribution", "AWS::CloudFront::Distribution"],
        declares: Declares::Tls(Tls {
            title: "TLS client (CloudFront to its origins)",
            policy: ORIGIN,
            means: |_, _| {},
            further: &[(ORIGIN[0], Slot::Versions), (ORIGIN[1], Slot::Versions)],
            ..TLS
        }),
    },
    Rule {
        kinds: &[
            "aws_api_gateway_domain_name",
            "aws_apigatewayv2_domain_name",
            "AWS::ApiGateway::DomainName",
            "AWS::ApiGatewayV2::DomainName",
        ],
        declares: Declares::Tls(Tls {
            title: "TLS server (API Gateway)",
            policy: &[
                "security_policy",
                "domain_name_configuration.security_policy",
                "domain_name_configurations.security_policy",
            ],
            means: cloud_tls::api_gateway,
            ..TLS
        }),
    },
    // Google provider, google_kms_crypto_key: purpose is ENCRYPT_DECRYPT where not given, which has one algorithm.
    Rule {
        kinds: &["google_kms_crypto_key"],
        declares: Declares::Key(Key {
            spec: &["version_template.algorithm"],
            unset: "GOOGLE_SYMMETRIC_ENCRYPTION",
            usage: "purpose",
            usage_unset: "ENCRYPT_DECRYPT",
            names: cloud_key_names::google,
            ..KEY
        }),
    },
    Rule {
        kinds: &["google_privateca_certificate_authority"],
        declares: Declares::Key(Key {
            spec: &["key_spec.algorithm"],
            names: cloud_key_names::google,
            ..KEY
        }),
    },
    Rule {
        kinds: &["google_compute_ssl_policy", "google_compute_region_ssl_policy"],
        declares: Declares::Tls(Tls {
            title: "TLS server (Google Cloud load balancer)",
            policy: &["min_tls_version"],
            unset: "TLS_1_0",
            further: &[("profile", Slot::Plain), ("custom_features", Slot::Suites)],
            ..TLS
        }),
    },
    Rule {
        kinds: &["azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module_key"],
        declares: Declares::Typed(Typed { usage: "key_opts", ..TYPED }),
    },
    Rule {
        kinds: &["azurerm_key_vault_certificate"],
        declares: Declares::Typed(Typed {
            kind: &["certificate_policy.key_properties.key_type"],
            size: &["certificate_policy.key_properties.key_size"],
            field: &["certificate_policy.key_properties.key_size"],
            curve: &["certificate_policy.key_properties.curve"],
            ..TYPED
        }),
    },
    // TLS provider, tls_private_key: rsa_bits is 2048 and ecdsa_curve P224 where not given.
    Rule {
        kinds: &["tls_private_key"],
        declares: Declares::Typed(Typed {
            kind: &["algorithm"],
            size: &["rsa_bits"],
            field: &[],
            size_unset: "2048",
            curve: &["ecdsa_curve"],
            curve_unset: "P224",
            ..TYPED
        }),
    },
    // ACME provider, acme_certificate: key_type is 2048 where not given, and unused with a request of one's own.
    Rule {
        kinds: &["acme_certificate"],
        declares: Declares::Key(Key {
            spec: &["key_type"],
            unset: "2048",
            needs: "common_name",
            names: cloud_key_names::acme,
            ..KEY
        }),
    },
    // Vault provider: key_type is rsa and key_bits 2048 where not given.
    Rule {
        kinds: &[
            "vault_pki_secret_backend_root_cert",
            "vault_pki_secret_backend_intermediate_cert_request",
            "vault_pki_secret_backend_role",
            "vault_pki_secret_backend_key",
        ],
        declares: VAULT,
    },
    Rule {
        kinds: &["vault_transit_secret_backend_key"],
        declares: Declares::Key(Key {
            spec: &["type"],
            unset: "aes256-gcm96",
            names: cloud_key_names::transit,
            ..KEY
        }),
    },
];

/// Azure's resources have one setting in common.
const AZURE: Tls = Tls {
    title: "TLS server (Azure)",
    policy: &[
        "min_tls_version",
        "minimum_tls_version",
        "tls_min_version",
        "site_config.minimum_tls_version",
        "site_config.scm_minimum_tls_version",
    ],
    ..TLS
};

/// Reports what a resource declares.
pub fn report(detector: &'static str, resource: &Resource, sink: &mut Sink) {
    for rule in RULES.iter().filter(|rule| rule.kinds.contains(&resource.kind.as_str())) {
        match &rule.declares {
            Declares::Key(key) => cloud_keys::key(detector, resource, key, sink),
            Declares::Typed(typed) => cloud_keys::typed(detector, resource, typed, sink),
            Declares::Tls(tls) => endpoint(detector, resource, tls, sink),
        }
    }
    if resource.kind.starts_with("azurerm_") {
        endpoint(detector, resource, &AZURE, sink);
    }
}

fn endpoint(detector: &'static str, resource: &Resource, tls: &Tls, sink: &mut Sink) {
    let mut settings = TlsSettings::new(format!("{}, {}", tls.title, resource.address()));
    let policy = resource.setting(tls.policy);
    let (only, values) = tls.only;
    let is_one = resource.text(&[only]).is_some_and(|value| values.contains(&value));
    match policy {
        Some(policy) => {
            // What is set as a whole below is not said by its first item.
            let is_list = tls.further.iter().any(|(path, _)| *path == policy.path);
            if !is_list || policy.value.text().is_none() {
                take(policy, &mut settings);
            }
            if let Some(name) = policy.value.text() {
                (tls.means)(name, &mut settings);
            }
        }
        None if tls.unset.is_empty() || !(only.is_empty() || is_one) => return,
        None => {
            settings.stands(resource.place());
            settings.say(tls.policy[0], format!("not set: {}, the provider's default", tls.unset));
            (tls.means)(tls.unset, &mut settings);
        }
    }
    for (path, slot) in tls.further {
        let all = resource.texts(path);
        if let Some(first) = resource.setting(&[path])
            && !all.is_empty()
        {
            settings.set(*slot, first.place(), &all.join(","));
        }
    }
    sink.found(settings.finding(detector));
}

/// Says what a setting is set to, or what it depends on.
fn take(setting: &Setting, settings: &mut TlsSettings) {
    settings.stands(setting.place());
    let text = match &setting.value {
        Value::Literal(text) => text.clone(),
        Value::Default(text, name) => format!("{text}, the default of {name}"),
        Value::Depends(on) => format!("not determined, it depends on {on}"),
    };
    settings.say(&setting.path, text);
}
