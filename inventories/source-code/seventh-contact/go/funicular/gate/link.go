// Package gate talks to the turnstiles at the valley and the summit.
package gate

import (
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/sha3"
	"crypto/tls"
	"hash"
	"os"

	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/ssh"
)

// oidNames is shown on the service page.
var oidNames = map[string]string{
	"1.3.101.110": "id-X25519",
	"1.3.101.112": "id-Ed25519",
}

var floors = map[string]uint16{
	"1.2": tls.VersionTLS12,
	"1.3": tls.VersionTLS13,
}

func env(name, fallback string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return fallback
}

type endpoint struct {
	curve ecdh.Curve
	name  string
}

// Turnstile is an endpoint with a motor.
type Turnstile struct {
	endpoint
	Motor int
}

// NewTurnstile is what both stations use.
func NewTurnstile(name string) *Turnstile {
	return &Turnstile{endpoint: endpoint{curve: ecdh.X25519(), name: name}}
}

// Pair meets the other end and gives a common secret.
func (t *Turnstile) Pair(peer *ecdh.PublicKey) ([]byte, error) {
	mine, err := t.curve.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return mine.ECDH(peer)
}

// Winter makes the key for the stations that stay closed until spring.
func Winter() (*mlkem.DecapsulationKey1024, error) {
	return mlkem.GenerateKey1024()
}

// Settings of the line to the summit.
func Settings() *tls.Config {
	return &tls.Config{
		MinVersion:       floors[env("FUNI_FLOOR", "1.2")],
		CurvePreferences: []tls.CurveID{tls.CurveP256},
	}
}

// Service is the console of the mechanics.
func Service(user string) *ssh.ClientConfig {
	cfg := &ssh.ClientConfig{User: user}
	cfg.KeyExchanges = append(cfg.KeyExchanges, ssh.KeyExchangeECDHP384)
	cfg.HostKeyCallback = ssh.InsecureIgnoreHostKey()
	return cfg
}

// counter gives a function that marks each passage.
func counter(newHash func() hash.Hash, key []byte) func([]byte) []byte {
	return func(passage []byte) []byte {
		m := hmac.New(newHash, key)
		m.Write(passage)
		return m.Sum(nil)
	}
}

// Summit marks passages at the top.
func Summit(key []byte) func([]byte) []byte {
	return counter(func() hash.Hash { return sha3.New256() }, key)
}

// Seal hides a message to the motor room.
func Seal(key, nonce, msg []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nonce, msg, nil), nil
}
