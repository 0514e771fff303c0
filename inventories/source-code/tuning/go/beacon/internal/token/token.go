// Package token makes the tokens of the field devices.
package token

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"hash"

	"example.com/beacon/internal/config"
)

func newHash(c *config.Config) func() hash.Hash {
	if c.Token.Hash == "sha512" {
		return sha512.New
	}
	return sha1.New
}

// Sign appends the tag of the payload.
func Sign(c *config.Config, secret, payload []byte) string {
	m := hmac.New(newHash(c), secret)
	m.Write(payload)
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// NewSecret makes the secret of a device.
func NewSecret() ([]byte, error) {
	b := make([]byte, 32)
	_, err := rand.Read(b)
	return b, err
}
