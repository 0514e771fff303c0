# shellcheck shell=bash
# Helpers of the gateway tools.

: "${VPN_HASH:=sha3-256}"
: "${VPN_CA_BITS:=2048}"
: "${VPN_SITE_CURVE:=prime256v1}"

load_conf() {
  local conf=${1:-/etc/vpngate/vpngate.conf}
  # shellcheck disable=SC1090
  [ -r "$conf" ] && . "$conf"
}

# digest_of FILE [HASH]
digest_of() {
  local file=$1 hash=${2:-$VPN_HASH}
  openssl dgst "-$hash" -r "$file" | cut -d' ' -f1
}

lock_file() {
  local in=$1
  shift
  openssl enc "$@" -salt -pbkdf2 -iter 200000 -md sha512 -in "$in" -out "$in.enc"
}

fail() {
  echo "vpngate: $*; describe the fault (openssl genrsa is not run)" >&2
  exit 1
}
