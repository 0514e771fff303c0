# shellcheck shell=sh
# Sourced by the pipeline steps.
: "${ARTIFACTS:=build}"
: "${WRAP_KDF:=hmacWithSHA512}"

OPENSSL=$(command -v openssl3 || command -v openssl)
MANIFEST_SUM="$OPENSSL dgst -sha3-384 -r"

case "${CI_COMMIT_TAG:-}" in
  v*) SIGNER=hsm; KEYSPEC=rsa4096 ;;
  *) SIGNER=file; KEYSPEC=rsa2048 ;;
esac

manifest() {
  for file in "$ARTIFACTS"/*.bin; do
    $MANIFEST_SUM "$file"
  done
}

fail() { echo "firmsign: $1 (see the description of the step)" >&2; exit 1; }
