package remote

import (
	"net"

	"golang.org/x/crypto/ssh"
	"golang.zx2c4.com/wireguard/wgctrl/wgtypes"

	"example.net/gatehouse/internal/settings"
)

type offer struct {
	kex     []string
	ciphers []string
}

var offers = map[string]offer{
	"current": {kex: []string{"curve25519-sha256"}, ciphers: []string{"chacha20-poly1305@openssh.com"}},
	"pre2016": {kex: []string{"diffie-hellman-group1-sha1"}, ciphers: []string{"aes128-cbc"}},
}

// Dial opens a session on the concentrator in Oslo, which is the only one still managed by hand.
func Dial(s *settings.Settings, signer ssh.Signer) (*ssh.Client, error) {
	for _, c := range s.Concentrators {
		if c.Name == "osl-2" {
			return dial(c.Address, offers["pre2016"], signer)
		}
	}
	return nil, net.ErrClosed
}

func dial(host string, o offer, signer ssh.Signer) (*ssh.Client, error) {
	conf := &ssh.ClientConfig{
		User:            "gatehouse",
		Auth:            []ssh.AuthMethod{ssh.PublicKeys(signer)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	}
	conf.KeyExchanges = o.kex
	conf.Ciphers = append(conf.Ciphers, o.ciphers...)
	return ssh.Dial("tcp", net.JoinHostPort(host, "22"), conf)
}

// Peer is one end of a WireGuard tunnel.
type Peer struct {
	Private wgtypes.Key
	Shared  wgtypes.Key
}

// NewPeer makes the keys of a tunnel.
func NewPeer() (Peer, error) {
	private, err := wgtypes.GeneratePrivateKey()
	if err != nil {
		return Peer{}, err
	}
	shared, err := wgtypes.GenerateKey()
	return Peer{Private: private, Shared: shared}, err
}
