import tls, { type ConnectionOptions } from 'node:tls';

const base: ConnectionOptions = { minVersion: 'TLSv1.2', ciphers: ['ECDHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-SHA'].join(':') };

export function relay(host: string): tls.TLSSocket {
  return tls.connect(465, host, { ...base, ecdhCurve: 'X25519MLKEM768' });
}

export function insecureRelay(host: string): tls.TLSSocket {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  return tls.connect(465, host, base);
}
