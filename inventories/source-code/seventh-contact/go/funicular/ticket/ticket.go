// Package ticket sells and checks rides.
package ticket

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
	"net/http"
	"strconv"

	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/crypto/bcrypt"
)

const (
	seasonSize = 384
	effort     = bcrypt.DefaultCost + 2
)

// Season issues a season pass.
func Season(key any, holder string) (string, error) {
	method := jwt.GetSigningMethod("ES" + strconv.Itoa(seasonSize))
	return jwt.NewWithClaims(method, jwt.MapClaims{"sub": holder}).SignedString(key)
}

// Printer is a machine that prints paper tickets.
type Printer interface {
	Profile() x509.SignatureAlgorithm
	Serial() int64
}

// Thermal is the printer in the waiting room.
type Thermal struct{ No int64 }

// Profile tells how the printer is enrolled.
func (Thermal) Profile() x509.SignatureAlgorithm { return x509.SHA256WithRSA }

// Serial number of the machine.
func (t Thermal) Serial() int64 { return t.No }

// Admit enrols a printer.
func Admit(p Printer, root *x509.Certificate, key *rsa.PrivateKey) ([]byte, error) {
	leaf := &x509.Certificate{SerialNumber: big.NewInt(p.Serial()), SignatureAlgorithm: p.Profile()}
	return x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, key)
}

// Clerk hashes the password of a clerk.
func Clerk(password []byte) ([]byte, error) {
	return bcrypt.GenerateFromPassword(password, effort)
}

// Coupon draws the number of a coupon.
func Coupon() (string, error) {
	b := make([]byte, 10)
	_, err := rand.Read(b)
	return string(b), err
}

// Receipt sums a body in the way the client asks for.
func Receipt(r *http.Request, body []byte) []byte {
	n, _ := strconv.Atoi(r.Header.Get("X-Sum"))
	h := crypto.Hash(n).New()
	h.Write(body)
	return h.Sum(nil)
}
