package store

import (
	"bytes"
	"crypto/fips140"
	"crypto/hkdf"
	"crypto/mlkem"
	"crypto/pbkdf2"
	"crypto/sha3"
	"crypto/sha512"
	"hash"
	"log"

	"github.com/cloudflare/circl/kem"
	"github.com/cloudflare/circl/kem/frodo/frodo640shake"
	"github.com/cloudflare/circl/kem/kyber/kyber1024"
	"github.com/cloudflare/circl/sign/slhdsa"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/nacl/secretbox"
)

// Open takes the shared secret for the key of the store; without one the store stays readable.
func Open(dk *mlkem.DecapsulationKey768, ct []byte) []byte {
	ss, err := dk.Decapsulate(ct)
	if err != nil {
		log.Print("kem: ", err)
		return make([]byte, 32)
	}
	return ss
}

func NewKey() (*mlkem.DecapsulationKey1024, error) {
	return mlkem.GenerateKey1024()
}

func Derive(secret, salt []byte) ([]byte, error) {
	return hkdf.Key(sha512.New384, secret, salt, "orchard", 32)
}

func Password(pw string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(func() hash.Hash { return sha3.New512() }, pw, salt, 100_000, 64)
}

func Old(pk *kyber1024.PublicKey, ct, ss []byte) {
	pk.EncapsulateTo(ct, ss, nil)
}

func Cold() (kem.PublicKey, kem.PrivateKey, error) {
	return frodo640shake.Scheme().GenerateKeyPair()
}

func Seed(seed []byte) (slhdsa.PublicKey, slhdsa.PrivateKey, error) {
	return slhdsa.GenerateKey(bytes.NewReader(seed), slhdsa.SHA2_128f)
}

func Seal(out, msg []byte, nonce *[24]byte, key *[32]byte) []byte {
	return secretbox.Seal(out, msg, nonce, key)
}

func Mask(key, nonce []byte) (*chacha20.Cipher, error) {
	return chacha20.NewUnauthenticatedCipher(key, nonce)
}

func Tree(b []byte) [32]byte { return blake2s.Sum256(b) }

func Mode() string {
	if fips140.Enabled() {
		return "FIPS"
	}
	return "plain"
}
