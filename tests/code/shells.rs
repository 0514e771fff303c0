//! Values of shells: conditions, words of functions, files of settings, files of keys, loops, names that are values.

use super::flows::found;
use y2q::detect::DETECTORS;
use y2q::scan::examine;

#[test]
fn conditions_of_shells_leave_what_a_call_comes_to() {
    assert_eq!(
        found(&[(
            "a.sh",
            "bits() { case \"$1\" in x) echo 1024;; y|z) echo 3072;; *) echo 2048;; esac; }\n\
             openssl genrsa -out a \"$(bits z)\"\nopenssl genrsa -out b \"$(bits other)\"\n",
        )]),
        ["RSA-3072", "RSA-2048"]
    );
    assert_eq!(
        found(&[(
            "a.sh",
            "make() {\n  local level=$1 bits\n  if [ \"$level\" = low ]; then bits=1024\n\
             \x20 elif [[ $level == high* || $level =~ ^top[0-9]+$ ]]; then bits=3072\n  else bits=2048; fi\n\
             \x20 openssl genrsa -out \"$level\" \"$bits\"\n}\nmake top9\n",
        )]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.sh",
            "make() {\n  local bits=$2\n  [ -z \"$bits\" ] && bits=3072\n  (( bits < 2048 )) && bits=2048\n\
             \x20 openssl genrsa -out \"$1\" \"$bits\"\n}\nmake a\nmake b 1024\n\
             strong=1\nopenssl genrsa -out c $(( strong ? 4096 : 1024 ))\n",
        )]),
        ["RSA-3072", "RSA-2048", "RSA-4096"]
    );
    // What the surroundings decide leaves every way.
    assert_eq!(
        found(&[(
            "a.sh",
            "level=${LEVEL:-high}\ncase $level in low) bits=1024;; high) bits=3072;; esac\n\
             openssl genrsa -out a \"$bits\"\n",
        )]),
        ["RSA-1024", "RSA-3072"]
    );
}

#[test]
fn commands_of_functions_are_those_that_a_call_comes_to() {
    assert_eq!(
        found(&[
            (
                "ca.sh",
                ". \"$(dirname \"$0\")/ca.conf\"\n\
             new_key() {\n  case $1 in\n    ec) openssl ecparam -genkey -noout -name \"$2\" -out \"$3\" ;;\n\
             \x20   rsa) openssl genrsa -out \"$3\" \"$2\" ;;\n  esac\n}\n\
             root() {\n  new_key ec \"$CURVE\" root.key\n  openssl req -new -x509 -key root.key -sha384 -out root.crt\n}\n\
             leaf() {\n  name=$1\n  bits=${2:-$BITS}\n  new_key \"$KIND\" \"$bits\" \"$name.key\"\n\
             \x20 openssl req -new -key \"$name.key\" -sha256 -out \"$name.csr\"\n\
             \x20 openssl x509 -req -in \"$name.csr\" -CA root.crt -CAkey root.key -sha256 -out \"$name.crt\"\n}\n\
             root\nleaf \"$@\"\n",
            ),
            ("ca.conf", "CURVE=secp384r1\nBITS=3072\nKIND=rsa\n")
        ]),
        [
            "ECDSA-P-384",
            "RSA-3072",
            "ECDSA-P-384-SHA-384",
            "RSA-PKCS1-1.5-SHA-256-3072",
            "ECDSA-P-384-SHA-256"
        ]
    );
}

#[test]
fn keys_of_shells_go_by_their_files() {
    assert_eq!(
        found(&[
            (
                "a.sh",
                ". ./sign.sh\nopenssl genrsa 1024 > other.pem\nopenssl genrsa -out sign.pem 3072\n\
                 openssl pkey -in sign.pem -pubout -out sign.pub.pem\nsign_file sign.pem data\n\
                 openssl pkeyutl -encrypt -pubin -inkey sign.pub.pem -pkeyopt rsa_padding_mode:oaep -in a -out b\n",
            ),
            (
                "sign.sh",
                "sign_file() { openssl dgst -sha256 -sign \"$1\" -out \"$2.sig\" \"$2\"; }\n"
            ),
        ]),
        ["RSA-1024", "RSA-3072", "RSA-OAEP-3072"]
    );
    assert_eq!(
        found(&[(
            "a.sh",
            "declare -A size=([rsa]=3072 [ecdsa]=384)\n\
             make() {\n  local kind=$1 bits=${2:-} path\n  path=$dir/id_$kind\n\
             \x20 if [[ -z $bits ]]; then bits=${size[$kind]}; fi\n\
             \x20 ssh-keygen -q -t \"$kind\" -b \"$bits\" -N '' -f \"$path\"\n  echo \"$path\"\n}\n\
             main() {\n  local key\n  key=$(make ecdsa 521)\n  ssh-keygen -Y sign -f \"$key\" -n a b\n\
             \x20 key=$(make rsa)\n  ssh-keygen -Y sign -f \"$key\" -n a c\n}\nmain\n",
        )]),
        ["ECDSA-P-521", "RSA-3072", "ECDSA-P-521", "RSA-PKCS1-1.5-3072"]
    );
}

