#!/usr/bin/env bash
# Scans one folder with y2q and with other programs, in turns, and prints wall time, CPU time (user and system, of all
# threads) and peak memory of every run; the last column says how much of the folder that is a second.
#
#   benches/others.sh FOLDER [ROUNDS]
#
# Y2Q, FOXGUARD and CIPHERSCOPE name the programs; what is not there is left out. Needs rg and GNU time.
set -euo pipefail
folder=$1 rounds=${2:-3}
y2q=${Y2Q:-target/release/y2q}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=$(find "$folder" -xdev -type f | wc -l)
megabytes=$(find "$folder" -xdev -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum / 1e6 }')
echo "$folder: $files files, $megabytes MB"

run() { # name command...
  local name=$1 status=0
  shift
  rm -f "$work"/y2q.db*
  # rg says 1 for no match and 2 for a file that it may not read; others say 1 for findings.
  /usr/bin/time -q -o "$work/cost" -f '%e %U %S %M' "$@" >"$work/out" 2>"$work/err" || status=$?
  awk -v name="$name" -v files="$files" -v megabytes="$megabytes" -v status="$status" \
    '{ printf "%-28s exit %d  wall %7.2f s  CPU %7.2f s  peak %5d MB  %8.0f files/s  %6.0f MB/s\n", name, status, $1, $2 + $3, $4 / 1000, files / $1, megabytes / $1 }' "$work/cost"
}

for round in $(seq "$rounds"); do
  echo "round $round"
  for threads in 1 2; do
    run "rg -c, $threads threads" rg -c --hidden --no-ignore -j "$threads" 'BEGIN ' "$folder"
    run "y2q, $threads threads, closed" "$y2q" --quiet scan --threads "$threads" --no-archives --db "$work/y2q.db" "$folder"
    run "y2q, $threads threads, archives" "$y2q" --quiet scan --threads "$threads" --db "$work/y2q.db" "$folder"
  done
  if [ -x "${CIPHERSCOPE:-}" ]; then
    run "cipherscope" "$CIPHERSCOPE" --roots "$folder" --gitignore false --threads 2 --output "$work/cipherscope"
  fi
  if [ -x "${FOXGUARD:-}" ] && [ "$round" = 1 ]; then
    run "foxguard pqc" timeout 900 "$FOXGUARD" pqc --format json "$folder"
  fi
done
