# shellcheck shell=bash
# Shared by all lock scripts.

readonly TOLL_BITS=$((8 * 384))
readonly BOAT_TYPES="narrow wide dessert-barge"

load_conf() {
  local here
  here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
  # shellcheck source=/dev/null
  source "${CANAL_CONF:-$here/etc/canal.conf}"
}

new_rsa() {
  local out=$1 bits=${2:-2048}
  openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$bits" -out "$out"
}

say() {
  printf '%s\n' "$*" >&2
}
