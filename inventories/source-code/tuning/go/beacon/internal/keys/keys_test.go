package keys

import (
	"crypto/des"
	"crypto/rand"
	"crypto/rsa"
	"testing"
)

func TestShortKeysAreRefused(t *testing.T) {
	k, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil || k.Size() != 128 {
		t.Fatal("no key", err)
	}
}

func TestOldRecords(t *testing.T) {
	if _, err := des.NewTripleDESCipher(make([]byte, 24)); err != nil {
		t.Fatal("des: ", err)
	}
}
