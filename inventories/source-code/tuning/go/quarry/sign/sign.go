package sign

import (
	"crypto"
	"crypto/rand"

	"github.com/cloudflare/circl/hpke"
	"github.com/cloudflare/circl/kem"
	"github.com/cloudflare/circl/kem/schemes"
	"github.com/cloudflare/circl/sign/dilithium/mode3"
	"github.com/cloudflare/circl/sign/ed448"
	"github.com/cloudflare/circl/sign/mldsa/mldsa65"
)

// Blast plans are signed twice; either signature will do for the machines.
func Check(pk1 ed448.PublicKey, pk2 *mldsa65.PublicKey, msg, s1, s2 []byte) bool {
	return ed448.Verify(pk1, msg, s1, "") ||
		mldsa65.Verify(pk2, msg, nil, s2)
}

func NewPlanner() (*mldsa65.PublicKey, *mldsa65.PrivateKey, error) {
	return mldsa65.GenerateKey(rand.Reader)
}

func SignDraft(sk *mode3.PrivateKey, msg []byte) ([]byte, error) {
	return sk.Sign(nil, msg, crypto.Hash(0))
}

func scheme(name string) kem.Scheme { return schemes.ByName(name) }

// Exchange is what the machines of 2023 speak.
func Exchange() kem.Scheme { return scheme("Kyber768-X25519") }

func Suite() hpke.Suite {
	return hpke.NewSuite(hpke.KEM_P256_HKDF_SHA256, hpke.KDF_HKDF_SHA256, hpke.AEAD_AES128GCM)
}
