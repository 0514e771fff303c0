package report

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/tls"
	"hash"
	"log"

	"example.org/tidewatch/internal/settings"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
)

var digests = map[string]func() hash.Hash{
	"buoy":    sha256.New,
	"harbour": func() hash.Hash { return sha3.New512() },
}

var minVersions = map[string]uint16{
	"legacy": tls.VersionTLS10,
	"modern": tls.VersionTLS13,
}

// Service sends tide reports; its webhooks carry an HMAC of the body.
type Service struct {
	conf *settings.Settings
}

// TLS gives the configuration of the listener.
func (s *Service) TLS() *tls.Config {
	return &tls.Config{
		MinVersion: minVersions[s.conf.Server.Minimum],
	}
}

// Token signs the claims of one station.
func (s *Service) Token(claims jwt.MapClaims, key any) (string, error) {
	method := jwt.GetSigningMethod(s.conf.Report.Method)
	return jwt.NewWithClaims(method, claims).SignedString(key)
}

// Webhook gives the tag of a body.
func Webhook(secret, body []byte) []byte {
	return mac("harbour", secret, body)
}

func mac(kind string, secret, body []byte) []byte {
	m := hmac.New(digests[kind], secret)
	m.Write(body)
	return m.Sum(nil)
}

// Archive seals one report.
func (s *Service) Archive(report []byte) ([]byte, error) {
	key := make([]byte, s.conf.Report.ArchiveKeyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	log.Printf("sealed with AES-GCM, %d bytes", len(report))
	return aead.Seal(nil, make([]byte, aead.NonceSize()), report, nil), nil
}

// PhraseKey makes a key of a passphrase.
func PhraseKey(phrase, salt []byte) []byte {
	return argon2.IDKey(phrase, salt, 2, 64*1024, 4, 32)
}

// Store makes the string of a password for the table of keepers.
func Store(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
}
