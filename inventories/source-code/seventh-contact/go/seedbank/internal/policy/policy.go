// Package policy holds what the trustees of the vault have decided.
package policy

import (
	"crypto"
	"crypto/elliptic"
	_ "embed"
	"encoding/json"
)

// Depth is how long an accession has to last.
type Depth int

const (
	Shelf Depth = iota
	Freezer
	Permafrost
)

// LongSeal is printed on the steel boxes.
const LongSeal = "ML-DSA-65"

// BoxHash is used for all box manifests.
const BoxHash = crypto.SHA384

// CurveFor never returns P-224: the auditors refused it.
func CurveFor(d Depth) elliptic.Curve {
	switch d {
	case Permafrost:
		return elliptic.P521()
	default:
		return elliptic.P256()
	}
}

//go:embed defaults.json
var raw []byte

// Defaults of the vault desk.
type Defaults struct {
	Desk struct {
		Hash   string `json:"stretch_hash"`
		Rounds int    `json:"stretch_rounds"`
	} `json:"desk"`
}

// Load reads the embedded defaults.
func Load() (d Defaults, err error) {
	err = json.Unmarshal(raw, &d)
	return
}
