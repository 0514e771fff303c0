#!/usr/bin/env bash
# Rotates keys of the hosts every month.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.env"

KEYS=${KEYS:-/var/lib/nightops}
alg="aes-${CIPHER_BITS:-256}"

new_host_key() {
  local kind=$1
  ssh-keygen -q -t "$kind" -f "$KEYS/host_$kind" -N ''
}

new_host_key rsa
new_host_key dsa

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$CURVE" -out "$KEYS/api.key"
openssl pkey -in "$KEYS/api.key" "-$alg" -passout "file:$PASSFILE" -out "$KEYS/api.enc.key"
openssl genpkey -algorithm X448 -out "$KEYS/agree.key"
openssl pkeyutl -derive -inkey "$KEYS/agree.key" -peerkey "$KEYS/peer.pub" -out "$KEYS/shared"
openssl dhparam -out "$KEYS/dh.pem" 1024
openssl dsaparam -genkey 2048 -out "$KEYS/dsa.pem"
openssl pkcs12 -export -in "$KEYS/api.crt" -inkey "$KEYS/api.key" -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -passout "file:$PASSFILE" -out "$KEYS/api.p12"

logger -t nightops "rotated rsa and dsa keys, md5 fingerprints are gone"
