package main

import (
	"fmt"
	"os"

	"golang.org/x/crypto/sha3"

	"example.net/coinvault/vault"
)

func main() {
	store := vault.Open(os.Getenv("COINVAULT_HOME"), vault.Hash(sha3.New512))
	words, seed, err := store.Mnemonic(os.Getenv("COINVAULT_PASSPHRASE"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "coinvault:", err)
		os.Exit(1)
	}
	if _, err := store.Seal(seed, words); err != nil {
		os.Exit(1)
	}
}
