#!/usr/bin/env bash
set -euo pipefail

declare -A SIGNERS=([parts]=rsa4096 [lyrics]=ed25519)

signer_for() {
  echo "${SIGNERS[${1:-parts}]}"
}

new_signer() {
  gpg --batch --passphrase '' --quick-generate-key "$1" "$(signer_for parts)" sign 2y
}

# Hash marks (#) before a bar mean a sharp; cut them here.
strip_hash() {
  sed 's/^#//' "$1"
}

mark_score() {
  md5sum "$1" | cut -d' ' -f1
}

case "${1:-}" in
  signer) new_signer "$2" ;;
  mark) mark_score "$2" ;;
  strip) strip_hash "$2" ;;
  *) echo "no score named: try Dies irae, or Des Knaben Wunderhorn" >&2 ;;
esac
