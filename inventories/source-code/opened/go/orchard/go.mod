module example.com/orchard

go 1.25

require (
	github.com/cloudflare/circl v1.6.1
	golang.org/x/crypto v0.40.0
)
