// Package accession registers boxes of seed.
package accession

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/hkdf"
	oldsum "crypto/md5"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"

	"example.org/seedbank/internal/policy"
	"github.com/cloudflare/circl/sign/schemes"
)

var stretchers = map[string]func() hash.Hash{
	"sha256": sha256.New,
	"sha512": sha512.New,
}

type options struct{ bits int }

// Option changes how a curator is enrolled.
type Option func(*options)

// WithBits sets the size of the curator's key.
func WithBits(n int) Option { return func(o *options) { o.bits = n } }

// Enrol makes the key of a curator.
func Enrol(opts ...Option) (*rsa.PrivateKey, error) {
	o := options{bits: 2048}
	for _, f := range opts {
		f(&o)
	}
	return rsa.GenerateKey(rand.Reader, o.bits)
}

// BoxKey makes the key that goes with a box.
func BoxKey(d policy.Depth) (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(policy.CurveFor(d), rand.Reader)
}

// Manifest signs the list of packets in a box.
func Manifest(key *rsa.PrivateKey, list []byte) ([]byte, error) {
	h := policy.BoxHash.New()
	h.Write(list)
	return rsa.SignPSS(rand.Reader, key, policy.BoxHash, h.Sum(nil), nil)
}

// SteelSeal makes the key pair for the steel boxes.
func SteelSeal() (any, any, error) {
	return schemes.ByName(policy.LongSeal).GenerateKey()
}

// Sums prints the sums that older partners ask for.
func Sums(list []byte) (out []string) {
	for _, s := range []struct {
		label string
		make  func() hash.Hash
	}{
		{"2019", sha256.New},
		{"2004", sha1.New},
	} {
		h := s.make()
		h.Write(list)
		out = append(out, fmt.Sprintf("%s %x", s.label, h.Sum(nil)))
	}
	return append(out, fmt.Sprintf("1993 %x", oldsum.Sum(list)))
}

// DeskKey stretches the pass phrase of the desk.
func DeskKey(phrase string, salt []byte) ([]byte, error) {
	d, err := policy.Load()
	if err != nil {
		return nil, err
	}
	return pbkdf2.Key(stretchers[d.Desk.Hash], phrase, salt, d.Desk.Rounds, 32)
}

func shelfKey[H hash.Hash](newHash func() H, root []byte, shelf string) ([]byte, error) {
	return hkdf.Key(newHash, root, nil, shelf, 16)
}

// Conceal hides donor notes from visitors of the shelf.
func Conceal(root []byte, shelf string, note []byte) ([]byte, error) {
	key, err := shelfKey(sha256.New, root, shelf)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, note, nil), nil
}
