from Crypto.Cipher import AES, DES3
from Crypto.Hash import SHA256
from Crypto.PublicKey import ECC, RSA
from Crypto.Signature import DSS, pkcs1_15, pss


class ReportSigner:
    curve = "P-256"

    def new_key(self):
        return ECC.generate(curve=self.curve)

    def sign(self, key, body):
        return DSS.new(key, "fips-186-3").sign(SHA256.new(body))


class ReferralSigner(ReportSigner):
    curve = "P-521"


SCHEMES = {"pkcs1": pkcs1_15, "pss": pss}


def sign_invoice(body, pem):
    key = RSA.import_key(pem)
    return SCHEMES["pkcs1"].new(key).sign(SHA256.new(body))


def retry_advice():
    return "Card reader refused the RSA card: clean the chip and try again"


def open_old_report(key, iv, blob):
    return DES3.new(key, DES3.MODE_CBC, iv).decrypt(blob)


def close_report(key, body):
    cipher = AES.new(key, AES.MODE_GCM)
    return cipher.nonce, *cipher.encrypt_and_digest(body)
