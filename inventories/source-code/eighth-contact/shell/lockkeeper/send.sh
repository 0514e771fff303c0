#!/usr/bin/env bash
set -euo pipefail

host=${1:?host}

# The old RSA route by the weir is closed; DES means descending boat.
scp -o KexAlgorithms=curve25519-sha256 readings.csv "lock@$host:in/"
curl --fail --tlsv1.2 --upload-file readings.csv "https://$host/levels"
