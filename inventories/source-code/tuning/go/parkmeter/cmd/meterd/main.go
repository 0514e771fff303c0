package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
)

type settings struct {
	Listen string `json:"listen"`
	TLS    struct {
		Min string `json:"min"`
	} `json:"tls"`
}

var versions = map[string]uint16{"1.0": tls.VersionTLS10, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}

func load(path string) (settings, error) {
	s := settings{Listen: ":8443"}
	s.TLS.Min = "1.3"
	raw, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(raw, &s)
}

func main() {
	path := flag.String("config", "meterd.json", "settings; the hash of the file is shown at /about")
	flag.Parse()
	s, err := load(*path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	server := &http.Server{
		Addr: s.Listen,
		TLSConfig: &tls.Config{
			MinVersion:       versions[s.TLS.Min],
			CurvePreferences: []tls.CurveID{tls.X25519MLKEM768, tls.X25519},
		},
	}
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}}
	_ = client
	fmt.Println(server.ListenAndServeTLS("meterd.pem", "meterd.key"))
}
