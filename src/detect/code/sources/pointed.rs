//! Keys that calls make where a variable points.

use super::*;

/// Functions of C that make a key in what an argument points at.
const MAKING: &[&str] = &[
    "EVP_PKEY_keygen",
    "EVP_PKEY_generate",
    "RSA_generate_key_ex",
    "DSA_generate_parameters_ex",
    "DH_generate_parameters_ex",
    "mbedtls_rsa_gen_key",
    "mbedtls_ecp_gen_key",
    "mbedtls_ecdsa_genkey",
    "wc_MakeRsaKey",
    "wc_ecc_make_key",
    "wc_ecc_make_key_ex",
    "gcry_pk_genkey",
    "gnutls_privkey_generate",
    "gnutls_x509_privkey_generate",
    "BCryptGenerateKeyPair",
    "NCryptCreatePersistedKey",
    "psa_generate_key",
];

/// The other arguments of calls before that make a key where a variable points: `EVP_PKEY_keygen(ctx, &key)`,
/// `RSA_generate_key_ex(rsa, bits, e, NULL)`.
pub(super) fn made_through_pointer(site: &Site, name: &str) -> Vec<Site> {
    let module = &site.module;
    let Some(function) = module.enclosing(module.nodes[site.id].scope, ScopeKind::Function) else {
        return Vec::new();
    };
    let at = site.place().start;
    let mut all = Vec::new();
    for making in MAKING {
        for call in module.calls_of(making).iter().take(CALL_SITES) {
            let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { continue };
            let node = &module.nodes[*call];
            let here = module.enclosing(node.scope, ScopeKind::Function) == Some(function);
            let is_it = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(own) if own == name);
            if here && node.place.end <= at && arguments.iter().any(|one| is_it(one.value)) {
                let others = arguments.iter().filter(|one| !is_it(one.value));
                all.push(site.at(*call));
                all.extend(others.map(|one| site.at(one.value)));
            }
        }
    }
    all
}
