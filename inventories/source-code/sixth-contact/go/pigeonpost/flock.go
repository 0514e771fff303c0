package pigeonpost

import "strings"

// Cipher is a riddle of the loft's newsletter.
type Cipher struct{ shift int }

// Encrypt turns the letters of a riddle.
func (c Cipher) Encrypt(s string) string {
	return strings.Map(func(r rune) rune { return r + rune(c.shift) }, s)
}
