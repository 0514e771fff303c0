// Package labels prints what is stuck on the parcels.
package labels

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	_ "crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"hash"

	"example.com/courier/internal/settings"
	"golang.org/x/crypto/ripemd160"
	"golang.org/x/crypto/sha3"
)

func labelHash() hash.Hash {
	switch settings.Get("COURIER_LABEL_HASH", "sha256") {
	case "sha3-384":
		return sha3.New384()
	default:
		return sha256.New()
	}
}

func encryptECB(key, in []byte) ([]byte, error) {
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(in))
	for i := 0; i+settings.BlockLen <= len(in); i += settings.BlockLen {
		b.Encrypt(out[i:], in[i:])
	}
	return out, nil
}

func pinBlock(key, iv []byte) (cipher.BlockMode, error) {
	b, err := des.NewTripleDESCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewCBCEncrypter(b, iv), nil
}

func stream(key [16]byte, iv []byte) cipher.Stream {
	b, _ := aes.NewCipher(key[:])
	return cipher.NewCTR(b, iv)
}

func short(b []byte) [sha1.Size]byte { return sha1.Sum(b) }

func tracking(b []byte) []byte {
	h := crypto.MD5.New()
	h.Write(b)
	return h.Sum(nil)
}

func depot(b []byte) []byte {
	h := ripemd160.New()
	h.Write(b)
	return h.Sum(nil)
}
