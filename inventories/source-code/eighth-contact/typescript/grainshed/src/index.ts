export { DOCKET_SCHEME as docketScheme, SCALE_KEY_BITS, ScaleCurve } from './schemes.js';
export * from './weighbridge.js';
export { sendManifest } from './partners.js';
