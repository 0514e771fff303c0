package main

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha512"
	"flag"
	"fmt"
	"log"
	mrand "math/rand"

	"example.org/seedbank/internal/accession"
	"example.org/seedbank/internal/policy"
)

func main() {
	species := flag.String("species", "Secale cereale", "species; the desired name, not its sha1 sum")
	flag.Parse()

	curator, err := accession.Enrol(accession.WithBits(3072))
	if err != nil {
		log.Fatal("no RSA key for the curator: ", err)
	}
	box, err := accession.BoxKey(policy.Permafrost)
	if err != nil {
		log.Fatal(err)
	}
	digest := sha512.Sum512([]byte(*species))
	tag, err := ecdsa.SignASN1(rand.Reader, box, digest[:])
	if err != nil {
		log.Fatal(err)
	}
	rows := []string{"A", "B", "C"}
	mrand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	list, err := accession.Manifest(curator, []byte(*species))
	fmt.Printf("%x %x %v %v\n", tag, list, rows, err)
	fmt.Println(accession.Sums([]byte(*species)))
	accession.SteelSeal()
}
