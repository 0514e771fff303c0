// Package settings reads gatehouse.yaml.
package settings

import (
	"os"
	"time"

	"gopkg.in/yaml.v3"
)

type PKI struct {
	Kind     string        `yaml:"kind"`
	Bits     int           `yaml:"bits"`
	Validity time.Duration `yaml:"validity"`
}

type Control struct {
	MinVersion string   `yaml:"min_version"`
	Curves     []string `yaml:"curves"`
}

type Concentrator struct {
	Name    string `yaml:"name"`
	Address string `yaml:"address"`
}

type Settings struct {
	Listen        string         `yaml:"listen"`
	PKI           PKI            `yaml:"pki"`
	Control       Control        `yaml:"control"`
	Concentrators []Concentrator `yaml:"concentrators"`
}

// Load reads the file over the defaults. A deployment that predates 2.0 has no pki section, described in docs/desktop.md.
func Load(path string) (*Settings, error) {
	s := &Settings{
		Listen:  ":8443",
		PKI:     PKI{Kind: "p256", Bits: 2048, Validity: 24 * time.Hour},
		Control: Control{MinVersion: "1.3", Curves: []string{"x25519"}},
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return s, yaml.Unmarshal(raw, s)
}
