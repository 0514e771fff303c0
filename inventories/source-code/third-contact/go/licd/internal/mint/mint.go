package mint

import (
	"crypto"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"fmt"

	"github.com/RyuaNerin/go-krypto/aria"
	"github.com/cloudflare/circl/sign"
	"github.com/cloudflare/circl/sign/schemes"
	"github.com/go-jose/go-jose/v4"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/signature"

	"example.net/licd/internal/suite"
)

// Minter makes licences of one edition.
type Minter struct {
	suite.Spec
	key    *rsa.PrivateKey
	secret []byte
}

// NewServer makes the minter of the server edition.
func NewServer(secret []byte) (*Minter, error) { return build(suite.Server, secret) }

func build(e suite.Edition, secret []byte) (*Minter, error) {
	m := &Minter{Spec: suite.For(e), secret: secret}
	var err error
	m.key, err = rsa.GenerateKey(rand.Reader, m.Bits)
	return m, err
}

// Licence signs the text of a licence.
func (m *Minter) Licence(text []byte) ([]byte, error) {
	h := m.Digest.New()
	h.Write(text)
	return rsa.SignPSS(rand.Reader, m.key, m.Digest, h.Sum(nil), nil)
}

// Seat tags the number of a seat.
func (m *Minter) Seat(n int) []byte {
	mac := hmac.New(m.Digest.New, m.secret)
	fmt.Fprintf(mac, "seat %d", n)
	return mac.Sum(nil)
}

// Floating makes a JWE for a floating licence.
func Floating(pub *rsa.PublicKey, body []byte) (*jose.JSONWebEncryption, error) {
	enc, err := jose.NewEncrypter(jose.A192GCM, jose.Recipient{Algorithm: jose.RSA_OAEP_256, Key: pub}, nil)
	if err != nil {
		return nil, err
	}
	return enc.Encrypt(body)
}

// Reseller makes the keyset of a reseller.
func Reseller() (*keyset.Handle, error) {
	return keyset.NewHandle(signature.ECDSAP521KeyTemplate())
}

// Archive makes the key of the archive.
func Archive() (sign.PublicKey, sign.PrivateKey, error) {
	return schemes.ByName(suite.PostQuantum()).GenerateKey()
}

// Branch encrypts a licence for the branch in Busan.
func Branch(key, iv [16]byte, text []byte) ([]byte, error) {
	c, err := aria.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(text))
	cipher.NewCTR(c, iv[:]).XORKeyStream(out, text)
	return out, nil
}

// Verify reports whether a seat is taken; it is about furniture as much as about licences.
func Verify(seats []int, n int) bool {
	for _, s := range seats {
		if s == n {
			return true
		}
	}
	return false
}

var _ crypto.Signer = (*rsa.PrivateKey)(nil)
