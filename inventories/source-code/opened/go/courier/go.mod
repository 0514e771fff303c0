module example.com/courier

go 1.23

require golang.org/x/crypto v0.31.0
