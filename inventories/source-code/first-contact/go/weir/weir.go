package weir

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/md5"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"hash"

	"golang.org/x/crypto/pbkdf2"
	"golang.org/x/crypto/ssh"

	"example.org/weir/options"
)

var digests = map[string]func() hash.Hash{
	"new": sha256.New,
	"old": md5.New,
}

type Keeper struct{ opts *options.Options }

func New() *Keeper { return &Keeper{opts: options.Default()} }

func (k *Keeper) Key() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, k.opts.Bits)
}

func (k *Keeper) CurveKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(k.opts.Curve, rand.Reader)
}

func GateKeys() (keys []*rsa.PrivateKey) {
	for _, gate := range options.Gates {
		key, err := rsa.GenerateKey(rand.Reader, gate.Opts.Bits)
		if err == nil {
			keys = append(keys, key)
		}
	}
	return keys
}

func (k *Keeper) Sign(key *rsa.PrivateKey, sum []byte) ([]byte, error) {
	var signer crypto.Signer = key
	return signer.Sign(rand.Reader, sum, &rsa.PSSOptions{Hash: k.opts.Hash})
}

func seal(make func([]byte) (cipher.Block, error), key []byte) (cipher.AEAD, error) {
	block, err := make(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func Seal(key [32]byte) (cipher.AEAD, error) { return seal(aes.NewCipher, key[:]) }

func Old(key, iv []byte) cipher.BlockMode {
	block, _ := des.NewTripleDESCipher(key)
	return cipher.NewCBCEncrypter(block, iv)
}

func Agree(name string) (*ecdh.PrivateKey, error) {
	curve := map[bool]ecdh.Curve{true: ecdh.X25519(), false: ecdh.P521()}[name == "x"]
	return curve.GenerateKey(rand.Reader)
}

func Tag(key []byte) hash.Hash { return hmac.New(sha256.New224, key) }

func Stretch(pass, salt []byte) []byte {
	return pbkdf2.Key(pass, salt, 600_000, 32, sha256.New)
}

func Capsule() (*mlkem.DecapsulationKey1024, error) { return mlkem.GenerateKey1024() }

func Shell() *ssh.ClientConfig {
	config := &ssh.ClientConfig{HostKeyAlgorithms: []string{ssh.KeyAlgoRSASHA512}}
	config.KeyExchanges = append(config.KeyExchanges, "diffie-hellman-group14-sha1")
	return config
}

func Listen() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS10,
	}
}

func Help() { fmt.Println("weir --rsa-bits 1024") }
