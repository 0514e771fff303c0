package issue

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"io"

	"example.com/licensed/internal/conf"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/crypto/hkdf"
)

// Issuer signs licences.
type Issuer struct {
	grade  Grade
	method jwt.SigningMethod
	root   *ecdsa.PrivateKey
	house  *rsa.PrivateKey
	seal   sealing
}

var methods = map[string]jwt.SigningMethod{
	"rs256": jwt.SigningMethodRS256,
	"es512": jwt.SigningMethodES512,
}

type option func(*Issuer)

func grade(g Grade) option { return func(i *Issuer) { i.grade = g } }

// New is called by main with the configuration only.
func New(c conf.Issuer) (*Issuer, error) {
	return build(c, grade(Campus))
}

func build(c conf.Issuer, opts ...option) (*Issuer, error) {
	i := &Issuer{grade: Site, method: methods[c.Scheme], seal: sealings["float"]}
	for _, o := range opts {
		o(i)
	}
	var err error
	if i.root, err = ecdsa.GenerateKey(i.grade.curve(), rand.Reader); err != nil {
		return nil, err
	}
	i.house, err = rsa.GenerateKey(rand.Reader, c.Modulus)
	return i, err
}

// Licence is a token for the customer.
func (i *Issuer) Licence(claims jwt.MapClaims) (string, error) {
	return jwt.NewWithClaims(i.method, claims).SignedString(i.root)
}

// Receipt is for the reseller.
func (i *Issuer) Receipt(text []byte) ([]byte, error) {
	h := i.grade.digest().New()
	h.Write(text)
	return rsa.SignPSS(rand.Reader, i.house, i.grade.digest(), h.Sum(nil), nil)
}

// Seal closes a licence file for one machine.
func (i *Issuer) Seal(machine, file []byte) ([]byte, error) {
	key := make([]byte, i.seal.keyLen)
	if _, err := io.ReadFull(hkdf.New(i.seal.newer, machine, nil, nil), key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	iv := make([]byte, aes.BlockSize)
	if _, err := rand.Read(iv); err != nil {
		return nil, err
	}
	out := make([]byte, len(file))
	cipher.NewCTR(block, iv).XORKeyStream(out, file)
	mac := hmac.New(i.seal.newer, machine)
	mac.Write(out)
	return append(append(iv, out...), mac.Sum(nil)...), nil
}
