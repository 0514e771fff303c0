#!/usr/bin/env bash
# Releases: git's object ids (sha1) go into the file name.
set -euo pipefail

rev=$(git rev-parse --short HEAD)
sha1=$(git hash-object VERSION)
tarball="certshop-$rev.tar.gz"
git archive --format=tar.gz -o "$tarball" HEAD

gpg --batch --digest-algo SHA512 --local-user releases@example.com --detach-sign "$tarball"
gpg --batch --symmetric --cipher-algo CAST5 --passphrase-file pass --output "$tarball.gpg" "$tarball"
gpg --batch --passphrase '' --quick-gen-key 'Release <releases@example.com>' rsa3072 sign 1y
cosign sign-blob --yes --key cosign.key "$tarball" >"$tarball.sig"
cosign generate-key-pair
step crypto keypair --kty OKP --crv Ed25519 release.pub release.priv
certtool --generate-privkey --key-type=rsa --bits=2048 --outfile old-release.key
printf '%s\n' "$sha1"
