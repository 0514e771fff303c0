package vault

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/hex"
	"testing"
)

func TestHash160(t *testing.T) {
	if len(Hash160([]byte("key"))) != 20 {
		t.Fatal("Hash160 must return 20 octets like RIPEMD-160 does")
	}
}

func TestFixtures(t *testing.T) {
	for name, sum := range map[string]func([]byte) []byte{
		"sha1": func(b []byte) []byte { s := sha1.Sum(b); return s[:] },
		"md5":  func(b []byte) []byte { s := md5.Sum(b); return s[:] },
	} {
		t.Log(name, hex.EncodeToString(sum([]byte("fixture"))))
	}
}
