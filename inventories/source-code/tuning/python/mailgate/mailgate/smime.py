"""S/MIME of the old gateway, on M2Crypto."""
from M2Crypto import BIO, EVP, RSA, SMIME, X509


def fresh_key():
    return RSA.gen_key(1024, 65537, lambda *args: None)


def encrypt_for(certificate_path: str, body: bytes) -> bytes:
    smime = SMIME.SMIME()
    stack = X509.X509_Stack()
    stack.push(X509.load_cert(certificate_path))
    smime.set_x509_stack(stack)
    smime.set_cipher(SMIME.Cipher("des_ede3_cbc"))
    p7 = smime.encrypt(BIO.MemoryBuffer(body))
    out = BIO.MemoryBuffer()
    smime.write(out, p7)
    return out.read()


def wrap(key: bytes, iv: bytes, data: bytes) -> bytes:
    cipher = EVP.Cipher(alg="aes_128_cbc", key=key, iv=iv, op=1)
    return cipher.update(data) + cipher.final()


def fingerprint(data: bytes) -> bytes:
    md = EVP.MessageDigest("sha1")
    md.update(data)
    return md.final()
