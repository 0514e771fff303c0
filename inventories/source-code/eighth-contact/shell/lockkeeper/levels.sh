#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"
load_conf

readonly SEAL=(openssl dgst -sha256)

seal_readings() {
  "${SEAL[@]}" -sign keys/toll.pem -out "$1.sig" "$1"
}

check_gate_log() {
  openssl dgst -sha384 -verify keys/gate.pub -signature "$1.sig" "$1"
}

sum_readings() {
  "${SUM_TOOL:-sha256sum}" "$1" > "$1.sum"
}

close_log() {
  openssl enc "-${LOG_CIPHER}" -pbkdf2 -md sha256 -pass file:keys/log.pass -in "$1" -out "$1.enc"
}

link_secret() {
  openssl pkeyutl -derive -inkey keys/link.pem -peerkey "$1" -out link.bin
}

case "${1:-}" in
  seal) seal_readings "$2" ;;
  check) check_gate_log "$2" ;;
  sum) sum_readings "$2" ;;
  close) close_log "$2" ;;
  link) link_secret "$2" ;;
  *)
    say "usage: levels.sh seal|check|sum|close|link FILE"
    say "  close   encrypt the log with AES before it goes to the archive"
    ;;
esac
