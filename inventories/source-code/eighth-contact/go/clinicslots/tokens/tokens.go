package tokens

import (
	"os"
	"time"

	jwtlib "github.com/golang-jwt/jwt/v5"
)

// Issuer signs the links that patients get by mail.
type Issuer struct {
	method   jwtlib.SigningMethod
	lifetime time.Duration
}

func NewIssuer() *Issuer {
	return &Issuer{method: jwtlib.SigningMethodRS256, lifetime: 48 * time.Hour}
}

// For sets how long a link stays good.
func (i *Issuer) For(d time.Duration) *Issuer { i.lifetime = d; return i }

// Elliptic switches to the short tokens that fit on a card.
func (i *Issuer) Elliptic() *Issuer { i.method = jwtlib.SigningMethodES256; return i }

func (i *Issuer) Issue(slot string, key any) (string, error) {
	t := jwtlib.NewWithClaims(i.method, jwtlib.MapClaims{
		"slot": slot,
		"exp":  time.Now().Add(i.lifetime).Unix(),
	})
	return t.SignedString(key)
}

func MailLink(slot string, key any) (string, error) { return NewIssuer().Issue(slot, key) }

func CardLink(slot string, key any) (string, error) {
	return NewIssuer().For(time.Hour).Elliptic().Issue(slot, key)
}

// Kiosk tokens: the kiosk software can be told to use another method.
func Kiosk(claims jwtlib.Claims, key any) (string, error) {
	alg := os.Getenv("KIOSK_ALG")
	if alg == "" {
		alg = "PS384"
	}
	return jwtlib.NewWithClaims(jwtlib.GetSigningMethod(alg), claims).SignedString(key)
}
