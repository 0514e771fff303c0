package main

import (
	"crypto/sha256"
	"crypto/tls"
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"math/rand/v2"
	"net/http"

	"example.com/licensed/internal/conf"
	"example.com/licensed/internal/issue"
	"github.com/cloudflare/circl/sign/schemes"
	"golang.org/x/crypto/ssh"
)

var (
	path  = flag.String("config", "licensed.json", "configuration, no RSA keys in it")
	trust = flag.String("trust", "ML-DSA-65", "signature scheme of the update feed")
)

var floors = map[string]uint16{"1.1": tls.VersionTLS11, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}

func main() {
	flag.Parse()
	c, err := conf.Load(*path)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := issue.New(c.Issuer); err != nil {
		log.Fatal(err)
	}
	feed, _, err := schemes.ByName(*trust).GenerateKey()
	if err != nil {
		log.Fatal(err)
	}
	raw, _ := feed.MarshalBinary()
	fmt.Printf("feed %x, slot %d\n", sha256.Sum256(raw), slot(raw))
	admin := &ssh.ServerConfig{NoClientAuth: false}
	admin.KeyExchanges = c.SSHKex
	server := &http.Server{
		Addr: c.Listen,
		TLSConfig: &tls.Config{
			MinVersion:       floors[c.TLSFloor],
			CurvePreferences: []tls.CurveID{tls.CurveP384, tls.X25519},
		},
	}
	log.Fatal(server.ListenAndServeTLS("site.crt", "site.key"))
}

func slot(b []byte) uint32 {
	h := fnv.New32a()
	h.Write(b)
	return h.Sum32() + rand.Uint32N(3)
}
