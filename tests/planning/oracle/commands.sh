#!/usr/bin/env bash
# Runs the commands that runbooks name against servers, keys and certificates made for it, and prints for
# each: exit code, the line of its output that shows what it is to show, the command.
#
#   Y2Q_COMMANDS=$PWD/commands.txt cargo test --locked --test it -- --ignored commands_are_written
#   PATH="openssl-3.5:openssh-10:y2q:$PATH" tests/planning/oracle/commands.sh < commands.txt > commands.tsv
#
# Needs OpenSSL 3.5, a JDK, OpenSSH 10.0 or later, GnuPG, and BIND 9 with its tools. Everything listens on the loopback interface only.
set -uo pipefail

here=$(mktemp -d)
cd "$here"
quiet() { "$@" >/dev/null 2>&1; }

# A root, an issuing authority and a leaf under ML-DSA, a revocation list, a key and certificate for SSH.
quiet openssl req -x509 -newkey mldsa65 -nodes -keyout ROOT.key -out ROOT.pem -days 30 -subj /CN=root \
  -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign
for name in ISSUING CERT; do
  quiet openssl req -new -newkey mldsa65 -nodes -keyout $name.key -out $name.csr -subj /CN=localhost
done
printf 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n' > ca.ext
quiet openssl x509 -req -in ISSUING.csr -CA ROOT.pem -CAkey ROOT.key -out ISSUING.pem -days 20 -extfile ca.ext
quiet openssl x509 -req -in CERT.csr -CA ISSUING.pem -CAkey ISSUING.key -out CERT.pem -days 10
cp ISSUING.pem CHAIN.pem
cat ROOT.pem ISSUING.pem > STORE.pem
cp CERT.key KEY.pem
# What an authority signed that is in no store any more.
quiet openssl req -x509 -newkey rsa:2048 -nodes -keyout OLD.key -out OLD.pem -days 30 -subj /CN=old
quiet openssl req -new -newkey rsa:2048 -nodes -keyout OLD-CERT.key -out OLD-CERT.csr -subj /CN=localhost
quiet openssl x509 -req -in OLD-CERT.csr -CA OLD.pem -CAkey OLD.key -out OLD-CERT.pem -days 10
touch index.txt
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=5\n' > ca.cnf
quiet openssl ca -config ca.cnf -gencrl -keyfile ROOT.key -cert ROOT.pem -out LIST.pem
quiet ssh-keygen -q -t ed25519 -N '' -C test -f KEY
quiet ssh-keygen -q -t ed25519 -N '' -f authority
quiet ssh-keygen -q -s authority -I test -n "$(id -un)" KEY.pub
cp KEY-cert.pub CERT.pub
quiet ssh-keygen -q -t ed25519 -N '' -f host
mkdir PATH_ && cp CERT.pem PATH_/
printf 'schema = 1\n[estate]\nname = "test"\n' > estate.toml
quiet y2q --quiet scan PATH_ --db first.db
quiet y2q --quiet plan --db first.db --format json -o plan.json

openssl s_server -accept 127.0.0.1:44330 -cert CERT.pem -key CERT.key -cert_chain CHAIN.pem -www \
  -groups X25519MLKEM768:X25519 >/dev/null 2>&1 &
tls=$!
openssl s_server -accept 127.0.0.1:44331 -cert CERT.pem -key CERT.key -www -groups X25519MLKEM768 >/dev/null 2>&1 &
strict=$!
# One that asks clients for a certificate, and what it accepts of them.
openssl s_server -accept 127.0.0.1:44332 -cert CERT.pem -key CERT.key -cert_chain CHAIN.pem -www -Verify 2 -CAfile ROOT.pem \
  -client_sigalgs mldsa65:RSA-PSS+SHA256 >/dev/null 2>&1 &
asking=$!
quiet keytool -importcert -noprompt -alias root -file ROOT.pem -keystore STORE.jks -storetype JKS -storepass PASSWORD
quiet keytool -importcert -noprompt -alias issuing -file ISSUING.pem -keystore STORE.jks -storepass PASSWORD
serve() { # port, methods
  cat > "sshd_$1" <<CONFIG
Port $1
ListenAddress 127.0.0.1
HostKey $here/host
PidFile none
AuthorizedKeysFile $here/KEY.pub
StrictModes no
UsePAM no
KexAlgorithms $2
${SSHD_EXTRA:-}
CONFIG
  "$(command -v sshd)" -D -f "$here/sshd_$1" >/dev/null 2>&1 &
}
serve 42022 mlkem768x25519-sha256,curve25519-sha256
ssh_mixed=$!
serve 42023 mlkem768x25519-sha256
ssh_strict=$!
cat > ssh_config <<CONFIG
Host 127.0.0.1
  Port 42022
  IdentityFile $here/KEY
  StrictHostKeyChecking no
  UserKnownHostsFile $here/known
