#!/bin/sh
# Called by ci.yml, which sets SIGN_BITS and ARCHIVE_CIPHER
set -eu

key() {
    type=$1
    shift
    openssl genpkey -algorithm "$type" "$@" -out "$type.pem"
}

key RSA -pkeyopt "rsa_keygen_bits:$SIGN_BITS"
key EC -pkeyopt ec_paramgen_curve:P-384
key ML-DSA-65

tar -cf - dist | openssl enc -"${ARCHIVE_CIPHER:-aes-256-cbc}" -pbkdf2 -md sha512 -pass file:pass -out dist.enc

find dist -type f -print0 | xargs -0 "sha${SUM_BITS:-512}sum" > SUMS
openssl pkeyutl -sign -rawin -digest sha256 -inkey RSA.pem -in SUMS -out SUMS.sig

cosign_key=${COSIGN_KEY:-env://COSIGN}
cosign sign-blob --key "$cosign_key" --output-signature SUMS.cosign SUMS

ssh-keygen -Y sign -f "${SSH_KEY:-id_ed25519}" -n file SUMS

for host in one two; do
    scp -c aes128-ctr -o "HostKeyAlgorithms=ssh-rsa" dist.enc "up@$host.example.com:"
done

vault write transit/keys/chandler type="${VAULT_TYPE:-aes256-gcm96}"
az keyvault key create --vault-name chandler --name release --kty RSA --size 4096

secret=$(openssl rand -base64 33 | tr -d '\n')
sig=$(printf '%s' "$(cat SUMS)" | openssl mac -digest SHA384 -macopt "key:$secret" HMAC)
echo "$sig" > SUMS.hmac
echo "des, md5 and rc4 were removed in 2.0"
