package vault

import (
	"crypto/sha256"

	"github.com/btcsuite/btcd/btcec/v2"
	becdsa "github.com/btcsuite/btcd/btcec/v2/ecdsa"
	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/crypto/ripemd160"
)

// Coin knows how one chain makes keys and signs.
type Coin struct {
	Symbol string
	Path   string
	New    func() ([]byte, error)
	Sign   func(key, msg []byte) ([]byte, error)
}

// slip44 holds the registered coin types; these are no object identifiers.
var slip44 = map[string]uint32{"BTC": 0, "ETH": 60, "DESO": 1000}

var coins = []Coin{
	{Symbol: "BTC", Path: "m/84'/0'/0'", New: newBTC, Sign: signBTC},
	{Symbol: "ETH", Path: "m/44'/60'/0'/0", New: newETH, Sign: signETH},
}

func newBTC() ([]byte, error) {
	k, err := btcec.NewPrivateKey()
	if err != nil {
		return nil, err
	}
	return k.Serialize(), nil
}

func signBTC(key, msg []byte) ([]byte, error) {
	k, _ := btcec.PrivKeyFromBytes(key)
	first := sha256.Sum256(msg)
	second := sha256.Sum256(first[:])
	return becdsa.Sign(k, second[:]).Serialize(), nil
}

func newETH() ([]byte, error) {
	k, err := crypto.GenerateKey()
	if err != nil {
		return nil, err
	}
	return crypto.FromECDSA(k), nil
}

func signETH(key, msg []byte) ([]byte, error) {
	k, err := crypto.ToECDSA(key)
	if err != nil {
		return nil, err
	}
	return crypto.Sign(crypto.Keccak256(msg), k)
}

// Hash160 is what a P2PKH address holds.
func Hash160(pub []byte) []byte {
	inner := sha256.Sum256(pub)
	h := ripemd160.New()
	h.Write(inner[:])
	return h.Sum(nil)
}