CONFIG
# A signed zone, with its key as the trust anchor.
mkdir dns
zone_key=$(dnssec-keygen -q -K dns -a ECDSAP256SHA256 zone.test)
anchor=$(dnssec-keygen -q -K dns -a ECDSAP256SHA256 -f KSK zone.test)
printf '$TTL 60\n@ SOA ns root 1 60 60 60 60\n@ NS ns\nns A 127.0.0.1\n' > dns/zone.test
cat "dns/$zone_key.key" "dns/$anchor.key" >> dns/zone.test
quiet dnssec-signzone -K dns -o zone.test dns/zone.test
key_of=$(sed -n 's/.*DNSKEY \([0-9]* [0-9]* [0-9]*\) \(.*\)/\1 "\2"/p' "dns/$anchor.key")
printf 'trust-anchors { zone.test. static-key %s; };\n' "$key_of" > anchors
cat > named.conf <<CONFIG
options { directory "$here/dns"; pid-file none; listen-on port 42053 { 127.0.0.1; }; listen-on-v6 { none; };
          recursion no; session-keyfile none; };
controls { };
zone "zone.test" { type primary; file "$here/dns/zone.test.signed"; };
CONFIG
named -f -c "$here/named.conf" >/dev/null 2>&1 &
dns=$!
export GNUPGHOME=$here/gnupg
mkdir -m 700 gnupg
quiet gpg --batch --pinentry-mode loopback --passphrase '' --quick-generate-key test ed25519
quiet gpg --armor --output KEY.asc --export test
mkdir bin
printf '#!/bin/sh\nexec "%s" @127.0.0.1 -p 42053 "$@"\n' "$(command -v dig)" > bin/dig
printf '#!/bin/sh\nexec "%s" @127.0.0.1 -p 42053 -a "%s/anchors" +root=zone.test "$@"\n' "$(command -v delv)" "$here" > bin/delv
printf '#!/bin/sh\nexec "%s" -F "%s/ssh_config" "$@"\n' "$(command -v ssh)" "$here" > bin/ssh
printf '#!/bin/sh\nexec "%s" -f "%s/sshd_42022" "$@"\n' "$(command -v sshd)" "$here" > bin/sshd
chmod +x bin/*
sleep 2

while IFS= read -r command; do
  run=${command//HOST:443/127.0.0.1:44330}
  run=${run//HOST/127.0.0.1}
  run=${run//PATH/PATH_}
  run=${run//ZONE/zone.test}
  shows='.'
  case $command in
  swanctl*) printf 'not run\tneeds a daemon\t%s\n' "$command"; continue ;;
  *X25519MLKEM768*) shows='Negotiated TLS1.3 group: X25519MLKEM768' ;;
  # What is to be refused is asked of servers that refuse it: the command looks for the line that says so.
  *'-groups X25519 '*) run=${run//44330/44331}; shows='alert handshake failure' ;;
  *KexAlgorithms=curve25519*) run="${run/-o Batch/-p 42023 -o Batch}"; shows='no matching key exchange' ;;
  dig*) shows='DNSKEY.257 3 13' ;;
  delv*) shows='fully validated' ;;
  gpg\ --show*) shows='ed25519' ;;
  *kexalgorithms* | 'ssh -Q kex') shows='mlkem768x25519-sha256' ;;
  *'-kem-algorithms') shows='ML-KEM-768' ;;
  *'-signature-algorithms') shows='ML-DSA-65' ;;
  # Of a server that accepts no Ed25519 key of a host, one that has another one only.
  *HostKeyAlgorithms=*) run="${run/ssh-ed25519/ecdsa-sha2-nistp256}"; shows='no matching host key' ;;
  *'Requested Signature'*) run=${run//44330/44332}; shows='id-ml-dsa-65' ;;
  keytool*) run="$run; wc -l STORE.pem"; shows='STORE.pem' ;;
  *OLD-CERT*) shows='unable to get local issuer' ;;
  *verify*) shows=': OK' ;;
  *s_client*) shows='Peer signature type: mldsa65|Verify return code' ;;
  *x509*) shows='Public Key Algorithm: ML-DSA-65' ;;
  *crl*) shows='Signature Algorithm: ML-DSA-65' ;;
  *pkey*) shows='ML-DSA-65 Private-Key' ;;
  'ssh-keygen -L'*) shows='Signing CA: ED25519' ;;
  'ssh-keygen -l'*) shows='ED25519' ;;
  'ssh -v'*) shows='kex: algorithm: mlkem768x25519-sha256' ;;
  'y2q plan --db'* | *--track*) shows='Progress of' ;;
  esac
  run=${run//y2q.db/second.db}
  out=$(PATH="$here/bin:$PATH" timeout 60 bash -c "$run" 2>&1 </dev/null)
  code=$?
  line=$(grep -E -m1 -- "$shows" <<<"$out" | sed -e 's/\t/ /g' -e 's/^ *//' -e 's/[0-9A-F]\{12,\}/…/g' -e 's/SHA256:[A-Za-z0-9+/]*/…/g' | cut -c1-100)
  printf '%s\t%s\t%s\n' "$code" "$line" "$command"
done
kill $tls $strict $asking $ssh_mixed $ssh_strict $dns 2>/dev/null
quiet gpgconf --kill all
rm -rf "$here"
