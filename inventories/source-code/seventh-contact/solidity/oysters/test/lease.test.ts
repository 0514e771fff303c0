import { expect } from 'chai';
import { ethers } from 'hardhat';

describe('OysterLease', () => {
  it('gives the same mark twice', async () => {
    const mark = ethers.solidityPackedKeccak256(['string', 'uint256'], ['reef', 3]);
    expect(mark).to.have.lengthOf(66);
  });
});
