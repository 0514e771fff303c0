// Package options holds what the weir is told. MD5 is not an option.
package options

import (
	"crypto"
	"crypto/elliptic"
)

type Options struct {
	Bits  int
	Curve elliptic.Curve
	Hash  crypto.Hash
}

type Gate struct {
	Name string
	Opts Options
}

func Default() *Options {
	return &Options{Bits: 3 << 10, Curve: elliptic.P384(), Hash: crypto.SHA512}
}

var Gates = []Gate{
	{Name: "north", Opts: Options{Bits: 1024}},
	{Name: "south", Opts: Options{Bits: 4096}},
}
