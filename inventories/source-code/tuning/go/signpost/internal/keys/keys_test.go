package keys

import (
	"crypto/rc4"
	"crypto/sha1"
	"testing"
)

func TestOldSigns(t *testing.T) {
	for _, n := range []int{5, 16} {
		if _, err := rc4.NewCipher(make([]byte, n)); err != nil {
			t.Fatal(err)
		}
	}
	if sha1.Sum([]byte("post")) == [20]byte{} {
		t.Fatal("empty")
	}
}
