package accession

import (
	"crypto/ed25519"
	"testing"
)

func TestConcealIsLonger(t *testing.T) {
	got, err := Conceal([]byte("root"), "A3", []byte("rye"))
	if err != nil || len(got) <= 3 {
		t.Fatalf("conceal: %v, %v", got, err)
	}
}

func TestForeignCurator(t *testing.T) {
	pub, _, err := ed25519.GenerateKey(nil)
	if err != nil || len(pub) != 32 {
		t.Fatal("foreign curator has no key")
	}
}
