#!/bin/bash
set -euo pipefail
level=${1:-65}
dir=$(mktemp -d)

openssl genpkey -algorithm "ML-DSA-$level" -out "$dir/sign.key"
openssl pkeyutl -sign -inkey "$dir/sign.key" -rawin -in firmware.bin -out firmware.sig
openssl genpkey -algorithm SLH-DSA-SHAKE-256s -out "$dir/root.key"
sha1sum firmware.bin | cut -c1-40 >firmware.sum
openssl pkeyutl -sign -inkey "$dir/sign.key" -rawin -in firmware.sum -out firmware.sum.sig
openssl pkeyutl -encap -inkey kem.pub -out kem.ct -secret kem.secret
openssl enc -aes-256-ecb -K "$(xxd -p -c 64 kem.secret)" -in firmware.bin -out firmware.enc
openssl genpkey -algorithm ml-kem-1024 -pkeyopt hexseed:"$(printf '00%.0s' {1..64})" -out "$dir/kem.key"
