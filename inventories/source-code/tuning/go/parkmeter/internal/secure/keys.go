package secure

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	crand "crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"
)

// Ring holds the keys of the depot.
type Ring struct {
	meter *ecdsa.PrivateKey
	depot *rsa.PrivateKey
}

// NewRing makes fresh keys.
func NewRing() (*Ring, error) {
	meter, err := ecdsa.GenerateKey(ProfileFor("street").Curve, crand.Reader)
	if err != nil {
		return nil, err
	}
	depot, err := rsa.GenerateKey(crand.Reader, rsaBits)
	if err != nil {
		return nil, err
	}
	return &Ring{meter: meter, depot: depot}, nil
}

// SignReport signs a digest made by the caller.
func (r *Ring) SignReport(digest []byte) ([]byte, error) {
	return ecdsa.SignASN1(crand.Reader, r.meter, digest)
}

// SignTariff signs with the padding that the depot expects.
func (r *Ring) SignTariff(digest []byte) ([]byte, error) {
	opts := &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA384}
	return r.depot.Sign(crand.Reader, digest, opts)
}

// Certificate makes the certificate of the depot.
func (r *Ring) Certificate(name string) ([]byte, error) {
	template := &x509.Certificate{
		SerialNumber:       big.NewInt(time.Now().Unix()),
		Subject:            pkix.Name{CommonName: name},
		NotAfter:           time.Now().AddDate(1, 0, 0),
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	return x509.CreateCertificate(crand.Reader, template, template, r.depot.Public(), r.depot)
}

// Session agrees on a key with a van.
func Session(peer []byte) ([]byte, error) {
	curve := ecdh.X25519()
	ours, err := curve.GenerateKey(crand.Reader)
	if err != nil {
		return nil, err
	}
	theirs, err := curve.NewPublicKey(peer)
	if err != nil {
		return nil, err
	}
	return ours.ECDH(theirs)
}

// CheckFirmware reports whether a firmware is ours.
func CheckFirmware(key ed25519.PublicKey, firmware, sig []byte) bool {
	return ed25519.Verify(key, firmware, sig)
}
