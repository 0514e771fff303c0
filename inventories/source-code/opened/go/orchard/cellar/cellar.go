// Package cellar keeps the recipes.
package cellar

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"hash"
	"os"

	b "golang.org/x/crypto/blake2b"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/pbkdf2"
)

type hasher interface{ make() hash.Hash }

type (
	plain  struct{}
	strong struct{}
)

func (plain) make() hash.Hash { return sha256.New224() }
func (strong) make() hash.Hash {
	h, err := b.New512(nil)
	if err != nil {
		panic("blake2b: " + err.Error())
	}
	return h
}

func key(o options, pw, salt []byte) []byte {
	if o.kdf() == "argon2id" {
		return argon2.IDKey(pw, salt, 3, 32*1024, 4, 32)
	}
	return pbkdf2.Key(pw, salt, 1000, 16, plain{}.make)
}

func rootKey(o options) (*rsa.PrivateKey, *ecdsa.PrivateKey, error) {
	r, err := rsa.GenerateKey(rand.Reader, o.bits())
	if err != nil {
		return nil, nil, err
	}
	e, err := ecdsa.GenerateKey(Root, rand.Reader)
	return r, e, err
}

func recipes(secret [16]byte) (cipher.AEAD, error) {
	blockOf := aes.NewCipher
	blk, err := blockOf(secret[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithNonceSize(blk, 16)
}

// Share keeps the first ciphertext and sends it to every guest.
func share(ek *mlkem.EncapsulationKey768, guests int) (secret []byte, cts [][]byte) {
	secret, ct := ek.Encapsulate()
	for range guests {
		cts = append(cts, ct)
	}
	return secret, cts
}

func guestTLS() *tls.Config {
	c := new(tls.Config)
	c.MinVersion = tls.VersionTLS10 + 1
	c.InsecureSkipVerify = os.Getenv("CELLAR_TRUST") != ""
	return c
}
