package issue

import (
	"crypto"
	"crypto/elliptic"
	"hash"

	"golang.org/x/crypto/sha3"

	_ "crypto/sha512"
)

// Grade of a licence.
type Grade int

const (
	Trial Grade = iota
	Site
	Campus
)

func (g Grade) curve() elliptic.Curve {
	switch g {
	case Trial:
		return elliptic.P224()
	case Site:
		return elliptic.P256()
	default:
		return elliptic.P521()
	}
}

func (g Grade) digest() crypto.Hash {
	return [...]crypto.Hash{Trial: crypto.SHA1, Site: crypto.SHA256, Campus: crypto.SHA512}[g]
}

type sealing struct {
	keyLen int
	newer  func() hash.Hash
}

var sealings = map[string]sealing{
	"node":  {keyLen: 16, newer: sha3.New256},
	"float": {keyLen: 24, newer: sha3.New512},
}

// Descriptions of the grades, "rsa" is the regional sales agent.
var Descriptions = map[Grade]string{Trial: "trial", Site: "rsa", Campus: "campus"}
