#!/bin/bash
set -euo pipefail

# age and minisign are used where they are installed
recipient=${BOAT_RECIPIENT:?}
manifest=manifest.txt

hash_file() { "${1:-sha224}sum" "$2"; }
hash_file "" "$manifest"
hash_file md5 "$manifest"

encrypt=(age --encrypt --recipient "$recipient")
tar -c /srv/boat | "${encrypt[@]}" > boat.tar.age

minisign -S -s minisign.key -m boat.tar.age

algo=chacha20
openssl enc -"$algo" -salt -md sha256 -in "$manifest" -out "$manifest.enc" -pass env:BOAT_PASS

aws kms create-key --key-spec "${KMS_SPEC:-ECC_NIST_P256}" --key-usage SIGN_VERIFY

git rev-parse HEAD > revision       # the sha1 of the commit
rev=$(git hash-object -t commit "$manifest")
echo "$rev: backup described in the universal log"
