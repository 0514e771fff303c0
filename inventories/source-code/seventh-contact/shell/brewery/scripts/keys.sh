#!/usr/bin/env bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../config/brew.env
source "$here/../config/brew.env"
# shellcheck source=lib.sh
source "$here/lib.sh"

out=${1:-build}
mkdir -p "$out"

openssl genrsa -out "$out/house.key" "$BREW_KEY_BITS"
openssl ecparam -genkey -noout -name "${BREW_CURVE:-secp384r1}" -out "$out/label.key"

ssh-keygen -q -N '' -t "$(login_kind brewer)" -f "$out/brewer"
ssh-keygen -q -N '' -t rsa -b "${VESSEL_BITS[cask]}" -f "$out/cask"

BREW_PASS=$(openssl rand -hex 16)
export BREW_PASS
lock aes-256-cbc recipes/helles.txt

for sum in md5 sha256; do
    openssl dgst "-$sum" recipes/helles.txt
done

say "keys are there: RSA for the house, Ed25519 for the brewer"
describe "Helles" "$BREW_CASKS"
