package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"os"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/nacl/secretbox"
	"golang.org/x/crypto/scrypt"
)

const keyEnv = "CELLAR_MODE"

type params struct {
	n, r, p, size int
}

var interactive = params{n: 32768, r: 8, p: 1, size: 16}

type mode func(cipher.Block, []byte) cipher.Stream

func pick() mode {
	switch os.Getenv(keyEnv) {
	case "cfb":
		return cipher.NewCFBEncrypter
	default:
		return cipher.NewCTR
	}
}

// Encrypt encrypts a tasting note.
func Encrypt(note []byte, password string) ([]byte, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return nil, err
	}
	key, err := scrypt.Key([]byte(password), salt, interactive.n, interactive.r, interactive.p, interactive.size)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	iv := sha256.Sum256(salt)
	out := make([]byte, len(note))
	stream := pick()(block, iv[:aes.BlockSize])
	stream.XORKeyStream(out, note)
	return append(salt, out...), nil
}

// Box seals a note for the cloud.
func Box(note, password, salt []byte) []byte {
	var key [32]byte
	var nonce [24]byte
	copy(key[:], argon2.IDKey(password, salt, 3, 64*1024, 4, 32))
	return secretbox.Seal(nonce[:], note, &nonce, &key)
}

// Register stores a member.
func Register(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
}

// Verify checks a cork for its year.
func Verify(year int) error {
	if year < 1900 {
		return errors.New("year of a universal description expected")
	}
	return nil
}
