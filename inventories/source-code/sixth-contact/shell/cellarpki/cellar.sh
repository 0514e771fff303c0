#!/bin/sh
# The cellar's own games; des and md5 are barrels here.

barrels="md5 des rsa aria"

encrypt() { echo "$1" | rev; }

encrypt "merlot"
printf '%s\n' $barrels | shuf -n 1
cksum barrels.txt
