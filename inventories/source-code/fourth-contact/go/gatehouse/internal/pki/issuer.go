package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"

	"example.net/gatehouse/internal/settings"
)

// Kind tells what sort of key a client certificate gets.
type Kind int

const (
	KindRSA Kind = iota
	KindP256
	KindEd25519
)

var kinds = map[string]Kind{"rsa": KindRSA, "p256": KindP256, "ed25519": KindEd25519}

// Issuer signs the certificates of road warriors.
type Issuer struct {
	conf settings.PKI
	root *ecdsa.PrivateKey
	cert *x509.Certificate
}

// NewIssuer makes an issuer with a fresh root.
func NewIssuer(conf settings.PKI) (*Issuer, error) {
	root, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, err
	}
	cert := &x509.Certificate{Subject: pkix.Name{CommonName: "gatehouse root"}}
	return &Issuer{conf: conf, root: root, cert: cert}, nil
}

func (i *Issuer) clientKey() (crypto.Signer, error) {
	switch kinds[i.conf.Kind] {
	case KindRSA:
		return rsa.GenerateKey(rand.Reader, i.conf.Bits)
	case KindP256:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case KindEd25519:
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	}
	return nil, fmt.Errorf("pki: no kind %q (want rsa, p256 or ed25519)", i.conf.Kind)
}

// Issue makes a key and a certificate for a user.
func (i *Issuer) Issue(user string) (crypto.Signer, []byte, error) {
	key, err := i.clientKey()
	if err != nil {
		return nil, nil, err
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: user},
		NotAfter:     time.Now().Add(i.conf.Validity),
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, i.cert, key.Public(), i.root)
	return key, der, err
}
