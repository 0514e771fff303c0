#!/bin/sh
set -eu
conf=$(dirname "$0")/boat.conf

get() {
    value=$(sed -n "s/^$1 *= *//p" "$conf")
    echo "${value:-$2}"
}

kex=$(get ssh_kex curve25519-sha256)
bits=$(get ssh_bits 4096)

ssh-keygen -t rsa -b "$bits" -f ./deploy_key -N "" -q
SSH="ssh -i ./deploy_key -o KexAlgorithms=$kex -o Ciphers=aes256-ctr"
$SSH -o StrictHostKeyChecking=no deploy@boat.example.com true

rsync -e "$SSH" site/ deploy@boat.example.com:/srv/site/

# certificate of the boat itself
cat > san.cnf <<CNF
[req]
default_md = sha1
distinguished_name = dn
[dn]
CNF
openssl req -new -config san.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-521 -nodes -keyout boat.key -subj /CN=boat.example.com -out boat.csr

openssl s_client -connect boat.example.com:443 -min_protocol TLSv1.1 -CAfile ca.pem </dev/null

token_head=$(printf '{"alg":"%s"}' HS256 | base64)
token_body=$(printf '{"sub":"boat"}' | base64)
secret=${BOAT_SECRET:-$(head -c 32 /dev/urandom | base64)}
signed=$(printf '%s.%s' "$token_head" "$token_body" | openssl dgst -sha256 -hmac "$secret" -binary | base64)
echo "$token_head.$token_body.$signed" > token

case "${PASSWORD_STYLE:-new}" in
    old) style=-1 ;;
    *) style=-6 ;;
esac
openssl passwd "$style" -stdin < password > shadow.line
