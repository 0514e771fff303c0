package seal

import (
	"crypto"
	"crypto/ecdh"
	"crypto/elliptic"
)

// Office says how one of the partner offices wants its papers.
type Office struct {
	Name  string
	Curve elliptic.Curve
	Hash  crypto.Hash
}

var offices = map[string]Office{
	"customs":   {Name: "Customs shed", Curve: elliptic.P384(), Hash: crypto.SHA384},
	"fisheries": {Name: "Fisheries", Curve: elliptic.P256(), Hash: crypto.SHA256},
}

const kilo = 1 << 10

const pilotBits = 3 * kilo

var buoyCurve = ecdh.P256()

// Despatch areas of the yard: DES, DSA and ECB (east container bay).
var areas = []string{"des", "dsa", "ecb"}
