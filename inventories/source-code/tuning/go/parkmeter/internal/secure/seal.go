package secure

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/hmac"
	"crypto/rand"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/hkdf"
	"golang.org/x/crypto/pbkdf2"
)

// Sealer seals the takings of one meter.
type Sealer struct {
	profile Profile
	key     []byte
}

// Option changes a Sealer while it is made.
type Option func(*Sealer)

// WithProfile takes another profile than the default.
func WithProfile(p Profile) Option {
	return func(s *Sealer) { s.profile = p }
}

// NewGarageSealer is the only way the sealer is made in this program.
func NewGarageSealer(secret []byte) (*Sealer, error) {
	return newSealer(secret, WithProfile(ProfileFor("garage")))
}

func newSealer(secret []byte, opts ...Option) (*Sealer, error) {
	s := &Sealer{profile: Default}
	for _, o := range opts {
		o(s)
	}
	s.key = make([]byte, s.profile.KeySize)
	kdf := hkdf.New(s.profile.New, secret, nil, []byte("meter"))
	_, err := io.ReadFull(kdf, s.key)
	return s, err
}

// Seal seals one report.
func (s *Sealer) Seal(report []byte) ([]byte, error) {
	block, err := aes.NewCipher(s.key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, report, nil), nil
}

// Tag is what the collection van checks.
func (s *Sealer) Tag(report []byte) []byte {
	mac := hmac.New(s.profile.New, s.key)
	mac.Write(report)
	return mac.Sum(nil)
}

// FromPIN derives the key of a technician.
func FromPIN(pin, salt []byte) []byte {
	return pbkdf2.Key(pin, salt, 20000, Default.KeySize, Default.New)
}

// openOld reads reports of the first meters.
func openOld(report, key, iv []byte) ([]byte, error) {
	block, err := des.NewTripleDESCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(report))
	stream := cipher.NewOFB(block, iv)
	stream.XORKeyStream(out, report)
	return out, nil
}

var aeads = map[bool]func([]byte) (cipher.AEAD, error){
	false: chacha20poly1305.New,
	true:  chacha20poly1305.NewX,
}

func longNonce(key []byte) (cipher.AEAD, error) {
	return aeads[true](key)
}
