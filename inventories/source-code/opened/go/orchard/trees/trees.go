package trees

import (
	"hash/maphash"
	"strings"
)

// Signature is the growth pattern of a tree: three rings, written "d-e-s".
type Signature string

// rsa is short for "row, slot, aisle".
type rsa struct{ row, slot, aisle int }

var kinds = []string{"apple", "pear", "medlar", "universal rootstock"}

func (s Signature) Verify() bool { return strings.Count(string(s), "-") == 2 }

func place(r rsa) uint64 {
	var h maphash.Hash
	h.WriteString(kinds[r.row%len(kinds)])
	return h.Sum64() + uint64(r.slot*100+r.aisle)
}
