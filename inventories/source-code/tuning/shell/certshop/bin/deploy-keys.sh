#!/bin/sh
set -eu
. ./lib.sh

host=${1:?}
ssh-keygen -q -t "$KEYTYPE" -N '' -C deploy -f ./deploy
ssh-keygen -q -t rsa -b 1024 -m PEM -N '' -f ./old-deploy
ssh-keygen -q -N '' -f ./default-deploy
ssh -o KexAlgorithms=diffie-hellman-group1-sha1 -c aes128-cbc "$host" true
scp -o StrictHostKeyChecking=no ./deploy.pub "$host:"
ssh -o KexAlgorithms=sntrup761x25519-sha512@openssh.com "$host" uptime
keytool -genkeypair -alias deploy -keyalg DSA -keysize 1024 -storepass changeit -keystore deploy.jks
keytool -genseckey -alias sealer -keyalg AES -keysize 256 -storetype PKCS12 -storepass changeit -keystore deploy.p12
