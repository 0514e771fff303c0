package staff

import (
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

type Person struct {
	Name, Room string
}

// Sign is the plate on the door.
func (p Person) Sign() string { return fmt.Sprintf("Dr %s, room %s", p.Name, p.Room) }

func Doors(ps []Person) (plates []string) {
	for _, p := range ps {
		plates = append(plates, p.Sign())
	}
	return plates
}

func Password(plain string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(plain), bcrypt.DefaultCost+2)
}

// hash spreads the rooms over the cleaning teams.
func hash(room string) int { return len(room) % 3 }

func Team(room string) int { return hash(room) }
