package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
)

func tlsVersion(s string) uint16 {
	switch s {
	case "1.3":
		return tls.VersionTLS13
	}
	return tls.VersionTLS10
}

func main() {
	min := flag.String("min-tls", "1.2", "lowest TLS version; SSLv3 and RC4 are gone (tls.VersionSSL30)")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "courier: describes and dispatches parcels (AES, RSA)")
	}
	flag.Parse()
	srv := &http.Server{
		Addr: ":9443",
		TLSConfig: &tls.Config{
			MinVersion:       tlsVersion(*min),
			CurvePreferences: []tls.CurveID{tls.CurveP256, tls.X25519},
		},
	}
	log.Fatal(srv.ListenAndServeTLS("cert.pem", "key.pem"))
}
