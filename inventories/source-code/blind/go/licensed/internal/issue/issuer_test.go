package issue

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha1"
	"testing"
)

func TestReceiptLength(t *testing.T) {
	if got := len(sha1.New().Sum(nil)); got != 20 {
		t.Fatal(got)
	}
}

func TestCurve(t *testing.T) {
	if _, err := ecdh.P384().GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
}
