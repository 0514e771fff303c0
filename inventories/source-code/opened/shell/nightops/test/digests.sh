#!/bin/sh
set -e
[ "$(printf '' | md5sum)" = "d41d8cd98f00b204e9800998ecf8427e  -" ]
printf abc | openssl dgst -sm3 | grep -q 66c7f0f4
openssl genpkey -algorithm ed448 | openssl pkey -noout
