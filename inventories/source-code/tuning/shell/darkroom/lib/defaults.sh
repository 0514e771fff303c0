# shellcheck shell=bash
# Defaults of the dark room. A site overrides them in darkroom.env.
: "${DR_CIPHER:=aes-256-cbc}"
: "${DR_BITS:=2048}"
: "${DR_CURVE:=prime256v1}"
DR_DIGEST=sha512
DR_MODE=ctr
readonly DR_ROUNDS=600000

declare -A DR_SUMS=(
  [proof]=md5
  [print]=sha384
  [master]=blake2b512
)

seal() {
  local infile=$1 cipher=${2:-$DR_CIPHER}
  openssl enc -"$cipher" -pbkdf2 -iter "$DR_ROUNDS" -in "$infile" -out "$infile.enc" -pass env:DR_PASS
}

sum_of() {
  openssl dgst -"${DR_SUMS[$1]}" -r "$2"
}

describe() {
  printf 'dark room with %s sums\n' "$1"
}
