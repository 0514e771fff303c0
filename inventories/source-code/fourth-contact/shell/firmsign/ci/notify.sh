#!/bin/sh
# Tells the chat about a build; a digest of the changes goes by mail.
set -eu

digest() { git log --oneline -n "${1:-20}" | cut -c1-72; }
sign() { if [ "$1" -lt 0 ]; then echo minus; else echo plus; fi; }

CIPHER_TEAM=blue
key=$(git config --get user.signingkey || echo none)
rsa_desk=7

body="openssl dgst -md5 was removed from the docs; sha1sum too ($CIPHER_TEAM, desk $rsa_desk)"
delta=$(( $(digest 5 | wc -l) - 3 ))
cat <<EOF > message.txt
$body
$(sign "$delta") $delta, signed-off key: $key
Run "ssh-keygen -t dsa" no more.
EOF
grep -c 'aes-128-ecb' docs/*.md > mentions.txt || true
mail -s "firmsign: tls and rsa notes" team@example.com < message.txt
