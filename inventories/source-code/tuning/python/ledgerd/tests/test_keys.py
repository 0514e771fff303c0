import hashlib
import unittest

from cryptography.hazmat.primitives.asymmetric import dsa, rsa

from ledgerd import keys


class KeyTest(unittest.TestCase):
    def test_signing_key_signs(self):
        key = rsa.generate_private_key(65537, 1024)
        self.assertEqual(128, len(keys.sign_manifest(key, b"m")))

    def test_dsa_is_refused(self):
        key = dsa.generate_private_key(key_size=2048)
        with self.assertRaises((AttributeError, TypeError)):
            keys.sign_manifest(key, b"m")

    def test_vector(self):
        self.assertEqual(
            "900150983cd24fb0d6963f7d28e17f72",
            hashlib.md5(b"abc").hexdigest(),
        )


if __name__ == "__main__":
    unittest.main()
