#!/usr/bin/env bash
set -euo pipefail

: "${FOLD_ALG:=rsa4096}"
conf=${1:-/etc/fold.ini}

# gpg is told by a batch file; the describe step needs no key
batch=$(mktemp)
cat >"$batch" <<BATCH
%no-protection
Key-Type: EDDSA
Key-Curve: ed25519
Subkey-Type: ECDH
Subkey-Curve: cv25519
Name-Email: fold@example.com
BATCH
gpg --batch --generate-key "$batch"
gpg --quick-generate-key "barn@example.com" "$FOLD_ALG" sign 1y

declare -a digests=(rmd160 sha256)
for ((i = 0; i < ${#digests[@]}; i++)); do
  openssl "${digests[i]}" -out "flock.${digests[i]}" flock.csv
done

keytool_opts="-keyalg EC -groupname secp384r1 -sigalg SHA512withECDSA"
# shellcheck disable=SC2086
keytool -genkeypair $keytool_opts -alias fold -dname CN=fold.example.com -keystore fold.p12 -storepass "$FOLD_PASS"

wrap() { openssl pkeyutl -encrypt -pubin -inkey "$1" -pkeyopt "rsa_padding_mode:${2:-pkcs1}" -in secret -out secret.enc; }
wrap barn.pub oaep

step certificate create fold.example.com fold.crt fold.key --kty RSA --size "$((1024 * 2))" --profile self-signed --subtle --no-password --insecure

jq -cn --arg sub fold '{sub:$sub}' | step crypto jwt sign --alg "${FOLD_JWT:-ES256}" --key fold.key --iss fold --aud barn --exp 1999999999

python3 - <<'PY'
import hashlib
print(hashlib.md5(open("flock.csv", "rb").read()).hexdigest())
PY

wget --no-check-certificate https://barn.example.com/flock.csv -O flock.new
nginx_tls=$(grep -s '^tls' "$conf" || true)
printf 'ssl_protocols %s;\n' "${nginx_tls:-TLSv1 TLSv1.1}" > tls.conf

htpasswd -nbB shepherd "$FOLD_PASS" > .htpasswd
cksum flock.csv > flock.crc
