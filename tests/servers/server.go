// A server of Go's crypto/tls without settings: ADDRESS, then what precedes .crt and .key of each certificate.
package main

import (
	"crypto/tls"
	"log"
	"os"
)

func main() {
	var config tls.Config
	for _, name := range os.Args[2:] {
		certificate, err := tls.LoadX509KeyPair(name+".crt", name+".key")
		if err != nil {
			log.Fatal(err)
		}
		config.Certificates = append(config.Certificates, certificate)
	}
	listener, err := tls.Listen("tcp", os.Args[1], &config)
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer connection.Close()
			// Shakes hands, and waits for the peer to end.
			connection.Read(make([]byte, 1))
		}()
	}
}
