package report

import (
	"crypto/sha1"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"math/rand"
)

// Etag is only a cache key of the browser.
func Etag(page []byte) string {
	return fmt.Sprintf("%x", sha1.Sum(page))
}

// Bucket spreads stations.
func Bucket(station string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(station))
	return h.Sum32() % 16
}

// Verify compares a checksum of the gauge.
func Verify(frame []byte, sum uint32) bool {
	return crc32.ChecksumIEEE(frame) == sum
}

// Shuffle changes the order of the pictures of the start page.
func Shuffle(pictures []string) {
	rand.Shuffle(len(pictures), func(i, j int) {
		pictures[i], pictures[j] = pictures[j], pictures[i]
	})
}
