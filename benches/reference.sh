#!/usr/bin/env bash
# The reference run: everything that y2q can time, and `openssl speed` in the same hour, into benches/results/DAY-….
#
#   benches/reference.sh [OPENSSL…]     default: the openssl of the path, 3.5 or later; several words: chroot DIR openssl
#
# For a quiet machine; what was noisy says so in its rows. About twelve minutes on two cores after the build.
# Afterwards the tables of README.md and docs/benchmarks.md are made from it.
set -euo pipefail
cd "$(dirname "$0")/.."
features=${Y2Q_BENCH_FEATURES:-bench-all,bench-openssl}
results=benches/results
day=$(date -u +%F)

cargo build --release --locked --features "$features"
target/release/y2q bench --quiet -o "$results/$day-bench.json" || [ -s "$results/$day-bench.json" ]
benches/anchors.sh 1 "${@:-openssl}" >"$results/$day-openssl.csv"
cargo bench --locked --features "$features" --bench timer | tee "$results/$day-overhead.txt"
BLESS=1 cargo test --locked --test it readme::
