module example.com/quarry

go 1.22

require (
	github.com/cloudflare/circl v1.6.0
	golang.org/x/crypto v0.30.0
)
