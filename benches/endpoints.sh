#!/usr/bin/env bash
# Memory and time of scanning many endpoints of this machine with every question: 2,048 that answer, all at the same time;
# 1,048,576 addresses where nobody listens; a list of 1,000,000 of the same,
# and what a dry run makes of it.
# Needs openssl, python3 and GNU time; takes the y2q to measure as its argument (default: target/release/y2q).
set -euo pipefail
cd "$(dirname "$0")/.."
y2q=$(realpath "${1:-target/release/y2q}")
work=$(mktemp -d)
cd "$work"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -subj /CN=bench.invalid -days 2 2> /dev/null
port=18443 closed=18444
openssl s_server -quiet -www -accept "$port" -cert certificate.pem -key key.pem > server.log 2>&1 &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
sleep 1

# What a command took and the last line that it said.
measured() {
  local what=$1
  shift
  /usr/bin/time -o time -f "%e s, processor %U + %S s, %M KiB" "$@" > out 2> err || true
  echo "$what: $(tail -1 time)"
  head -1 err
}

measured "2,048 endpoints, all at the same time" "$y2q" scan --cidr 127.1.0.0/21 --ports "$port" --db live.db \
  --concurrency 2048 --connect-timeout 60 --read-timeout 60
measured "1,048,576 addresses without anybody" "$y2q" scan --cidr 127.16.0.0/12 --ports "$closed" --db block.db \
  --concurrency 2048
python3 - "$closed" > list.txt <<'P'
import sys
for at in range(1_000_000):
    print(f"tls://127.{at >> 16 & 255}.{at >> 8 & 255}.{at & 255}:{sys.argv[1]} host{at}.test.invalid")
P
measured "a list of 1,000,000, dry run" "$y2q" scan --targets list.txt --dry-run
measured "a list of 1,000,000 without anybody" "$y2q" scan --targets list.txt --db list.db --concurrency 2048
