package desk

import (
	"crypto/rand"
	"crypto/rsa"
	"testing"
)

func TestSign(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := Sign(key, Receipt{Number: 4, Boat: "Gannet", Cents: 1850})
	if err != nil || len(sig) != 128 {
		t.Fatalf("length %d, %v", len(sig), err)
	}
}
