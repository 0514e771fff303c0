#!/bin/sh
# Enrols a mast. Runs on the small router too, so no bash here.
set -eu

CONF=${RELAY_CONF:-conf}
SUMTOOL=b2sum
KEEP="1.3.101.112 1.2.840.10040.4.1"   # shown on the sheet: id-Ed25519, id-dsa
frequency=${1:-98.4}

openssl req -new -x509 -config "$CONF/mast.cnf" -days 397 -keyout mast.key -out mast.pem
gpg --batch --generate-key "$CONF/owner.batch"

set -- -keyalg DSA -keysize 2048
keytool -genkeypair -alias panel -keystore panel.p12 -storepass:env PANEL_PASS -dname "CN=panel" "$@"

find schedule -type f -print0 | xargs -0 "$SUMTOOL" > schedule.sums

desk_password() {
    htpasswd -nbBC 12 desk "$1"
}
desk_password "${DESK_PASS:?}" > desk.htpasswd

shuf -n 3 playlist.txt
echo "mast on $frequency MHz enrolled, identifiers: $KEEP"
