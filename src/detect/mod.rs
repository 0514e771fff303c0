//! Bytes in, findings out. Detectors are pure: no file, socket, clock, environment or thread.
//!
//! A detector is one file that exports one `const` [`Detector`]; [`DETECTORS`] lists them. The scan
//! asks every detector's cheap `wants` about an input's path and first bytes, and runs `detect` of
//! those that want it. A detector states what it saw and never whether that is good.

mod age_encrypted_file;
mod age_key;
mod alpine_packages;
mod alpine_signature;
mod ansible_key;
mod ansible_variables;
mod ansible_vault;
mod apache_tls;
mod apk_signature;
mod attribute_certificate;
mod authenticode_signature;
mod bare_key;
mod base58;
mod base64_text;
mod bcfks_contents;
mod bcfks_keystore;
mod bech32;
mod ber;
mod berkeley_database;
mod bill_of_materials;
mod binary_object;
mod binary_property_list;
mod bind_config;
mod bitcoin_wallet;
mod bks;
mod caddy_file;
mod caddy_tls;
mod captured_tls;
mod closed;
mod cloud_key_names;
mod cloud_keys;
mod cloud_resources;
mod cloud_tls;
mod cloudformation;
mod cms_encrypted;
mod cms_message;
mod cms_recipients;
mod cms_signed;
pub mod code;
mod compose_tls;
mod conda_packages;
mod config_blocks;
mod config_lines;
mod configuration_template;
mod cose_key;
mod cose_message;
mod cose_name;
mod cosign_private_key;
mod cpp_packages;
mod cross_certificate_pair;
mod crypto_constant;
mod crypto_function;
mod crypto_library;
mod crypto_policy;
mod crypttab;
mod dart_packages;
mod debian_packages;
mod declared_packages;
mod declared_resource;
mod definite;
mod detector;
mod digest;
mod dm_crypt_cipher;
mod dns_algorithm;
mod dns_key_record;
mod dns_master_file;
mod dnssec_private_key;
mod domain_parameters;
mod dotnet_packages;
mod dovecot_tls;
mod elasticsearch_tls;
mod electrum_wallet;
mod elixir_packages;
mod embedded_object;
mod envoy_tls;
mod ethereum_keystore;
mod executable;
mod exim_tls;
mod fields;
mod gnome_keyring;
mod gnupg_keybox;
mod gnutls_priority;
mod go_module;
mod go_packages;
mod gpg_agent_key;
mod haproxy_tls;
mod hexadecimal_object;
mod ibm_key_database;
mod ike_proposals;
mod ike_responder;
mod ike_transcript;
mod input;
mod ipsec_config;
mod ipsec_syntax;
mod jar_signature_file;
mod java_keystore;
mod java_object;
mod java_packages;
mod java_security;
mod javascript_packages;
mod jose_name;
mod json_objects;
mod json_web_key;
mod json_web_serialization;
mod json_web_token;
mod kafka_tls;
mod keepass_database;
mod kerberos_config;
mod kerberos_enctypes;
mod kerberos_keytab;
mod kerberos_profile;
mod kernel_module_signature;
mod kind;
mod kubernetes_flags;
mod kubernetes_key;
mod kubernetes_manifest;
mod kubernetes_secret;
mod kubernetes_tls;
mod lighttpd_tls;
mod line_count;
mod literals;
mod luks_header;
mod mach_o_signature;
mod macos_keychain;
mod metamask_vault;
mod microsoft_key_blob;
mod minisign_signify;
mod monero_keys;
mod mongodb_tls;
mod mosquitto_tls;
mod mysql_tls;
mod nested;
mod network_log;
mod next_run;
mod nginx_tls;
mod nmap_report;
mod nss_database;
mod nss_key;
mod objects;
mod observed_grab;
mod observed_ike;
mod ocsp_request;
mod ocsp_response;
mod onion_service_key;
mod openldap_tls;
mod openpgp_key;
mod openpgp_message;
mod openpgp_names;
mod openpgp_signature;
mod openpgp_wire;
mod openssh_private_key;
mod openssh_public_key;
mod openssh_revocation_list;
mod openssh_signature;
mod openssl_ciphers;
mod openssl_cnf;
mod openssl_commands;
mod openssl_encrypted_file;
mod openssl_suites;
mod openvpn_config;
mod other_scanner;
mod packages;
mod password_based;
mod password_cipher;
mod password_derivation;
mod passwords;
mod pem;
mod pem_encryption;
mod php_packages;
mod pipeline_signing;
mod pkcs11_uri;
mod pkcs12_contents;
mod pkcs12_keystore;
mod postfix_tls;
mod postgresql_authentication;
mod postgresql_tls;
mod pqcscan_report;
mod private_encoding;
mod private_key;
mod proftpd_tls;
mod prosody_tls;
mod protocol_settings;
mod protocol_tally;
mod public_key;
mod putty_private_key;
mod python_packages;
mod quantum_property;
mod rabbitmq_tls;
mod recovery_phrase;
mod redis_tls;
mod rpm_packages;
mod rpm_signature;
mod ruby_packages;
mod rust_crate;
mod rust_packages;
mod s_expression;
mod samba_config;
mod script_signature;
mod serialized_certificate_store;
mod signature_algorithm;
mod signed_metadata;
mod sink;
mod solana_keypair;
mod sops_file;
mod source_code;
mod spki;
mod spring_tls;
mod sqlite_table;
mod ssh_algorithm_lists;
mod ssh_audit_report;
mod ssh_certificate_blob;
mod ssh_config;
mod ssh_directives;
mod ssh_key_blob;
mod ssh_key_lines;
mod ssh_protocol;
mod ssh_public_blob;
mod ssh_server;
mod ssh_transcript;
mod sshd_config;
mod sslyze_report;
mod stateful_key;
mod stored_secret;
mod stunnel_tls;
mod swift_packages;
mod systemd_credential;
mod template_text;
mod terraform;
mod terraform_document;
mod testssl_report;
mod timestamp_message;
mod tls_endpoint;
mod tls_names;
mod tls_observation;
mod tls_service;
mod tls_session;
mod tls_settings;
mod tls_transcript;
mod tls_tree;
mod tls_versions;
mod tomcat_tls;
mod toml_leaves;
mod tpm2_context;
mod tpm2_fapi_object;
mod tpm2_key;
mod traefik_tls;
mod tsig_key;
mod uefi_signature_database;
mod unbound_tls;
mod utf16_pem;
mod vsftpd_tls;
mod wallet_key;
mod wireguard_config;
mod x509_certificate;
mod x509_companions;
mod x509_crl;
mod x509_fields;
mod x509_request;
mod xml_algorithms;
mod xml_security;
mod yaml_leaves;

