#!/usr/bin/env bats

@test "a small key signs a reading" {
  openssl genrsa -out "$BATS_TMPDIR/k.pem" 1024
  echo "1.84 m" > "$BATS_TMPDIR/r.txt"
  openssl dgst -sha1 -sign "$BATS_TMPDIR/k.pem" -out "$BATS_TMPDIR/r.sig" "$BATS_TMPDIR/r.txt"
}

@test "boat types name the dessert barge" {
  source lib/common.sh
  [[ "$BOAT_TYPES" == *dessert* ]]
}
