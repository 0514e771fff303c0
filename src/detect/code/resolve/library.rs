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
