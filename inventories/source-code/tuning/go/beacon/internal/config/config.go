// Package config reads beacon.yaml.
package config

import (
	"os"

	"gopkg.in/yaml.v3"
)

// RSABits is the size of the keys that beacon makes.
const RSABits = 1 << 11

// MinTLS is the oldest version for devices in the field.
const MinTLS uint16 = 0x0302

type Config struct {
	Listen string `yaml:"listen"`
	Token  struct {
		Hash       string `yaml:"hash"`
		SecretFile string `yaml:"secret_file"`
	} `yaml:"token"`
}

// Load reads the file; the hash falls back to sha1.
func Load(path string) (*Config, error) {
	c := &Config{Listen: ":8080"}
	c.Token.Hash = "sha1"
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return c, yaml.Unmarshal(b, c)
}

// Describe is for the start-up log.
func (c *Config) Describe() string { return "beacon on " + c.Listen + ", rsa and aes ready" }
