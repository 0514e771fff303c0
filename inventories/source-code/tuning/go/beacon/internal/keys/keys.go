package keys

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	sum "crypto/sha256"

	"example.com/beacon/internal/config"
)

// Box seals with the key of the site; the length of the key decides on AES-128 or AES-256.
type Box struct{ aead cipher.AEAD }

func NewBox(key [32]byte) (*Box, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &Box{aead}, err
}

func (b *Box) Seal(nonce, plain []byte) []byte { return b.aead.Seal(nil, nonce, plain, nil) }

func NewSite() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, config.RSABits)
}

func SignSite(k *rsa.PrivateKey, msg []byte) ([]byte, error) {
	d := sum.Sum256(msg)
	return rsa.SignPKCS1v15(rand.Reader, k, crypto.SHA256, d[:])
}

func OpenSite(k *rsa.PrivateKey, sealed []byte) ([]byte, error) {
	return rsa.DecryptOAEP(sum.New(), nil, k, sealed, []byte("site"))
}

func NewDevice() (*ecdsa.PrivateKey, error) {
	curve := elliptic.P224()
	return ecdsa.GenerateKey(curve, rand.Reader)
}

func NewOperator() (ed25519.PublicKey, ed25519.PrivateKey, error) {
	return ed25519.GenerateKey(nil)
}

func Agree(peer *ecdh.PublicKey) ([]byte, error) {
	own, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return own.ECDH(peer)
}

// Archive keys are made once from the serial number, so that they can be made again.
func ArchiveKey(serial []byte) (*mlkem.DecapsulationKey768, error) {
	seed := append(serial, make([]byte, mlkem.SeedSize-len(serial))...)
	return mlkem.NewDecapsulationKey768(seed)
}

func Encapsulate(ek *mlkem.EncapsulationKey1024) ([]byte, []byte) {
	return ek.Encapsulate()
}
