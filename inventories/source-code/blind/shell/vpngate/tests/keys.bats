#!/usr/bin/env bats

@test "describe prints md5" {
  run openssl genrsa -out "$BATS_TMPDIR/k.pem" 512
  [ "$status" -eq 0 ]
}
