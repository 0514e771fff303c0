package seal

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"log"

	"example.org/harbourdues/internal/conf"
)

type options struct {
	bits int
}

type Option func(*options)

func WithBits(n int) Option { return func(o *options) { o.bits = n } }

func newKey(opts ...Option) (*rsa.PrivateKey, error) {
	o := options{bits: 2 * kilo}
	for _, opt := range opts {
		opt(&o)
	}
	log.Printf("new RSA key, %d bits", o.bits)
	return rsa.GenerateKey(rand.Reader, o.bits)
}

func GateKey() (*rsa.PrivateKey, error) { return newKey() }

func PilotKey() (*rsa.PrivateKey, error) { return newKey(WithBits(pilotBits)) }

func ReceiptKey(c conf.Conf) (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, c.Receipts.KeyBits)
}

func CustomsKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(offices["customs"].Curve, rand.Reader)
}

func BoardKey() (ed25519.PublicKey, ed25519.PrivateKey, error) {
	return ed25519.GenerateKey(rand.Reader)
}

func BuoySecret(peer *ecdh.PublicKey) ([]byte, error) {
	mine, err := buoyCurve.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return mine.ECDH(peer)
}
