#!/bin/bash
# Accounts of the operators on the loader's panel.
scheme=${1:-6}
declare -A flags=([weak]=1 [strong]=6)

add() {
  local user=$1 secret
  secret=$(openssl rand -base64 12)
  echo "$user:$(openssl passwd "-$scheme" "$secret")" >> panel.shadow
  echo "$user:$(openssl passwd -${flags[weak]} "$secret")" >> panel-old.shadow
  htpasswd -bs panel.htpasswd "$user" "$secret"
}

token() {
  local header payload
  header=$(printf '{"alg":"HS256"}' | basenc --base64url)
  payload=$(printf '{"sub":"%s"}' "$1" | basenc --base64url)
  printf '%s.%s' "$header" "$payload" | openssl dgst -sha256 -mac HMAC -macopt hexkey:"$PANEL_KEY" -binary | basenc --base64url
}

openssl pkcs12 -export -legacy -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -in panel.crt -inkey panel.key -out panel.p12 -passout pass:panel
openssl enc -aria-192-ofb -pbkdf2 -md sha512 -in panel.shadow -out panel.shadow.enc -pass env:PANEL_PASS
perl -MDigest::SHA=sha224_hex -e 'print sha224_hex(<STDIN>), "\n"' < panel.shadow.enc
