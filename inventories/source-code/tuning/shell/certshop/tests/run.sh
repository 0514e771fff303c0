#!/bin/sh
set -eu
tmp=$(mktemp -d)
openssl genrsa -out "$tmp/k" 512 2>/dev/null
printf abc | openssl dgst -md4 -provider legacy | grep -q a448017aaf21d8525fc10ae87aa6729d
test "$(printf abc | sha224sum | cut -c1-8)" = 23097d22
rm -rf "$tmp"
