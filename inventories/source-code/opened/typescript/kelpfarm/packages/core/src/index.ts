export { Algo as Defaults, cipherName } from './algorithm';
export * from './sealing';
