module example.org/weir

go 1.24

require golang.org/x/crypto v0.31.0
