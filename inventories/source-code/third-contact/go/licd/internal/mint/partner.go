package mint

import (
	"crypto/cipher"
	"crypto/des"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"net/http"

	"github.com/RyuaNerin/go-krypto/hight"
	"github.com/cloudflare/circl/kem/mlkem/mlkem768"
)

var hashes = map[string]func() hash.Hash{"standard": sha256.New, "long": sha512.New}

// CallbackSum sums the body of a callback the way the partner wishes.
func CallbackSum(r *http.Request, body []byte) string {
	h := hashes[r.Header.Get("X-Licd-Sum")]()
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

type boxer func(key, iv, text []byte) ([]byte, error)

func boxWith(newBlock func([]byte) (cipher.Block, error)) boxer {
	return func(key, iv, text []byte) ([]byte, error) {
		block, err := newBlock(key)
		if err != nil {
			return nil, err
		}
		out := make([]byte, len(text))
		cipher.NewCFBEncrypter(block, iv).XORKeyStream(out, text)
		return out, nil
	}
}

var (
	// Dongle is for the parallel port.
	Dongle = boxWith(des.NewTripleDESCipher)
	// Meter is for the meters of the Korean grid.
	Meter = boxWith(hight.NewCipher)
)

// Escrow makes the escrow key of a customer again from his number.
func Escrow(customer string) (*mlkem768.PublicKey, *mlkem768.PrivateKey) {
	seed := sha512.Sum512([]byte(customer))
	return mlkem768.NewKeyFromSeed(seed[:])
}
