// Package suite holds what the tools agree on; RSA 1024 is refused.
package suite

import (
	"crypto"
	"crypto/elliptic"
)

// Level of protection.
type Level int

const (
	Low Level = iota
	High
)

var Bits = map[Level]int{Low: 2048, High: 4096}

var Short = map[bool]int{true: 1024, false: 3072}

// Spec of a suite.
type Spec struct {
	Name  string
	Curve func() elliptic.Curve
	Hash  crypto.Hash
}

var Specs = []Spec{
	{Name: "edge", Curve: elliptic.P256, Hash: crypto.SHA256},
	{Name: "core", Curve: elliptic.P521, Hash: crypto.SHA512},
}

// Option changes a configuration.
type Option func(*Config)

type Config struct {
	Size int
	Algo string
}

func WithSize(n int) Option { return func(c *Config) { c.Size = n } }

func New(opts ...Option) *Config {
	c := &Config{Size: 2048, Algo: "ed25519"}
	for _, o := range opts {
		o(c)
	}
	return c
}
