package driver

import (
	"crypto/hmac"
	"crypto/md5"
	"testing"
)

func TestTag(t *testing.T) {
	m := hmac.New(md5.New, []byte("key"))
	if m.Size() != 16 {
		t.Error("md5 size")
	}
}
