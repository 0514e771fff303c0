#!/usr/bin/env bash
# Source code: y2q with one and two threads and once more over what it has seen, rg with the same words as y2q's gates
# (the floor), cipherscope and foxguard (peers), in turns over the same folders. The best round of each counts.
#
#   benches/source.sh FOLDER...        ROUNDS=3
#
# Y2Q, FOXGUARD and CIPHERSCOPE name the programs; what is not there is left out. Needs rg, python3 and GNU time. The
# table goes to standard output and to benches/results/source.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
y2q=${Y2Q:-$here/../target/release/y2q} rounds=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The texts of which one stands in every file that a pack is about.
python3 - "$here"/../src/detect/code/packs/*.toml >"$work/words" <<'PYTHON'
import sys, tomllib
gates = {gate for path in sys.argv[1:] for gate in tomllib.load(open(path, "rb"))["gate"]}
print("\n".join(sorted(gates)))
PYTHON

run() { # name command...
  local name=$1 status=0
  shift
  /usr/bin/time -q -o "$work/cost" -f '%e %U %S %M' "$@" >"$work/out" 2>"$work/err" || status=$?
  # rg says 1 for no match and 2 for a file that it may not read; others say 1 for findings; 124 is the time limit.
  awk -v name="$name" -v status="$status" '{ print name "\t" $1 "\t" $2 + $3 "\t" $4 / 1000 "\t" status }' "$work/cost" >>"$work/costs"
}

table() { # title, files, megabytes
  printf '\n%s: %d files, %.0f MB, best of %d, load %s\n\n' "$1" "$2" "$3" "$rounds" "$(cut -d' ' -f1 /proc/loadavg)"
  echo '| program | wall | CPU | peak | files/s | MB/s | MB per CPU-second |'
  echo '|---|---:|---:|---:|---:|---:|---:|'
  awk -F'\t' -v files="$2" -v megabytes="$3" '
    !($1 in cpu) { order[++count] = $1 }
    !($1 in cpu) || $3 < cpu[$1] { wall[$1] = $2; cpu[$1] = $3; peak[$1] = $4; status[$1] = $5 }
    END {
      for (at = 1; at <= count; at++) {
        name = order[at]; seconds = wall[name] > 0 ? wall[name] : 0.01; used = cpu[name] > 0 ? cpu[name] : 0.01
        printf "| %s%s | %.2f s | %.2f s | %.0f MB | %.0f | %.0f | %.1f |\n", name, status[name] == 124 ? " (stopped)" : "", seconds, used, peak[name], files / seconds, megabytes / seconds, megabytes / used
      }
    }' "$work/costs"
}

mkdir -p "$here/results"
for folder in "$@"; do
  rm -f "$work/costs"
  files=$(find "$folder" -xdev -type f | wc -l)
  megabytes=$(find "$folder" -xdev -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum / 1e6 }')
  for round in $(seq "$rounds"); do
    run 'rg -c -F, 2 threads' rg -c -F --hidden --no-ignore -j 2 -f "$work/words" "$folder"
    for threads in 1 2; do
      rm -f "$work"/y2q.db*
      run "y2q, $threads threads" "$y2q" --quiet scan --threads "$threads" --no-archives --db "$work/y2q.db" "$folder"
    done
    run 'y2q, second scan' "$y2q" --quiet scan --threads 2 --no-archives --db "$work/y2q.db" "$folder"
    if [ -x "${CIPHERSCOPE:-}" ]; then
      run 'cipherscope, 2 threads' timeout 600 "$CIPHERSCOPE" --roots "$folder" --gitignore false --threads 2 --output "$work/cipherscope"
    fi
    if [ -x "${FOXGUARD:-}" ] && [ "$round" = 1 ]; then
      run 'foxguard pqc' timeout 600 "$FOXGUARD" pqc --format json "$folder"
    fi
  done
  table "$(basename "$folder")" "$files" "$megabytes"
done | tee "$here/results/source.md"
