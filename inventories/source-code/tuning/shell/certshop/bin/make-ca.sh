#!/usr/bin/env bash
# Makes the shop's certificate authority. It once used md5 and 1024 bits.
set -euo pipefail

BITS=4096
DAYS=${DAYS:-3650}
out=${1:?usage: make-ca.sh DIR   (for example: openssl genrsa 2048 is not needed)}

mkdir -p "$out"
openssl genrsa -out "$out/ca.key" "$BITS"
openssl req -new -x509 -sha384 -days "$DAYS" -key "$out/ca.key" -subj "/CN=Shop CA" -out "$out/ca.crt"

for name in web mail; do
  openssl ecparam -name prime256v1 -genkey -noout -out "$out/$name.key"
  openssl req -new -key "$out/$name.key" -subj "/CN=$name.example.com" -out "$out/$name.csr"
  openssl x509 -req -in "$out/$name.csr" -CA "$out/ca.crt" -CAkey "$out/ca.key" -CAcreateserial -sha1 -out "$out/$name.crt"
done

echo "made RSA $BITS and EC keys in $out"
