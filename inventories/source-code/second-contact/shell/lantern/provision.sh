#!/usr/bin/env bash
set -euo pipefail
. ./defaults.env
# openssl genrsa 1024 was used once

make_key() {
  local kind=$1 bits=${2:-3072}
  openssl genpkey -algorithm "$kind" -pkeyopt "rsa_keygen_bits:$bits" -out "$kind.pem"
}
make_key RSA

curve_key() {
  local name="${1}" out="${2:-ec.pem}"
  shift 2 || true
  openssl ecparam -name "$name" -genkey -noout -out "$out"
}
curve_key secp384r1 host.pem

args=(-aes-256-cbc -pbkdf2 -iter 200000)
args+=(-md sha512)
openssl enc "${args[@]}" -in plain -out sealed

algo_for() {
  case "$1" in
    prod) echo ed25519 ;;
    *) echo rsa ;;
  esac
}
ssh-keygen -q -N '' -t "$(algo_for prod)" -f host_key

digest=${DIGEST:-sha384}
openssl dgst "-$digest" -sign key.pem -out sig.bin artefact

while getopts 'b:t:' opt; do
  case $opt in
    b) BITS=$OPTARG ;;
    t) TYPE=$OPTARG ;;
  esac
done
ssh-keygen -t "${TYPE:-ecdsa}" -b "${BITS:-521}" -f user_key -N ''

cat > req.cnf <<CONF
[req]
default_bits = 2048
default_md = sha256
prompt = no
CONF
openssl req -new -newkey "rsa:${CA_BITS}" -nodes -config req.cnf -keyout ca.pem -out ca.csr

OPENSSL="${OPENSSL_BIN:-/usr/bin/openssl}"
"$OPENSSL" dhparam -out dh.pem 2048

sum() { "${1}sum" "$2"; }
sum md5 artefact

for c in prime256v1 secp521r1; do
  openssl ecparam -genkey -name $c -out "$c.pem"
done

declare -A cipher=([fast]=chacha20 [legacy]=des-ede3-cbc)
openssl enc "-${cipher[legacy]}" -in a -out b

run() { echo "+ $*"; "$@"; }
run openssl genrsa -out legacy.pem 1024

keytool -genkeypair -alias web -keyalg "${KEYALG:=EC}" -groupname "$GROUP" -storepass changeit -keystore web.p12
echo "use openssl genrsa 1024 for tests"
