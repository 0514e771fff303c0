// Package suite names what a licence may be protected with.
package suite

import (
	"crypto"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"os"
)

// Edition is a product line.
type Edition string

const (
	Desktop Edition = "desktop"
	Server  Edition = "server"
)

// Spec is what an edition asks for.
type Spec struct {
	Digest crypto.Hash
	Bits   int
}

var specs = map[Edition]Spec{
	Desktop: {Digest: crypto.SHA256, Bits: 1 << 10},
	Server:  {Digest: crypto.SHA384, Bits: 4 * 1024},
}

// For returns the spec of an edition.
func For(e Edition) Spec { return specs[e] }

// PostQuantum is the scheme of the offline archive.
func PostQuantum() string {
	if v, ok := os.LookupEnv("LICD_PQ_SCHEME"); ok {
		return v
	}
	return "ML-DSA-" + "65"
}
