package pigeonpost

import (
	"crypto/ecdh"
	"crypto/elliptic"
)

type loft struct {
	bits   int
	curve  elliptic.Curve
	scheme string
}

// Option changes a loft.
type Option func(*loft)

// WithBits sets the size of the ring key.
func WithBits(bits int) Option {
	return func(l *loft) { l.bits = bits }
}

// Open makes a loft.
func Open(options ...Option) *loft {
	l := &loft{bits: 2048, curve: elliptic.P256(), scheme: "ML-DSA-65"}
	for _, o := range options {
		o(l)
	}
	return l
}

// Default is the loft of the command line.
func Default() *loft {
	return Open(WithBits(3072))
}

func exchange() ecdh.Curve {
	return ecdh.X25519()
}

const usage = `pigeonpost [-cipher chacha20] [-sign ed25519] letter`
