//! Functions that give what goes by the name that they get.

use super::*;

/// Functions that look up by its name what they give.
const BY_NAME: &[&str] = &[
    "EVP_get_cipherbyname",
    "EVP_get_digestbyname",
    "GetSigningMethod",
    "OBJ_ln2nid",
    "OBJ_sn2nid",
    "OBJ_txt2nid",
    "OQS_SIG_STFL_SECRET_KEY_new",
    "mbedtls_md_info_from_string",
    "mbedtls_md_info_from_type",
    "from_name",
];

/// The call inside of `call().unwrap()`.
fn unwrapped(made: &Site) -> Site {
    let mut made = made.clone();
    for _ in 0..4 {
        let Kind::Call { callee, .. } = made.kind() else { break };
        let Kind::Member { of, name } = &made.module.nodes[*callee].kind else { break };
        if !matches!(name.as_str(), "unwrap" | "expect") {
            break;
        }
        made = made.at(*of);
    }
    made
}

/// What is looked up by a name is that name.
pub(super) fn named_by_text(resolver: &mut Resolver<'_>, resolved: Resolved) -> Resolved {
    let missing = resolved.missing.clone();
    let mut all = Resolved { candidates: Vec::new(), missing };
    for candidate in resolved.candidates {
        let name = match &candidate.value {
            Value::Made(made) => {
                let made = unwrapped(made);
                match (made.module.called(made.id), made.kind()) {
                    (Some(called), Kind::Call { arguments, .. }) if BY_NAME.contains(&called) => {
                        arguments.first().map(|argument| made.at(argument.value))
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        match name {
            Some(name) => all = all.or(resolver.resolve(&name)),
            None => all.candidates.push(candidate),
        }
    }
    all
}
