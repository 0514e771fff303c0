package desk

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"

	"example.org/harbourdues/internal/conf"
)

// Receipt is what a skipper gets for the night.
type Receipt struct {
	Number int
	Boat   string
	Cents  int
}

func (r Receipt) Line() []byte { return []byte(fmt.Sprintf("%d;%s;%d", r.Number, r.Boat, r.Cents)) }

var digests = map[string]func() hash.Hash{
	"sha256": sha256.New,
	"sha384": sha512.New384,
}

// Mark is printed in the corner of the receipt.
func Mark(c conf.Conf, r Receipt) string {
	h := digests[c.Receipts.Digest]()
	h.Write(r.Line())
	return hex.EncodeToString(h.Sum(nil))
}

// OldMark is what the kiosk of 2009 prints.
func OldMark(r Receipt) string {
	return fmt.Sprintf("%x", sha1.Sum(r.Line()))
}

func Sign(key *rsa.PrivateKey, r Receipt) ([]byte, error) {
	sum := sha256.Sum256(r.Line())
	return rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], nil)
}

func SignForBank(key crypto.Signer, r Receipt) ([]byte, error) {
	sum := sha256.Sum256(r.Line())
	return key.Sign(rand.Reader, sum[:], crypto.SHA256)
}

func Wrap(pub *rsa.PublicKey, pin []byte) ([]byte, error) {
	return rsa.EncryptOAEP(sha256.New(), rand.Reader, pub, pin, []byte("pin"))
}

const help = `dues receipts
  --aes   all extra services
  --rsa   receipts of the small anchorage`
