# shellcheck shell=bash
# Reads the gateway's settings; a description of each is in the wiki.

CONF=${GATEWAY_CONF:-$(dirname "${BASH_SOURCE[0]}")/../etc/gateway.conf}

# conf KEY [DEFAULT]
conf() {
  local value
  value=$(sed -n "s/^$1=//p" "$CONF" | tail -n1)
  printf '%s' "${value:-${2-}}"
}

log() { printf '%s vpngw: %s\n' "$(date -Is)" "$*" >&2; }

declare -rA OVPN_CIPHERS=(
  [default]=AES-256-GCM
  [router]=AES-128-CBC
  [museum]=BF-CBC
)

declare -rA DHBITS=([fast]=1024 [normal]=2048 [slow]=$((2048 * 2)))
