#!/bin/bash
set -u
GW=gw.example.com

ssh -oCiphers=chacha20-poly1305@openssh.com -oMACs=hmac-md5 "ops@$GW" uptime
ssh -oKexAlgorithms=mlkem768x25519-sha256 "ops@$GW" uptime
rsync -e 'ssh -o HostKeyAlgorithms=ssh-dss' -a /srv/logs "ops@$GW:"
sshpass -f pw sftp "ops@$GW"
stunnel -fd 0 <<CONF
client = yes
connect = $GW:993
sslVersionMin = TLSv1
CONF
socat - "OPENSSL:$GW:8443,verify=0"
git -c http.sslVerify=false fetch "https://$GW/ops.git"
cipher=$(( RANDOM % 26 ))
echo "riddle of the day: shift by $cipher"
