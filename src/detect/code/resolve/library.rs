//! What functions of the languages' libraries are called that hand on what they get.

/// Methods that give an element of a table.
pub(super) const ELEMENT: &[&str] =
    &["get", "getOrDefault", "getValue", "apply", "at", "fetch", "GetValueOrDefault"];
/// Methods that give the table that they are called on, in another type at most.
pub(super) const HANDING_ON: &[&str] = &[
    "toMap",
    "toMutableMap",
    "toList",
    "toMutableList",
    "toSet",
    "ToList",
    "ToArray",
    "to_h",
    "toHashMap",
    "asList",
    "AsReadOnly",
    "ToImmutableArray",
    "toIndexedSeq",
];
/// Functions that hand on what they get, in another type at most.
pub(super) const PASSING: &[&str] = &[
    "parseInt",
    "parseLong",
    "valueOf",
    "requireNonNull",
    "ToInt32",
    "Parse",
    "ofNullable",
    "HashAlgorithmName",
    "CngAlgorithm",
    "freeze",
    "deepFreeze",
    "MappingProxyType",
    "frozenset",
    "unmodifiableMap",
    "unmodifiableList",
    "unmodifiableSet",
    "int",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "Int32",
    "Int64",
    "Ptr",
    "size_t",
    "unsigned",
    "str",
    "intval",
    "strval",
    "Number",
    "String",
    "string",
    "string_view",
    "Integer",
    "ToString",
    "to_string",
    "lowercase",
    "to_atom",
    "to_existing_atom",
    "binary_to_atom",
    "list_to_atom",
];

/// The text of a constant of Android's key store, or of Apache Commons Codec.
pub(in crate::detect::code) fn constant_text(name: &str) -> Option<String> {
    if let Some(digest) =
        name.strip_prefix("org.apache.commons.codec.digest.MessageDigestAlgorithms.")
    {
        return Some(digest.replace('_', "-"));
    }
    let name = name.strip_prefix("android.security.keystore.KeyProperties.")?;
    let text = match name {
        "ENCRYPTION_PADDING_NONE" => "NoPadding".to_owned(),
        "ENCRYPTION_PADDING_RSA_OAEP" => "OAEPPadding".to_owned(),
        "ENCRYPTION_PADDING_RSA_PKCS1" => "PKCS1Padding".to_owned(),
        "SIGNATURE_PADDING_RSA_PKCS1" => "PKCS1".to_owned(),
        "SIGNATURE_PADDING_RSA_PSS" => "PSS".to_owned(),
        _ => {
            let padding =
                name.strip_prefix("ENCRYPTION_PADDING_").map(|one| format!("{one}Padding"));
            let hmac = name.strip_prefix("KEY_ALGORITHM_HMAC_").map(|one| format!("Hmac{one}"));
            let digest = name.strip_prefix("DIGEST_").map(|one| one.replacen("SHA", "SHA-", 1));
            let plain =
                ["KEY_ALGORITHM_", "BLOCK_MODE_"].iter().find_map(|one| name.strip_prefix(one));
            padding.or(hmac).or(digest).or(plain.map(str::to_owned))?
        }
    };
    Some(text)
}
