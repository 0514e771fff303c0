#!/usr/bin/env bash
# Starts servers that turn to TLS on request, and two that speak it at once, on 127.0.0.1 only, each with settings of its own:
# Postfix, Dovecot (IMAP, POP3, ManageSieve), ProFTPD, OpenLDAP, Prosody, PostgreSQL, MariaDB, HAProxy, Apache. They run in a root
# file system of Debian 13, in which nothing else runs; the machine itself is not changed.
#   start.sh install ROOT   installs them there (ROOT: made by debootstrap)
#   start.sh start ROOT     starts them, and writes ROOT/sv/truth.csv
#   start.sh stop ROOT      ends what start recorded
set -uo pipefail
command=${1:-} root=$(realpath -m "${2:-.}")
dir=$root/sv

in_root() { chroot "$root" "$@"; }

install() {
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  in_root apt-get update -q
  DEBIAN_FRONTEND=noninteractive in_root apt-get install -y -q --no-install-recommends postfix dovecot-imapd dovecot-pop3d \
    dovecot-managesieved slapd postgresql mariadb-server proftpd-core proftpd-mod-crypto prosody haproxy apache2
  in_root apt-get clean
}

run() { # name, program and its arguments
  local name=$1
  shift
  chroot "$root" "$@" >"$dir/$name.log" 2>&1 &
  echo $! >>"$dir/pids"
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

start() {
  mkdir -p "$dir"
  chmod 755 "$dir"
  : >"$dir/pids"
  echo "url,versions,groups,certificates" >"$dir/truth.csv"
  [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
  [ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9
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
  sleep 5
  cat "$dir/truth.csv"
}

stop() {
  [ -f "$dir/pids" ] || return 0
  while read -r pid; do kill "$pid" 2>/dev/null; done <"$dir/pids"
  rm "$dir/pids"
}

case $command in
  install | start | stop) $command ;;
  *) sed -n 2,8p "$0" ;;
esac
