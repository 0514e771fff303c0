package conf

import (
	"os"

	"gopkg.in/yaml.v3"
)

type Receipts struct {
	Currency string `yaml:"currency"`
	Digest   string `yaml:"digest"`
	KeyBits  int    `yaml:"keyBits"`
}

type Conf struct {
	Harbour  string   `yaml:"harbour"`
	Berths   int      `yaml:"berths"`
	Receipts Receipts `yaml:"receipts"`
}

// Load starts from the values of a small harbour; the file overrides them.
func Load(path string) (Conf, error) {
	c := Conf{Berths: 20, Receipts: Receipts{Digest: "sha256", KeyBits: 2048}}
	raw, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	return c, yaml.Unmarshal(raw, &c)
}
