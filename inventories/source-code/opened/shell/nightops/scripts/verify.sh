#!/usr/bin/env bash
set -eu
source "$(dirname "$0")/settings.env"

usage() {
  cat <<'USAGE'
usage: verify.sh [--algo md5|sha1|sha256] FILE
  openssl dgst -md5 FILE      what old hosts did
USAGE
}

file=${1:-}
[ -n "$file" ] || { usage; exit 2; }

"$SUM_TOOL" -c "$file.sums"
shasum -a 512 "$file"
shasum "$file" >"$file.sum"
openssl sha3-256 "$file"
openssl dgst -sha256 -verify keys/ops.pub -signature "$file.sig" "$file"
openssl dgst -sha512 -sigopt rsa_padding_mode:pss -sign keys/ops.key -out "$file.sig2" "$file"
openssl mac -macopt cipher:AES-128-CBC -macopt hexkey:"$MAC_KEY" -in "$file" CMAC
openssl rsautl -verify -pubin -inkey keys/old.pub -in "$file.sig"
openssl pkeyutl -encrypt -pubin -inkey keys/ops.pub -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -in key.bin -out key.enc
cksum "$file"
