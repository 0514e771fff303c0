package cellar

import (
	"bufio"
	"crypto/elliptic"
	"io"
	"strconv"
	"strings"
)

// Defaults of the cellar.
const (
	defaultKDF  = "pbkdf2"
	defaultBits = 2 * kilo
	kilo        = 1024
)

// Root is the curve of the root key.
var Root = elliptic.P521()

type options map[string]string

func parse(r io.Reader) options {
	o := options{}
	for s := bufio.NewScanner(r); s.Scan(); {
		if k, v, ok := strings.Cut(s.Text(), "="); ok {
			o[strings.TrimSpace(k)] = strings.Trim(v, ` "`)
		}
	}
	return o
}

func (o options) kdf() string {
	if v, ok := o["kdf"]; ok {
		return v
	}
	return defaultKDF
}

func (o options) bits() int {
	if n, err := strconv.Atoi(o["rsa_bits"]); err == nil {
		return n
	}
	return defaultBits
}
