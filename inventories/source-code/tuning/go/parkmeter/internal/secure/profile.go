package secure

import (
	"crypto"
	"crypto/elliptic"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
)

// Profile describes how a meter protects what it sends.
type Profile struct {
	Name    string
	KeySize int
	New     func() hash.Hash
	Curve   elliptic.Curve
	Sum     crypto.Hash
}

const (
	rsaBits   = 1 << 11
	gcmKeyLen = 32
)

var profiles = map[string]Profile{
	"street": {Name: "street", KeySize: 16, New: sha1.New, Curve: elliptic.P224(), Sum: crypto.SHA1},
	"garage": {Name: "garage", KeySize: gcmKeyLen, New: sha512.New, Curve: elliptic.P384(), Sum: crypto.SHA512},
}

// Default is used where the meter names none.
var Default = Profile{Name: "default", KeySize: 24, New: sha256.New, Curve: elliptic.P256(), Sum: crypto.SHA256}

// ProfileFor looks a profile up by the kind of the meter.
func ProfileFor(kind string) Profile {
	if p, ok := profiles[kind]; ok {
		return p
	}
	return Default
}
