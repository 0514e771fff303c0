#!/bin/sh
set -eu
. ./ci/common.sh

manifest > "$ARTIFACTS/MANIFEST"

if [ "$SIGNER" = hsm ]; then
  pkcs11-tool --module /usr/lib/softhsm/libsofthsm2.so --keypairgen --key-type EC:secp256r1 --id 07 --label release
  pkcs11-tool --module /usr/lib/softhsm/libsofthsm2.so --sign --mechanism ECDSA-SHA256 --id 07 -i "$ARTIFACTS/MANIFEST" -o "$ARTIFACTS/MANIFEST.sig"
else
  openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:"${KEYSPEC#rsa}" -out dev.pem
  openssl pkcs8 -topk8 -v2 aes-192-cbc -v2prf "$WRAP_KDF" -in dev.pem -out dev.p8 -passout env:DEV_PASS
fi

tpm2_create -C primary.ctx -G ecc256 -u seal.pub -r seal.priv
minisign -G -W -p firm.pub -s firm.key
minisign -S -s firm.key -m "$ARTIFACTS/MANIFEST"

aws kms create-key --key-spec "${KMS_SPEC:-ECC_SECG_P256K1}" --key-usage SIGN_VERIFY --description 'RSA replacement'
vault write -f transit/keys/meters type=aes256-gcm96

xxhsum -H2 "$ARTIFACTS/MANIFEST" > "$ARTIFACTS/quick"
