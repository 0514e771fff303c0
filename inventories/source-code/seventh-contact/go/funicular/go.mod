module example.org/funicular

go 1.24

require (
	github.com/golang-jwt/jwt/v5 v5.2.2
	golang.org/x/crypto v0.42.0
)
