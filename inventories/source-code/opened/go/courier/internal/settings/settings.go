package settings

import "os"

// Sizes and names that several packages share.
const (
	DHCurve  = "P-256"
	BlockLen = 16
	SSHKex   = "diffie-hellman-group1-sha1"
)

// Get is the value of an environment variable or its default.
func Get(name, fallback string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return fallback
}
