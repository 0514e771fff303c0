#!/usr/bin/env bash
# Trial of new algorithms. Nothing of it is in production.
set -euo pipefail
: "${OPENSSL:=openssl}"
LEVELS=(44 65 87)

for level in "${LEVELS[@]}"; do
  "$OPENSSL" genpkey -algorithm "ML-DSA-$level" -out "mldsa-$level.pem"
done
"$OPENSSL" req -x509 -new -newkey slh-dsa-sha2-128s -nodes -keyout slh.key -subj /CN=trial -out slh.crt
$OPENSSL enc -aria-256-cbc -pbkdf2 -in plan.txt -out plan.aria -pass file:pass
$OPENSSL enc -seed -in plan.txt -out plan.seed -pass file:pass
$OPENSSL pkeyutl -encap -inkey mlkem.pub -secret shared.bin -out kem.ct
$OPENSSL dgst -md5 -binary shared.bin >session.key
$OPENSSL s_server -cert slh.crt -key slh.key -groups MLKEM768:X25519 -no_tls1_2 &
step ca certificate --kty RSA --size 2048 box.example.com box.crt box.key
ssh-keygen -Y sign -f deploy -n file plan.txt
echo "describe the trial: no des, no rsa"
