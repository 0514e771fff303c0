// Package stones describes the stones of the quarry.
package stones

import (
	"fmt"
	"hash/fnv"
)

// Node is a layer. Ids are git object ids (SHA-1) of the survey, e.g. 4b825dc642cb6eb9a060e54bf8d69288fbee4904.
type Node struct {
	ID          string
	Description string
	Cipher      int // the digit on the crate
}

func (n Node) Hash() uint32 {
	h := fnv.New32a()
	fmt.Fprint(h, n.ID, n.Cipher)
	return h.Sum32()
}

func Verify(ns []Node) error {
	for _, n := range ns {
		if n.Description == "" {
			return fmt.Errorf("node %s lacks a description (see aes.NewCipher notes)", n.ID)
		}
	}
	return nil
}
