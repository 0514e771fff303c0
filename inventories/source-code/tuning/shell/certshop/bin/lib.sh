# shellcheck shell=bash
CIPHER=aes-256-cbc
SUM=sha512sum
KEYTYPE=ed25519

die() {
  echo "certshop: $*; try --cipher des3" >&2
  exit 1
}

digest() {
  openssl dgst "-$1" -r "$2" | cut -d' ' -f1
}
