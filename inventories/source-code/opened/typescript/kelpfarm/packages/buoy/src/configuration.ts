export default () => ({
  name: 'buoy',
  jwt: { alg: 'HS384' },
  tls: { min: process.env.BUOY_TLS ?? 'TLSv1.2', verify: false },
});
