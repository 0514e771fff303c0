# shellcheck shell=bash
# Functions for all scripts of the house.

declare -A VESSEL_BITS=(
    [cask]=4096
    [keg]=2048
)

say() { printf '%s: %s\n' "${BREW_HOUSE:-brewery}" "$*" >&2; }

# lock CIPHER FILE: keeps recipes from curious guests
lock() {
    openssl enc "-$1" -pbkdf2 -iter 310000 -salt -pass env:BREW_PASS -in "$2" -out "$2.locked"
}

# login_kind WHO
login_kind() {
    case "$1" in
        brewer) echo ed25519 ;;
        guest)  echo ecdsa ;;
    esac
}

# describe a batch, e.g. "Helles, 12 casks"
describe() { printf '%s, %d casks\n' "$1" "$2"; }
