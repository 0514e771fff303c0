package main

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"hash"
	"io"

	"example.org/lantern/internal/suite"
	"golang.org/x/crypto/pbkdf2"
)

type hasher struct {
	make func() hash.Hash
	size int
}

var hashers = []hasher{{md5.New, 16}, {make: sha512.New384, size: 48}}

func rootKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, suite.Bits[suite.High])
}

func ordinaryKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, suite.Short[false])
}

func coreKey() (*ecdsa.PrivateKey, error) {
	spec := suite.Specs[1]
	return ecdsa.GenerateKey(spec.Curve(), rand.Reader)
}

func coreDigest() hash.Hash {
	return suite.Specs[1].Hash.New()
}

func optionKey() (*rsa.PrivateKey, error) {
	cfg := suite.New(suite.WithSize(1024))
	return rsa.GenerateKey(rand.Reader, cfg.Size)
}

func fingerprint(data []byte) []byte {
	h := hashers[1].make()
	h.Write(data)
	return h.Sum(nil)
}

func tagWith(h func() hash.Hash, key []byte) hash.Hash {
	return hmac.New(h, key)
}

func tag(key []byte) hash.Hash { return tagWith(sha256.New, key) }

func seal(size int) (cipher.AEAD, error) {
	key := make([]byte, size/8)
	if _, err := io.ReadFull(rand.Reader, key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func sealer() (cipher.AEAD, error) { return seal(192) }

func stretch(pw, salt []byte) []byte {
	kdf := pbkdf2.Key
	return kdf(pw, salt, 100000, 32, sha512.New)
}

type blockMaker func([]byte) (cipher.Block, error)

var blocks = map[string]blockMaker{"old": des.NewTripleDESCipher}

func agreement(strong bool) (*ecdh.PrivateKey, error) {
	curve := ecdh.X25519()
	if strong {
		curve = ecdh.P384()
	}
	return curve.GenerateKey(rand.Reader)
}

func config() *tls.Config {
	var versions = struct{ min, max uint16 }{tls.VersionTLS11, tls.VersionTLS13}
	c := &tls.Config{}
	c.MinVersion = versions.min
	return c
}

type signer interface{ key() (crypto.Signer, error) }
type edSigner struct{}

func (edSigner) key() (crypto.Signer, error) {
	_, k, err := ed25519.GenerateKey(nil)
	return k, err
}

var curves = [...]elliptic.Curve{elliptic.P224(), elliptic.P384()}

func curveKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(curves[len(curves)-1], rand.Reader)
}

func main() { println("md5 and des by design") }
