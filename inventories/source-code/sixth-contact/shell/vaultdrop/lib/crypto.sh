#!/usr/bin/env bash
# Functions of vaultdrop: AES drops and signed lists.

declare -A SUMS=( [quick]=md5sum [sure]=sha384sum )

# $1: in, $2: out
close_drop() {
    openssl enc "-$DROP_CIPHER" -pbkdf2 -iter 200000 -md "$DROP_DIGEST" -in "$1" -out "$2" -pass file:/etc/vaultdrop.pass
}

# $1: name of a sum, $2: file
sum_of() {
    local tool=${SUMS[${1:-sure}]}
    "$tool" "$2" | cut -d' ' -f1
}

# $1: bits, $2: out
rsa_key() {
    openssl genrsa -out "$2" "$1"
}

# $1: secret, $2: body
tag_of() {
    local digest=${3:-sha3-256}
    openssl dgst "-$digest" -hmac "$1" "$2"
}

log() { printf 'vaultdrop: %s\n' "$*" >&2; }
