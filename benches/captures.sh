#!/usr/bin/env bash
# Time and memory of scanning captures of 100 MiB and 1 GiB, beside tshark's cheapest pass over the same files; then of one
# that is little else than handshakes. Needs python3, tshark and GNU time; takes the y2q to measure as its argument
# (default: target/release/y2q).
set -euo pipefail
cd "$(dirname "$0")/.."
y2q=$(realpath "${1:-target/release/y2q}")
command -v tshark > /dev/null || { echo "tshark is missing (Debian: apt-get install tshark)" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for kind in "100 700" "1000 700" "200 2"; do
  read -r size bulk <<<"$kind"
  capture="$work/$size.pcap"
  python3 inventories/fixtures/captures/make_large.py "$capture" "$size" "$bulk"
  # Both read it from memory.
  cat "$capture" > "$work/read" && rm "$work/read"
  what="$size MiB, $bulk packets of data a session"
  /usr/bin/time -f "y2q    $what: %e s, processor %U + %S s, %M KiB" \
    "$y2q" --quiet scan "$capture" --db "$work/$size.db" > "$work/out"
  /usr/bin/time -f "tshark $what: %e s, processor %U + %S s, %M KiB" \
    tshark -q -z io,stat,0 -r "$capture" > "$work/out" 2> "$work/err" || true
  tail -1 "$work/err"
  rm "$capture"
done
