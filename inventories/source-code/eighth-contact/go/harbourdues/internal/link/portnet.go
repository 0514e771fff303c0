package link

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
)

const floor = tls.VersionTLS12

func base(roots *x509.CertPool) *tls.Config {
	return &tls.Config{
		RootCAs:    roots,
		MinVersion: floor,
	}
}

// Portnet is the client of the port community system.
func Portnet(roots *x509.CertPool) *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: base(roots)}}
}

// Weather is reached over an old gateway.
func Weather(roots *x509.CertPool) *tls.Config {
	cfg := base(roots).Clone()
	cfg.MinVersion = tls.VersionTLS10
	return cfg
}
