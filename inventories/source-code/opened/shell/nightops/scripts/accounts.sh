#!/bin/sh
# Accounts of the night shift.
set -eu

user=$1 pass=$2
old=$(openssl passwd -1 "$pass")
new=$(openssl passwd -6 "$pass")
htpasswd -nbB "$user" "$pass" >>/etc/nginx/htpasswd
htpasswd -nb "$user" "$pass" >>/etc/nginx/htpasswd.old
mkpasswd -m sha-256 "$pass"
printf '%s' "$pass" | argon2 "$(head -c 16 /dev/urandom | base64)" -id -e
printf '%s:%s\n' "$user" "$new" "$user" "$old"
echo "description: $user is a universal principal"
