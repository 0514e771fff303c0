import { ethers } from 'hardhat';
import { generateKeyPairSync } from 'node:crypto';

const { HARBOUR_BITS = '2048' } = process.env;

async function main(): Promise<void> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: Number(HARBOUR_BITS) });
  const { n } = publicKey.export({ format: 'jwk' });

  const lease = await ethers.deployContract('OysterLease', [Buffer.from(n!, 'base64url')]);
  await lease.waitForDeployment();

  const grower = ethers.Wallet.createRandom();
  const paper = ethers.id('bed 12, autumn');
  const ink = await grower.signMessage(ethers.getBytes(paper));
  await lease.countersign(paper, ink);
  console.log(`leased; keccak256 marks are in the log of ${await lease.getAddress()}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
