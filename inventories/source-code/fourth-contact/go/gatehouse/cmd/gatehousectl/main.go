package main

import (
	"crypto/tls"
	"flag"
	"log"
	"net/http"

	"example.net/gatehouse/internal/pki"
	"example.net/gatehouse/internal/settings"
)

var versions = map[string]uint16{
	"1.1": tls.VersionTLS11,
	"1.2": tls.VersionTLS12,
	"1.3": tls.VersionTLS13,
}

func curves(names []string) (ids []tls.CurveID) {
	for _, n := range names {
		switch n {
		case "x25519":
			ids = append(ids, tls.X25519)
		case "p384":
			ids = append(ids, tls.CurveP384)
		}
	}
	return ids
}

func main() {
	path := flag.String("config", "config/gatehouse.yaml", "settings of the gateway")
	desk := flag.Bool("desk", false, "serve the help desk only; its certificates are RSA")
	flag.Parse()
	s, err := settings.Load(*path)
	if err != nil {
		log.Fatalf("settings: %v", err)
	}
	if _, err := pki.NewIssuer(s.PKI); err != nil {
		log.Fatalf("could not create the ECDSA root: %v (desk %t)", err, *desk)
	}
	conf := new(tls.Config)
	conf.MinVersion = versions[s.Control.MinVersion]
	conf.CurvePreferences = curves(s.Control.Curves)
	srv := http.Server{Addr: s.Listen, TLSConfig: conf}
	log.Fatal(srv.ListenAndServeTLS("gatehouse.pem", "gatehouse-key.pem"))
}
