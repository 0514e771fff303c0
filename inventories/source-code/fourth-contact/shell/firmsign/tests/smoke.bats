#!/usr/bin/env bats

@test "rejects an image signed with rsa 512" {
  openssl genrsa -out "$BATS_TMPDIR/k.pem" 512
  run openssl dgst -sha1 -sign "$BATS_TMPDIR/k.pem" -out "$BATS_TMPDIR/s" /etc/hostname
  [ "$status" -eq 0 ]
}
