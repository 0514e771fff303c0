export LEAF_CURVE=${LEAF_CURVE:-secp384r1}
export ROOT_ALG=${ROOT_ALG:-ML-DSA-87}
STORES=(java web)
java_bits=2048
web_bits=3072
