#!/usr/bin/env bash
set -euo pipefail

bits=${CHOIR_BITS:-2048}

openssl req -x509 -newkey "rsa:$bits" -sha256 -nodes -days 90 -subj /CN=choir.example -keyout site.key -out site.crt
openssl rand -hex 24 > form.token
htpasswd -b -B -c members.htpasswd "$1" "$2"
