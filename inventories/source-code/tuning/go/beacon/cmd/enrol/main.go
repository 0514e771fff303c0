// Command enrol writes the keys of a new field device.
package main

import (
	"crypto"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"

	"example.com/beacon/internal/config"

	. "crypto/sha512"
)

type profile struct {
	Bits  int    `json:"bits"`
	Curve string `json:"curve"`
	TLS   string `json:"tls"`
}

func load(path string) profile {
	p := profile{Bits: 1024, Curve: "P-224", TLS: "1.0"}
	if b, err := os.ReadFile(path); err == nil {
		if err := json.Unmarshal(b, &p); err != nil {
			log.Fatal(err)
		}
	}
	return p
}

func curve(name string) elliptic.Curve {
	for _, c := range []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384()} {
		if c.Params().Name == name {
			return c
		}
	}
	return elliptic.P256()
}

func version(p profile) uint16 {
	return map[string]uint16{"1.0": tls.VersionTLS10, "1.2": tls.VersionTLS12}[p.TLS]
}

func block(newBlock func([]byte) (cipher.Block, error), key []byte) (cipher.Block, error) {
	return newBlock(key)
}

func main() {
	file := flag.String("profile", "cmd/enrol/profile.json", "profile (P-224 and RSA 1024 are refused by the server)")
	flag.Parse()
	p := load(*file)

	k, err := rsa.GenerateKey(rand.Reader, p.Bits)
	if err != nil {
		log.Fatal(err)
	}
	e, err := ecdsa.GenerateKey(curve(p.Curve), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	digest := Sum512_256(x509.MarshalPKCS1PublicKey(&k.PublicKey))
	opts := &rsa.PSSOptions{Hash: crypto.SHA512_256}
	sig, err := k.Sign(rand.Reader, digest[:], opts)
	if err != nil {
		log.Fatal(err)
	}
	b, err := block(des.NewCipher, sig[:8])
	if err != nil {
		log.Fatal(err)
	}
	cfg := tls.Config{MinVersion: version(p), MaxVersion: tls.VersionTLS13}
	fmt.Println("enrolled", e.Params().Name, b.BlockSize(), cfg.MinVersion, config.RSABits)
}