#[test]
fn scripts_read_files_of_settings() {
    assert_eq!(
        found(&[
            (
                "rotate.sh",
                "INI=${INI:-$root/zone.ini}\n. ./lib.bash\nopenssl genrsa -out a \"$(ini_get mail bits 1024)\"\n\
                 openssl ecparam -genkey -name \"$(ini_get zone curve prime256v1)\" -out b\n\
                 openssl genrsa -out c \"$(ini_get mail none 4096)\"\n\
                 openssl genrsa -out d \"$(git config -f zone.ini old.bits)\"\n",
            ),
            (
                "lib.bash",
                "ini_get() {\n  local value\n  value=$(awk -F ' *= *' -v s=\"[$1]\" -v k=\"$2\" \
                 '$0 == s {on=1; next} /^\\[/ {on=0} on && $1 == k {print $2}' \"$INI\")\n\
                 \x20 printf '%s' \"${value:-${3-}}\"\n}\n",
            ),
            ("zone.ini", "[zone]\ncurve = secp384r1\n[mail]\nbits = 3072\n[old]\nbits = 2048\n"),
        ]),
        ["RSA-3072", "ECDSA-P-384", "RSA-4096", "RSA-2048"]
    );
    assert_eq!(
        found(&[
            (
                "a.sh",
                "declare -A cfg\nwhile IFS='=' read -r key value; do\n  [[ -z $key ]] && continue\n\
                 \x20 cfg[$key]=$value\ndone < \"$(dirname \"$0\")/a.conf\"\nget() { echo \"${cfg[$1]:-${2:-}}\"; }\n\
                 openssl genrsa -out a \"$(get key.bits 1024)\"\nopenssl genrsa -out b \"$(get key.other 4096)\"\n",
            ),
            ("a.conf", "# sizes\nkey.bits=3072\n"),
        ]),
        ["RSA-3072", "RSA-4096"]
    );
    assert_eq!(
        found(&[
            ("lib/c.sh", ": \"${BITS:=1024}\"\nf() { openssl genrsa -out k \"$BITS\"; }\n"),
            (
                "bin/nightly",
                "#!/bin/bash\nhere=$(cd \"$(dirname \"$0\")/..\" && pwd)\n\
                 source \"${CONF:-$here/etc/b.env}\"\nsource \"$here/lib/c.sh\"\nf\n",
            ),
            ("etc/b.env", "BITS=3072\n"),
        ]),
        ["RSA-3072"]
    );
}

#[test]
fn loops_of_shells_look_for_what_they_find() {
    assert_eq!(
        found(&[(
            "a.sh",
            "records=(\"low 1024\" \"high 3072\" \"top 4096\")\nfor record in \"${records[@]}\"; do\n\
             \x20 read -r name bits <<< \"$record\"\n  if [ \"$name\" = high ]; then break; fi\ndone\n\
             openssl genrsa -out a \"$bits\"\n\
             bits_of() {\n  while IFS=: read -r name size; do\n    [ \"$name\" = \"$1\" ] && echo \"$size\" && return\n\
             \x20 done <<'EOF'\nlow:1024\nmid:2048\nEOF\n}\nopenssl genrsa -out b \"$(bits_of mid)\"\n\
             max=0\nfor size in 1024 3072 2048; do (( size > max )) && max=$size; done\n\
             openssl genrsa -out c \"$max\"\n",
        )]),
        ["RSA-3072", "RSA-2048", "RSA-3072"]
    );
}

#[test]
fn names_of_functions_and_variables_of_shells_may_be_values() {
    assert_eq!(
        found(&[(
            "a.sh",
            "bits_low() { echo 1024; }\nbits_high() { echo 3072; }\nlevel=high\n\
             openssl genrsa -out a \"$(\"bits_$level\")\"\nKEY_HIGH=2048\nname=KEY_HIGH\n\
             openssl genrsa -out b \"${!name}\"\nspec=rsa-4096\nopenssl genrsa -out c \"$(cut -d- -f2 <<< \"$spec\")\"\n\
             sizes=(1024 2048 3072)\nopenssl genrsa -out d \"${sizes[-1]}\"\n\
             gen() {\n  set -- \"$1\" ${2:+-b \"$2\"}\n  kind=$1; shift\n  ssh-keygen -t \"$kind\" \"$@\" -f e\n}\n\
             gen rsa 1024\n",
        )]),
        ["RSA-3072", "RSA-2048", "RSA-4096", "RSA-3072", "RSA-1024"]
    );
}

/// What a scan finds, by name.
fn rows(path: &str, source: &str) -> Vec<String> {
    let found = examine(DETECTORS, path, source.as_bytes()).findings;
    found.iter().map(|one| one.asset.name()).collect()
}

#[test]
fn a_signature_by_a_key_that_nothing_tells_is_no_matter_of_its_digest_alone() {
    for (path, source) in [
        ("a.sh", "openssl dgst -sha256 -sign other.pem -out a b\n"),
        ("b.sh", "openssl dgst -sha256 -verify other.pem -signature a b\n"),
        (
            "a.js",
            "const crypto = require('node:crypto');\nmodule.exports = (key, data) => crypto.sign('sha256', data, key);\n",
        ),
        (
            "a.c",
            "#include <openssl/evp.h>\nint a(EVP_MD_CTX *c, EVP_PKEY *k)\n{\n  return EVP_DigestSignInit(c, 0, EVP_sha256(), 0, k);\n}\n",
        ),
    ] {
        assert_eq!(rows(path, source), ["SHA-256", "indeterminate"], "{path}");
    }
    let told = "openssl genrsa -out k.pem 3072\nopenssl dgst -sha256 -sign k.pem -out a b\nsha256sum -c sums\n";
    assert_eq!(rows("a.sh", told), ["RSA-3072", "RSA-PKCS1-1.5-SHA-256-3072", "SHA-256"]);
}
