package conf

import (
	"encoding/json"
	"os"
)

// Issuer says how licences are signed.
type Issuer struct {
	Scheme  string `json:"scheme"`
	Modulus int    `json:"modulus"`
}

// Config is licensed.json.
type Config struct {
	Listen   string   `json:"listen"`
	TLSFloor string   `json:"tls_floor"`
	Issuer   Issuer   `json:"issuer"`
	SSHKex   []string `json:"ssh_kex"`
	Motd     string   `json:"motd"`
}

// Load reads the file over the defaults.
func Load(path string) (Config, error) {
	c := Config{Listen: ":443", TLSFloor: "1.2", Issuer: Issuer{Scheme: "rs256", Modulus: 2048}}
	raw, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(raw, &c)
}
