package tide

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"hash"
	mrand "math/rand"
	"net/http"
	"sync"

	"github.com/btcsuite/btcd/btcec/v2"
	btcecdsa "github.com/btcsuite/btcd/btcec/v2/ecdsa"
	"github.com/btcsuite/btcd/btcutil/hdkeychain"
	"github.com/btcsuite/btcd/chaincfg"
	"golang.org/x/crypto/cryptobyte"
)

// Embedded base: the algorithm is fixed there.
type base struct {
	hash func() hash.Hash
	size int
}

var strong = base{hash: sha512.New384, size: 32}

// Table is a table of tides.
type Table struct {
	base
	once sync.Once
	key  *ecdsa.PrivateKey
}

// NewTable makes a table.
func NewTable() *Table { return &Table{base: strong} }

// Tag authenticates a row.
func (t *Table) Tag(key, row []byte) []byte {
	m := hmac.New(t.hash, key)
	m.Write(row)
	return m.Sum(nil)
}

// Seal seals a row.
func (t *Table) Seal(row []byte) []byte {
	key := make([]byte, t.size)
	_, _ = rand.Read(key)
	block, _ := aes.NewCipher(key)
	iv := make([]byte, block.BlockSize())
	out := make([]byte, len(row))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, row)
	return out
}

// Key is made once.
func (t *Table) Key() *ecdsa.PrivateKey {
	t.once.Do(func() {
		t.key, _ = ecdsa.GenerateKey(curve(), rand.Reader)
	})
	return t.key
}

func curve() elliptic.Curve { return elliptic.P521() }

// Sign signs a row.
func (t *Table) Sign(row []byte) ([]byte, error) {
	sum := sha256.Sum256(row)
	return ecdsa.SignASN1(rand.Reader, t.Key(), sum[:])
}

// Coin makes a key from a seed.
func Coin(seed, digest []byte) ([]byte, error) {
	master, err := hdkeychain.NewMaster(seed, &chaincfg.MainNetParams)
	if err != nil {
		return nil, err
	}
	key, err := master.ECPrivKey()
	if err != nil {
		return nil, err
	}
	return btcecdsa.Sign(key, digest).Serialize(), nil
}

// Fresh makes a key for a test net.
func Fresh() (*btcec.PrivateKey, error) { return btcec.NewPrivateKey() }

// Unwrap unwraps a secret of the harbour.
func Unwrap(key *rsa.PrivateKey, secret []byte, label ...byte) ([]byte, error) {
	return rsa.DecryptOAEP(sha256.New(), nil, key, secret, label)
}

// Server serves tables.
func Server(pool *x509.CertPool, opts ...func(*tls.Config)) *http.Server {
	c := &tls.Config{ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}
	for _, o := range append(opts, old(tls.VersionTLS11)) {
		o(c)
	}
	return &http.Server{TLSConfig: c}
}

func old(min uint16) func(*tls.Config) {
	return func(c *tls.Config) {
		c.MinVersion = min
		c.CipherSuites = []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}
	}
}

// Wave draws a wave; its hash is the height.
func Wave(seed int64) int { return mrand.New(mrand.NewSource(seed)).Intn(9) }

// Describe reads a universal description.
func Describe(s cryptobyte.String) bool { return s.Empty() }
