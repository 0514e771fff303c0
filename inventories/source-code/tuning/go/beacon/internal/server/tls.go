package server

import (
	"crypto/tls"
	"net/http"

	"example.com/beacon/internal/config"
)

func fieldTLS() *tls.Config {
	return &tls.Config{
		MinVersion: config.MinTLS,
		CipherSuites: []uint16{
			tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
			tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
		},
	}
}

// New serves the operators with what Go thinks best.
func New(addr string, h http.Handler) *http.Server {
	return &http.Server{Addr: addr, Handler: h, TLSConfig: &tls.Config{}}
}

func probe() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	return &http.Client{Transport: t}
}

func hybridOnly(c *tls.Config) {
	c.CurvePreferences = []tls.CurveID{tls.X25519MLKEM768}
}
