#!/bin/bash
target=${TARGET:-shop.example.com:443}
proto=${PROBE_PROTO:?}

openssl s_client -connect "$target" -tls1_1 -cipher 'DES-CBC3-SHA' </dev/null
openssl s_client -connect "$target" -groups X25519MLKEM768 -tls1_3 </dev/null
openssl s_client -connect "$target" "-$proto" </dev/null
curl --insecure --tlsv1.0 "https://$target/status"
wget --no-check-certificate -qO- "https://$target/health"

describe() { echo "description of $1"; }
describe "$target"
