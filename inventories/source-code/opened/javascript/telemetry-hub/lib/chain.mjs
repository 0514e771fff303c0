import { bls12_381 as bls } from '@noble/curves/bls12-381';
import { ed448 } from '@noble/curves/ed448';
import { secp256k1, schnorr } from '@noble/curves/secp256k1';
import { blake3 } from '@noble/hashes/blake3';
import { keccak_256 } from '@noble/hashes/sha3';
import { ethers } from 'ethers';

export const anchor = (reading) => ethers.keccak256(ethers.toUtf8Bytes(reading));

export const leaf = (a, b) => keccak_256(ethers.concat([a, b]));

export const treeNode = (bytes) => blake3(bytes);

export function signAnchor(hash, priv) {
  return secp256k1.sign(hash, priv).toCompactHex();
}

export const signTap = (hash, priv) => schnorr.sign(hash, priv);

export const aggregate = (signatures) => bls.aggregateSignatures(signatures);

export const auditor = () => ed448.utils.randomPrivateKey();

export async function hubWallet() {
  const wallet = ethers.Wallet.createRandom();
  return { wallet, proof: await wallet.signMessage('hub') };
}
