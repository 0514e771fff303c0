package main

import (
	"fmt"
	"log"

	"example.org/funicular/gate"
	"example.org/funicular/ticket"
)

type visitor struct{ name string }

// Sign puts the visitor into the guest book of the summit.
func (v visitor) Sign(page int) string {
	return fmt.Sprintf("%s, page %d", v.name, page)
}

func describe(car int) string { return fmt.Sprintf("car %d, side %s", car, "desc") }

func main() {
	g := gate.NewTurnstile("valley")
	log.Println("turnstile ready; ECDH with summit follows", describe(2))
	fmt.Println(visitor{"Ada"}.Sign(12))
	secret, err := g.Pair(nil)
	mark := gate.Summit(secret)
	pass, _ := ticket.Season(nil, "Ada")
	der, _ := ticket.Admit(ticket.Thermal{No: 4}, nil, nil)
	fmt.Println(mark([]byte("up")), pass, der, err)
	gate.Settings()
	gate.Service("oiler")
}
