package keys

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	_ "embed"
	"encoding/json"
	"io"

	"filippo.io/age"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/golang-jwt/jwt/v5"
)

//go:embed keys.json
var raw []byte

type config struct {
	Bits  int           `json:"bits"`
	Token string        `json:"token"`
	Spec  types.KeySpec `json:"spec"`
}

func read() config {
	c := config{Bits: 1024, Token: "HS256", Spec: types.KeySpecRsa2048}
	_ = json.Unmarshal(raw, &c)
	return c
}

// Sign signs a way; the description of signs is for the council.
type Sign interface {
	Public() crypto.PublicKey
}

// NewRoot makes the root key.
func NewRoot() (Sign, error) {
	return rsa.GenerateKey(rand.Reader, read().Bits)
}

// NewPost makes the key of a post.
func NewPost(random io.Reader) (Sign, error) {
	if random == nil {
		random = rand.Reader
	}
	_, private, err := ed25519.GenerateKey(random)
	return private, err
}

// Token makes a token.
func Token(claims jwt.MapClaims, secret []byte) (string, error) {
	method := jwt.GetSigningMethod(read().Token)
	return jwt.NewWithClaims(method, claims).SignedString(secret)
}

// PartnerToken checks a token of a partner.
func PartnerToken(token string, key any) (*jwt.Token, error) {
	valid := []string{jwt.SigningMethodES256.Alg(), jwt.SigningMethodPS384.Alg()}
	return jwt.Parse(token, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods(valid))
}

// Managed makes a key in the cloud.
func Managed(ctx context.Context, client *kms.Client) (*kms.CreateKeyOutput, error) {
	input := &kms.CreateKeyInput{KeyUsage: types.KeyUsageTypeSignVerify}
	input.KeySpec = read().Spec
	return client.CreateKey(ctx, input)
}

// Seal seals a file for a walker.
func Seal(w io.Writer) (io.WriteCloser, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return age.Encrypt(w, id.Recipient())
}

// Long makes the key for the time after.
func Long() (*mlkem.DecapsulationKey768, error) {
	return mlkem.GenerateKey768()
}

var widths = []elliptic.Curve{}
