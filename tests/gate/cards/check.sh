#!/bin/sh
# Runs the fragments of the migration cards with the programs that they are for, and says what those say.
# usage: check.sh FOLDER, which holds a folder for every card with its fragment `after` under the name of its file.
# JAVAC, JAVA (24 or later), GO (1.27), NODE (24.5, beside node_modules with jose), OPENSSL (3.5), NGINX and SSHD (with it).
set -u
cd "$1" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { card=$1; shift; printf '%s: %s\n' "$card" "$*"; }

say python-md5 "$(cd python-md5 && python3 -c 'import digest; print(len(digest.digest(b"x")), "hexadecimal digits")')"
say python-cipher "$(cd python-cipher && python3 -c 'import close; print(len(close.close(bytes(32), b"hello")), "bytes")')"
say python-rsa-keygen "$(cd python-rsa-keygen && python3 -c '
import keys
key = keys.make()
key.public_key().verify(key.sign(b"x"), b"x")
print(len(key.public_key().public_bytes_raw()), "bytes of public key, signature verified")')"

for card in java-md5 java-cipher java-rsa-keygen java-rsa-signing java-jsse-groups; do
    "$JAVAC" -d "$work" "$card"/*.java && say "$card" "$("$JAVAC" -version) compiles it"
done
cat > "$work/Run.java" <<'JAVA'
import java.security.Signature;
import javax.crypto.spec.SecretKeySpec;

class Run {
    public static void main(String[] none) throws Exception {
        var keys = Keys.make();
        byte[] signature = Sign.sign(keys.getPrivate(), new byte[1]);
        Signature verifier = Signature.getInstance("ML-DSA-65");
        verifier.initVerify(keys.getPublic());
        verifier.update(new byte[1]);
        System.out.println("java-rsa-signing: " + signature.length + " bytes, verified: " + verifier.verify(signature));
        System.out.println("java-cipher: " + Close.close(new SecretKeySpec(new byte[32], "AES"), new byte[5]).length + " bytes");
        System.out.println("java-md5: " + Digest.digest(new byte[1]).length + " bytes");
    }
}
JAVA
"$JAVAC" -cp "$work" -d "$work" "$work/Run.java" && "$JAVA" -cp "$work" Run

for card in go-md5 go-rsa-keygen go-rsa-signing go-curve-preferences; do
    (cd "$card" && printf 'module card\n\ngo 1.27\n' > go.mod && "$GO" vet . && say "$card" "$("$GO" version) vets it")
done

say javascript-md5 "$("$NODE" -p "require('./javascript-md5/digest.js').digest('x').length") hexadecimal digits"
say javascript-rsa-keygen "$("$NODE" -p "require('./javascript-rsa-keygen/keys.js').make().publicKey.asymmetricKeyType")"
say javascript-rsa-signing "$("$NODE" -p "
const keys = require('./javascript-rsa-keygen/keys.js').make(), data = Buffer.from('x');
const signature = require('./javascript-rsa-signing/sign.js').sign(keys.privateKey, data);
signature.length + ' bytes, verified: ' + crypto.verify(null, data, keys.publicKey, signature)")"
say jwt-rs256 "$("$NODE" --no-warnings --input-type=module -e "
import { issue } from './jwt-rs256/token.mjs';
import { generateKeyPair, jwtVerify } from 'jose';
const keys = await generateKeyPair('ML-DSA-65');
const token = await issue({ sub: 'a' }, keys.privateKey);
console.log((await jwtVerify(token, keys.publicKey)).protectedHeader.alg, token.length, 'characters, verified');")"

say php-md5 "$(php -r 'require "php-md5/digest.php"; echo strlen(digest("x"));') hexadecimal digits"
say openssl-cipher "$(cc -Wall -Werror -c openssl-cipher/close.c -o "$work/close.o" && echo compiles)"

(cd "$work" && PATH="$(dirname "$OPENSSL"):$PATH" sh "$OLDPWD/rsa-certificate/issue.sh" 2>/dev/null)
say rsa-certificate "$("$OPENSSL" x509 -in "$work/www.pem" -noout -text | grep -m1 -o 'Algorithm: .*')," \
    "$("$OPENSSL" verify -CAfile "$work/www.pem" "$work/www.pem" | sed 's/.*: //')"
OPENSSL_CONF=openssl-groups/openssl.cnf "$OPENSSL" s_server -accept 127.0.0.1:15999 -cert "$work/www.pem" \
    -key "$work/www.key" -quiet > "$work/server" 2>&1 &
server=$!
sleep 1
say openssl-groups "$(OPENSSL_CONF=openssl-groups/openssl.cnf timeout 5 "$OPENSSL" s_client -connect 127.0.0.1:15999 -brief \
    < /dev/null 2>&1 | grep -i group)"
kill "$server"

placed() { sed "s#/etc/ssl/certs/www.pem#$work/www.pem#; s#/etc/ssl/private/www.key#$work/www.key#; s#/etc/ssh/ssh_host_ed25519_key#$work/host#" "$1"; }
{ echo "pid $work/pid; error_log $work/log;"; placed nginx-hybrid/nginx.conf; } > "$work/nginx.conf"
say nginx-hybrid "$($NGINX -t -c "$work/nginx.conf" 2>&1 | grep -o 'syntax is ok')"
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
placed sshd-kex/sshd_config > "$work/sshd_config"
say sshd-kex "$($SSHD -T -f "$work/sshd_config" | grep '^kexalgorithms')"
