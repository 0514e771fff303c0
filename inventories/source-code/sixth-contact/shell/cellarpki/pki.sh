#!/bin/bash
source ./env.sh

root_key() {
    openssl genpkey -algorithm "$ROOT_ALG" -out root.pem
}

leaf_key() {
    openssl ecparam -name "$LEAF_CURVE" -genkey -noout -out leaf.pem
}

sign_leaf() {
    openssl dgst "-sha${1:-512}" -sign leaf.pem -out leaf.sig leaf.txt
}

store() {
    local bits=${STORES[1]}_bits
    keytool -genkeypair -alias web -keyalg RSA -keysize "${!bits}" -keystore web.p12 -storepass changeit -dname CN=web
}

wrap() {
    local -a options=(-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256)
    openssl pkeyutl -encrypt -pubin -inkey cellar.pub "${options[@]}" -in key.bin -out key.wrapped
}

derive() {
    openssl kdf -keylen 32 -kdfopt digest:SHA384 -kdfopt hexkey:"$1" -kdfopt info:cellar HKDF
}

users() {
    htpasswd -nbB "$1" "$2" >> users.htpasswd
}

tunnel() {
    wg genkey > wg.key
    ssh-keygen -t "${TUNNEL_KEY:=ed25519}" -N '' -f tunnel
}

marks() {
    for size in 512; do
        shasum -a "$size" -- *.pem > marks.txt
    done
    openssl sha1 root.pem >> marks.txt
}

root_key; leaf_key; sign_leaf; store; wrap; tunnel; marks
derive "$(xxd -p -c 64 key.bin)"
users cellar "$CELLAR_PASSWORD"