pub use code::Copies;
pub use code::is_in_test_code;
pub use code::rule_set::{OwnPacks, RuleSet, SHIPPED_RULES, SameId};
pub use code::surroundings::{State, Tree};
pub use detector::{Detector, PEM_ANCHOR, Peek};
pub(crate) use digest::{digest_of, hex, sha256};
pub use executable::is_executable;
pub use input::Input;
pub(crate) use literals::Literals;
pub use passwords::{Attempts, Passwords, PasswordsError};
pub use sink::Sink;

/// Every detector, sorted by id. A static: it is one list, at one place in memory.
pub static DETECTORS: &[&Detector] = &[
    // begin generated: detectors
    &age_encrypted_file::DETECTOR,
    &age_key::DETECTOR,
    &alpine_packages::DETECTOR,
    &alpine_signature::DETECTOR,
    &ansible_key::DETECTOR,
    &ansible_vault::DETECTOR,
    &apache_tls::DETECTOR,
    &apk_signature::DETECTOR,
    &attribute_certificate::DETECTOR,
    &authenticode_signature::DETECTOR,
    &bcfks_keystore::DETECTOR,
    &bill_of_materials::DETECTOR,
    &binary_object::DETECTOR,
    &binary_property_list::DETECTOR,
    &bind_config::DETECTOR,
    &bitcoin_wallet::DETECTOR,
    &caddy_tls::DETECTOR,
    &captured_tls::DETECTOR,
    &cloudformation::DETECTOR,
    &cms_message::DETECTOR,
    &compose_tls::DETECTOR,
    &conda_packages::DETECTOR,
    &configuration_template::DETECTOR,
    &cose_message::DETECTOR,
    &cosign_private_key::DETECTOR,
    &cpp_packages::DETECTOR,
    &cross_certificate_pair::DETECTOR,
    &crypto_constant::DETECTOR,
    &crypto_function::DETECTOR,
    &crypto_library::DETECTOR,
    &crypto_policy::DETECTOR,
    &crypttab::DETECTOR,
    &dart_packages::DETECTOR,
    &debian_packages::DETECTOR,
    &declared_packages::DETECTOR,
    &dns_key_record::DETECTOR,
    &dnssec_private_key::DETECTOR,
    &domain_parameters::DETECTOR,
    &dotnet_packages::DETECTOR,
    &dovecot_tls::DETECTOR,
    &elasticsearch_tls::DETECTOR,
    &electrum_wallet::DETECTOR,
    &elixir_packages::DETECTOR,
    &embedded_object::DETECTOR,
    &envoy_tls::DETECTOR,
    &ethereum_keystore::DETECTOR,
    &exim_tls::DETECTOR,
    &gnome_keyring::DETECTOR,
    &gnupg_keybox::DETECTOR,
    &go_module::DETECTOR,
    &go_packages::DETECTOR,
    &gpg_agent_key::DETECTOR,
    &haproxy_tls::DETECTOR,
    &hexadecimal_object::DETECTOR,
    &ibm_key_database::DETECTOR,
    &ike_transcript::DETECTOR,
    &ipsec_config::DETECTOR,
    &jar_signature_file::DETECTOR,
    &java_keystore::DETECTOR,
    &java_packages::DETECTOR,
    &java_security::DETECTOR,
    &javascript_packages::DETECTOR,
    &json_web_key::DETECTOR,
    &json_web_token::DETECTOR,
    &kafka_tls::DETECTOR,
    &keepass_database::DETECTOR,
    &kerberos_config::DETECTOR,
    &kerberos_keytab::DETECTOR,
    &kernel_module_signature::DETECTOR,
    &kubernetes_key::DETECTOR,
    &kubernetes_tls::DETECTOR,
    &lighttpd_tls::DETECTOR,
    &luks_header::DETECTOR,
    &mach_o_signature::DETECTOR,
    &macos_keychain::DETECTOR,
    &metamask_vault::DETECTOR,
    &microsoft_key_blob::DETECTOR,
    &minisign_signify::DETECTOR,
    &monero_keys::DETECTOR,
    &mongodb_tls::DETECTOR,
    &mosquitto_tls::DETECTOR,
    &mysql_tls::DETECTOR,
    &network_log::DETECTOR,
    &nginx_tls::DETECTOR,
    &nmap_report::DETECTOR,
    &nss_database::DETECTOR,
    &ocsp_request::DETECTOR,
    &ocsp_response::DETECTOR,
    &onion_service_key::DETECTOR,
    &openldap_tls::DETECTOR,
    &openpgp_key::DETECTOR,
    &openpgp_message::DETECTOR,
    &openssh_private_key::DETECTOR,
    &openssh_public_key::DETECTOR,
    &openssh_revocation_list::DETECTOR,
    &openssh_signature::DETECTOR,
    &openssl_cnf::DETECTOR,
    &openssl_encrypted_file::DETECTOR,
    &openvpn_config::DETECTOR,
    &php_packages::DETECTOR,
    &pipeline_signing::DETECTOR,
    &pkcs11_uri::DETECTOR,
    &pkcs12_keystore::DETECTOR,
    &postfix_tls::DETECTOR,
    &postgresql_authentication::DETECTOR,
    &postgresql_tls::DETECTOR,
    &pqcscan_report::DETECTOR,
    &private_key::DETECTOR,
    &proftpd_tls::DETECTOR,
    &prosody_tls::DETECTOR,
    &public_key::DETECTOR,
    &putty_private_key::DETECTOR,
    &python_packages::DETECTOR,
    &rabbitmq_tls::DETECTOR,
    &recovery_phrase::DETECTOR,
    &redis_tls::DETECTOR,
    &rpm_packages::DETECTOR,
    &rpm_signature::DETECTOR,
    &ruby_packages::DETECTOR,
    &rust_crate::DETECTOR,
    &rust_packages::DETECTOR,
    &samba_config::DETECTOR,
    &script_signature::DETECTOR,
    &serialized_certificate_store::DETECTOR,
    &signed_metadata::DETECTOR,
    &solana_keypair::DETECTOR,
    &sops_file::DETECTOR,
    &source_code::DETECTOR,
    &spring_tls::DETECTOR,
    &ssh_audit_report::DETECTOR,
    &ssh_config::DETECTOR,
    &ssh_transcript::DETECTOR,
    &sshd_config::DETECTOR,
    &sslyze_report::DETECTOR,
    &stunnel_tls::DETECTOR,
    &swift_packages::DETECTOR,
    &systemd_credential::DETECTOR,
    &terraform::DETECTOR,
    &testssl_report::DETECTOR,
    &timestamp_message::DETECTOR,
    &tls_transcript::DETECTOR,
    &tomcat_tls::DETECTOR,
    &tpm2_context::DETECTOR,
    &tpm2_fapi_object::DETECTOR,
    &tpm2_key::DETECTOR,
    &traefik_tls::DETECTOR,
    &tsig_key::DETECTOR,
    &uefi_signature_database::DETECTOR,
    &unbound_tls::DETECTOR,
    &utf16_pem::DETECTOR,
    &vsftpd_tls::DETECTOR,
    &wallet_key::DETECTOR,
    &wireguard_config::DETECTOR,
    &x509_certificate::DETECTOR,
    &x509_crl::DETECTOR,
    &x509_request::DETECTOR,
    &xml_security::DETECTOR,
    // end generated: detectors
];
