// Package remote reaches the weighbridges.
package remote

import (
	"crypto/dsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"

	"golang.org/x/crypto/curve25519"
	"golang.org/x/crypto/ssh"
)

const hostKeyAlgo = "ssh-" + "rsa"

// Client is for bridges with the old firmware.
func Client(hostKey ssh.PublicKey) *ssh.ClientConfig {
	c := &ssh.ClientConfig{
		User:              "bridge",
		HostKeyCallback:   ssh.FixedHostKey(hostKey),
		HostKeyAlgorithms: []string{hostKeyAlgo},
	}
	c.KeyExchanges = []string{"curve25519-sha256"}
	c.MACs = append(c.MACs, strings.ToLower("HMAC-SHA2-256"))
	return c
}

func bridgeParameters() (*dsa.Parameters, error) {
	p := new(dsa.Parameters)
	return p, dsa.GenerateParameters(p, rand.Reader, dsa.L1024N160)
}

func agree(own, peer []byte) ([]byte, error) {
	f := curve25519.X25519
	return f(own, peer)
}

func weigh(key []byte, kilos int) []byte {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%d kg", kilos)
	return m.Sum(nil)
}

func request(der []byte) (*x509.CertificateRequest, error) {
	b := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})
	if len(b) == 0 {
		return nil, fmt.Errorf("no request; expected one signed with SHA256-RSA")
	}
	return x509.ParseCertificateRequest(der)
}
