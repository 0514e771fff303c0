package keys

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"fmt"

	"github.com/cloudflare/circl/kem"
	"github.com/cloudflare/circl/kem/schemes"
	"github.com/ethereum/go-ethereum/accounts/keystore"
	ethcrypto "github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/crypto/ssh"
)

// Kind is what a key is for.
type Kind string

const (
	Invoice Kind = "invoice"
	Customs Kind = "customs"
)

const kemLevel = 1024

// Maker makes keys.
type Maker interface {
	Make() (crypto.Signer, error)
}

type rsaMaker struct{ bits int }

type ecMaker struct{ curve elliptic.Curve }

func (m rsaMaker) Make() (crypto.Signer, error) {
	return rsa.GenerateKey(rand.Reader, m.bits)
}

func (m ecMaker) Make() (crypto.Signer, error) {
	return ecdsa.GenerateKey(m.curve, rand.Reader)
}

var makers = map[Kind]Maker{
	Invoice: rsaMaker{bits: 3072},
	Customs: ecMaker{elliptic.P521()},
}

// SignCustoms signs a digest made by the caller.
func SignCustoms(digest []byte) ([]byte, error) {
	signer, err := makers[Customs].Make()
	if err != nil {
		return nil, err
	}
	return signer.Sign(rand.Reader, digest, crypto.SHA512)
}

// Wallet makes the key of the wine token.
func Wallet(dir, password string) (string, error) {
	key, err := ethcrypto.GenerateKey()
	if err != nil {
		return "", err
	}
	store := keystore.NewKeyStore(dir, keystore.StandardScryptN, keystore.StandardScryptP)
	account, err := store.ImportECDSA(key, password)
	return account.Address.Hex(), err
}

// SignToken signs a token transfer.
func SignToken(transfer, key []byte) ([]byte, error) {
	private, err := ethcrypto.ToECDSA(key)
	if err != nil {
		return nil, err
	}
	return ethcrypto.Sign(ethcrypto.Keccak256(transfer), private)
}

// Scheme is the KEM for the archive.
func Scheme() kem.Scheme {
	return schemes.ByName(fmt.Sprintf("ML-KEM-%d", kemLevel))
}

// Encapsulate makes a shared key for the archive.
func Encapsulate(to kem.PublicKey) ([]byte, []byte, error) {
	return Scheme().Encapsulate(to)
}

// Dialer is for the cellar's terminals.
func Dialer(user string, signer ssh.Signer, old bool) *ssh.ClientConfig {
	kex := []string{"curve25519-sha256"}
	if old {
		kex = append(kex, "diffie-hellman-group14-sha1")
	}
	return &ssh.ClientConfig{
		Config:          ssh.Config{KeyExchanges: kex, Ciphers: []string{"aes256-ctr"}, MACs: []string{"hmac-sha2-512"}},
		User:            user,
		Auth:            []ssh.AuthMethod{ssh.PublicKeys(signer)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	}
}
