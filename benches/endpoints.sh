#!/usr/bin/env bash
# Memory and time of scanning many endpoints of this machine with every question: 2,048 that answer, all at the same time;
# 1,048,576 addresses where nobody listens; what a dry run makes of a list of 1,000,000, and a scan of 100,000 of them, each
# of which the inventory then knows. Once more without the caches that glibc's allocator has for each thread.
# Needs openssl, python3 and GNU time; takes the y2q to measure as its argument (default: target/release/y2q).
# What it gave before and after exchanges were packed: benches/results/2026-11-27-endpoints.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
y2q=$(realpath "${1:-target/release/y2q}")
work=$(mktemp -d)
cd "$work"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -subj /CN=bench.invalid -days 2 2> /dev/null
port=18443 closed=18444
openssl s_server -quiet -www -accept "$port" -cert certificate.pem -key key.pem > server.log 2>&1 &
server=$!
trap 'kill $server 2> /dev/null || true; rm -rf "$work"' EXIT
sleep 1
kill -0 $server

# What a command took and the last line that it said.
measured() {
  local what=$1
  shift
  /usr/bin/time -o time -f "%e s, processor %U + %S s, %M KiB" "$@" > out 2> err || true
  echo "$what: $(tail -1 time)"
  head -1 err
}

everything=(--cidr 127.1.0.0/21 --ports "$port" --concurrency 2048 --connect-timeout 60 --read-timeout 60)
nobody=(--cidr 127.16.0.0/12 --ports "$closed" --concurrency 2048)
measured "2,048 endpoints, all at the same time" "$y2q" scan "${everything[@]}" --db live.db
measured "1,048,576 addresses without anybody" "$y2q" scan "${nobody[@]}" --db block.db
python3 - "$closed" > list.txt << 'P'
import sys
for at in range(1_000_000):
    print(f"tls://127.{at >> 16 & 255}.{at >> 8 & 255}.{at & 255}:{sys.argv[1]} host{at}.test.invalid")
P
measured "a list of 1,000,000, dry run" "$y2q" scan --targets list.txt --dry-run
head -100000 list.txt > short.txt
measured "a list of 100,000 without anybody" "$y2q" scan --targets short.txt --db list.db --concurrency 2048
export GLIBC_TUNABLES=glibc.malloc.tcache_count=0
measured "2,048 endpoints, without caches" "$y2q" scan "${everything[@]}" --db cacheless.db
