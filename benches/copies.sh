#!/usr/bin/env bash
# A tree of whole copies of real files, as estates have them that hold a library, a checkout or a version more than once.
#
#   find library other/src -name '*.java' -size -16385c | benches/copies.sh TARGET FILES
#
# Standard input has the paths to copy, below the folder at hand; TARGET/copy0, TARGET/copy1 … get all of them each, until there
# are FILES files.
set -euo pipefail
target=$1 left=$2
[ ! -e "$target" ] || { echo "$target is there already; name a folder to be made" >&2; exit 2; }
list=$(mktemp)
trap 'rm -f "$list"' EXIT
sort -u >"$list"
[ -s "$list" ] || { echo "no paths on standard input; give it those of the files to copy" >&2; exit 2; }
count=$(wc -l <"$list")
for ((copy = 0; left > 0; copy++, left -= count)); do
  mkdir -p "$target/copy$copy"
  head -n "$left" "$list" | xargs -d '\n' cp --parents -t "$target/copy$copy"
done
