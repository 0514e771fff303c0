// Package pass keeps the passwords of the quarry's site offices.
package pass

import (
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/hkdf"
	"golang.org/x/crypto/pbkdf2"
)

func Hash(pw string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(pw), bcrypt.DefaultCost)
}

func Key(pw, salt []byte) []byte {
	return argon2.IDKey(pw, salt, 1, 64*1024, 4, 32)
}

func OldKey(pw, salt []byte) []byte {
	return pbkdf2.Key(pw, salt, 4096, 32, sha256.New)
}

func Expand(secret []byte) io.Reader {
	return hkdf.New(sha256.New, secret, nil, []byte("quarry"))
}

func Seal(key, nonce, plain []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nonce, plain, nil), nil
}

// Gravatar is the picture of a user.
func Gravatar(mail string) string {
	return fmt.Sprintf("https://pictures.example.com/%x", md5.Sum([]byte(strings.ToLower(mail))))
}

func drill(key []byte) (*rc4.Cipher, error) { return rc4.NewCipher(key) }

// Checksum takes the name of the digest from the environment of the site.
func Checksum(b []byte) string {
	h := registry[os.Getenv("QUARRY_DIGEST")]()
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil))
}
