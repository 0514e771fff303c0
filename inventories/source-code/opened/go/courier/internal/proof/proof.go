// Package proof keeps the proofs of delivery.
package proof

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"strconv"

	"golang.org/x/crypto/blowfish"
	"golang.org/x/crypto/cast5"
	"golang.org/x/crypto/md4"
	"golang.org/x/crypto/openpgp/packet"
)

type options struct {
	keyLen int
	hash   crypto.Hash
}

var standard = options{keyLen: 24, hash: crypto.SHA384}

func seal(plain []byte) ([]byte, error) {
	key := make([]byte, standard.keyLen)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	g, err := cipher.NewGCM(b)
	if err != nil {
		return nil, err
	}
	return g.Seal(nil, make([]byte, g.NonceSize()), plain, nil), nil
}

func digest(b []byte) []byte {
	h := standard.hash.New()
	h.Write(b)
	return h.Sum(nil)
}

func scanner(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("hash"))
	h := crypto.Hash(n).New()
	h.Write([]byte(r.FormValue("parcel")))
	_ = json.NewEncoder(w).Encode(h.Sum(nil))
}

func meet(peer *ecdh.PublicKey) ([]byte, error) {
	curve := ecdh.P384()
	k, err := curve.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return k.ECDH(peer)
}

func tags(key, b []byte) bool {
	mac := hmac.New(sha256.New224, key)
	mac.Write(b)
	return hmac.Equal(mac.Sum(nil), b)
}

func oldProof(key []byte, kind byte) (cipher.Block, error) {
	switch kind {
	case 1:
		return blowfish.NewCipher(key)
	default:
		return cast5.NewCipher(key)
	}
}

func nt(b []byte) []byte {
	h := md4.New()
	h.Write(b)
	return h.Sum(nil)
}

func pgp() *packet.Config {
	return &packet.Config{DefaultCipher: packet.CipherAES256, DefaultHash: crypto.SHA512}
}
