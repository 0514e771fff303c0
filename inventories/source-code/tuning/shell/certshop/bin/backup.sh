#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

src=$1 dst=$2
case ${3:-new} in
  old) algo=-des-ede3-cbc ;;
  *) algo=-aes-128-ctr ;;
esac

tar -C "$src" -cf - . | openssl enc "-$CIPHER" -pbkdf2 -iter 200000 -salt -pass file:/etc/certshop.pass -out "$dst/data.enc"
openssl enc "$algo" -in "$src/index" -out "$dst/index.enc" -pass env:INDEX_PASS
$SUM "$dst/data.enc" >"$dst/SUMS"
digest sha256 "$dst/data.enc" >>"$dst/SUMS"
md5sum "$dst/index.enc" >"$dst/index.md5"
openssl dgst -sha256 -hmac "$INDEX_MAC" "$dst/index.enc"
b2sum "$dst"/*.enc >>"$dst/SUMS"
openssl rand -hex 16 >"$dst/nonce"
