#!/usr/bin/env bash
set -euo pipefail

hmac_tag() {
  openssl dgst "-${CHOIR_MD:-sha256}" -hmac "$1" "$2"
}

open_old_archive() {
  openssl enc -d -des-ede3-cbc -K "$1" -iv "$2" -in "$3"
}

"$@"
