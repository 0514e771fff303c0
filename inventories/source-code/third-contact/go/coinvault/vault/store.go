package vault

import (
	"crypto/aes"
	"crypto/cipher"
	crand "crypto/rand"
	"errors"
	"hash"
	"io"
	"math/rand"
	"os"
	"strconv"

	"github.com/tyler-smith/go-bip39"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/hkdf"
	"golang.org/x/crypto/sha3"
)

const (
	wordBits  = 256
	sealBytes = wordBits / 8
)

// Store keeps seeds under a passphrase.
type Store struct {
	dir     string
	newHash func() hash.Hash
	aead    func(cipher.Block) (cipher.AEAD, error)
	memory  uint32
}

// Option changes a Store.
type Option func(*Store)

// Hash replaces the hash of the key schedule.
func Hash(f func() hash.Hash) Option { return func(s *Store) { s.newHash = f } }

func memory() uint32 {
	if v, err := strconv.ParseUint(os.Getenv("COINVAULT_KDF_MB"), 10, 32); err == nil {
		return uint32(v) * 1024
	}
	return 64 * 1024
}

// Open opens a directory.
func Open(dir string, opts ...Option) *Store {
	s := &Store{dir: dir, newHash: sha3.New256, aead: cipher.NewGCM, memory: memory()}
	for _, o := range opts {
		o(s)
	}
	return s
}

// Mnemonic makes the words and the seed of a wallet.
func (s *Store) Mnemonic(passphrase string) (string, []byte, error) {
	entropy, err := bip39.NewEntropy(wordBits)
	if err != nil {
		return "", nil, err
	}
	words, err := bip39.NewMnemonic(entropy)
	return words, bip39.NewSeed(words, passphrase), err
}

// Seal encrypts a seed.
func (s *Store) Seal(seed []byte, passphrase string) ([]byte, error) {
	salt := make([]byte, 16)
	if _, err := crand.Read(salt); err != nil {
		return nil, err
	}
	master := argon2.IDKey([]byte(passphrase), salt, 3, s.memory, 4, sealBytes)
	key := make([]byte, sealBytes)
	if _, err := io.ReadFull(hkdf.New(s.newHash, master, salt, []byte("seed")), key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	box, err := s.aead(block)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	return box.Seal(salt, nonce, seed, nil), nil
}

// PIN makes the PIN that unlocks the hardware token.
func PIN() (string, error) {
	n := rand.Intn(1_000_000)
	if n < 100_000 {
		return "", errors.New("vault: draw again")
	}
	return strconv.Itoa(n), nil
}
