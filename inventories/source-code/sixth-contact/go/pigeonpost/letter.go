package pigeonpost

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"

	"github.com/cloudflare/circl/sign/schemes"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/nacl/secretbox"
	"golang.org/x/crypto/ssh"
)

const digest = crypto.SHA384

func (l *loft) ringKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, l.bits)
}

// Ring signs the ring of a bird.
func (l *loft) Ring(hashed []byte) ([]byte, error) {
	key, err := l.ringKey()
	if err != nil {
		return nil, err
	}
	return rsa.SignPSS(rand.Reader, key, digest, hashed, nil)
}

// Seed makes the keys of a new bird.
func (l *loft) Seed() (*ecdsa.PrivateKey, ed25519.PrivateKey, error) {
	bird, err := ecdsa.GenerateKey(l.curve, rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	_, nest, err := ed25519.GenerateKey(nil)
	return bird, nest, err
}

// Agree makes the key of a letter to the peer.
func (l *loft) Agree(peer *ecdh.PublicKey) ([]byte, error) {
	mine, err := exchange().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	shared, err := mine.ECDH(peer)
	if err != nil {
		return nil, err
	}
	return hkdf.Key(sha512.New, shared, nil, "letter", chacha20poly1305.KeySize)
}

// Seal closes a letter.
func (l *loft) Seal(peer *ecdh.PublicKey, nonce, letter []byte) ([]byte, error) {
	key, err := l.Agree(peer)
	if err != nil {
		return nil, err
	}
	seal := chacha20poly1305.NewX
	aead, err := seal(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nonce, letter, nil), nil
}

// Box closes a note for the same loft.
func Box(note []byte, nonce *[24]byte, key *[32]byte) []byte {
	return secretbox.Seal(nil, note, nonce, key)
}

// Future makes the post-quantum keys.
func (l *loft) Future() (*mlkem.DecapsulationKey1024, any, error) {
	dk, err := mlkem.GenerateKey1024()
	if err != nil {
		return nil, nil, err
	}
	_, sk, err := schemes.ByName(l.scheme).GenerateKey()
	return dk, sk, err
}

// Dial gives the configuration of the SSH client.
func Dial(user string) *ssh.ClientConfig {
	c := &ssh.ClientConfig{User: user}
	c.KeyExchanges = []string{"curve25519-sha256"}
	return c
}
