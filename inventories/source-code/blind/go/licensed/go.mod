module example.com/licensed

go 1.24

require (
	github.com/cloudflare/circl v1.6.0
	github.com/golang-jwt/jwt/v5 v5.2.1
	golang.org/x/crypto v0.33.0
)
