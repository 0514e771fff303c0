#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"
load_conf

dir=${1:-keys}
mkdir -p "$dir"

say "writing RSA and EC keys to $dir"
new_rsa "$dir/toll.pem" "$TOLL_BITS"
openssl ecparam -genkey -noout -name "${GATE_CURVE:-prime256v1}" -out "$dir/gate.pem"
openssl pkey -in "$dir/gate.pem" -pubout -out "$dir/gate.pub"
openssl genpkey -algorithm X25519 -out "$dir/link.pem"
openssl dhparam -out "$dir/dh.pem" 2048

for kind in ecdsa ed25519; do
  ssh-keygen -q -t "$kind" -N '' -f "$dir/pump_$kind"
done
