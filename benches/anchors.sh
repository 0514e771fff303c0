#!/usr/bin/env bash
# What administrators compare with: `openssl speed` of OpenSSL 3.5 or later, as CSV.
#
#   benches/anchors.sh [SECONDS] [OPENSSL…]     default: 3 seconds an operation, the openssl of the path
#
# OPENSSL may be several words (chroot DIR openssl). Columns: scheme, operation, operations a second, microseconds.
# Run it right before or after `y2q bench` on the same machine; only ratios between them mean anything.
set -euo pipefail
seconds=${1:-3}
shift || true
openssl=("${@:-openssl}")

version=$("${openssl[@]}" version)
case "$version" in
  "OpenSSL 3."[5-9]* | "OpenSSL 3."[1-9][0-9]* | "OpenSSL "[4-9]*) ;;
  *) echo "needs OpenSSL 3.5 or later, this is $version" >&2; exit 2 ;;
esac
echo "# $version"
echo "scheme,operation,per_second,microseconds"

# The tables that it prints: operations a second are the last columns.
"${openssl[@]}" speed -seconds "$seconds" \
  ML-KEM-512 ML-KEM-768 ML-KEM-1024 ML-DSA-44 ML-DSA-65 ML-DSA-87 SLH-DSA-SHA2-128f SLH-DSA-SHAKE-128f \
  ecdsap256 ecdsap384 ed25519 rsa2048 rsa3072 rsa4096 ecdhx25519 ecdhp256 ecdhp384 2>/dev/null |
  awk -v OFS=, '
    function row(name, operation, rate) {
      if (rate + 0 > 0) print tolower(name), operation, rate, sprintf("%.1f", 1e6 / rate)
    }
    /keygen +encaps/ { kind = "kem"; next }
    /keygen +signs/ { kind = "signature"; next }
    $1 == "rsa" && $3 == "bits" { row("rsa-" $2, "sign", $8); row("rsa-" $2, "verify", $9); next }
    $3 == "ecdsa" { row("ecdsa-p-" $1, "sign", $7); row("ecdsa-p-" $1, "verify", $8); next }
    $3 == "EdDSA" { row("ed25519", "sign", $7); row("ed25519", "verify", $8); next }
    $4 == "(X25519)" { row("x25519", "decapsulate", $6); next }
    $3 == "ecdh" { row("ecdh-p-" $1, "decapsulate", $6); next }
    kind == "kem" && $1 ~ /^ML-KEM/ { row($1, "key generation", $5); row($1, "encapsulate", $6); row($1, "decapsulate", $7) }
    kind == "signature" && $1 ~ /-DSA-/ { row($1, "key generation", $5); row($1, "sign", $6); row($1, "verify", $7) }'
