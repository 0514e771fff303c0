// Package registry keeps the algorithms of the cellar by name.
package registry

import (
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"hash"

	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/sha3"
)

// Algorithm names a digest of the registry.
type Algorithm int

const (
	Label Algorithm = iota
	Barrel
	Archive
)

var constructors = [...]func() hash.Hash{
	Label:   md5.New,
	Barrel:  sha256.New,
	Archive: sha3.New512,
}

// New returns the digest of a.
func (a Algorithm) New() hash.Hash { return constructors[a]() }

// LabelSum is printed on the back of a bottle.
func LabelSum(text string) string {
	h := Label.New()
	h.Write([]byte(text))
	return fmt.Sprintf("%x", h.Sum(nil))
}

// ArchiveSum is kept for the year book.
func ArchiveSum(book []byte) []byte {
	h := Archive.New()
	h.Write(book)
	return h.Sum(nil)
}

// KeyedSum authenticates a delivery note.
func KeyedSum(note, key []byte) ([]byte, error) {
	h, err := blake2b.New(32, key)
	if err != nil {
		return nil, err
	}
	h.Write(note)
	return h.Sum(nil), nil
}

// Hash spreads bottles over shelves; nothing secret about it.
func Hash(bottle uint32) uint32 {
	return bottle * 2654435761
}
