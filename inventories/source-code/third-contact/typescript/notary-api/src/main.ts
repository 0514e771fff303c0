import { createServer, type ServerOptions } from 'node:https';
import type { SecureVersion } from 'node:tls';
import { ConfigService } from './config/config.service';
import { SigningService } from './signing/signing.module';

const config = new ConfigService();
const signing = new SigningService(config);

const options: ServerOptions = {
  minVersion: config.get<SecureVersion>('http.tls.floor', 'TLSv1.3'),
  honorCipherOrder: true,
};

createServer(options, (request, response) => {
  response.end(signing.sign(request.url ?? '/').toString('hex'));
}).listen(config.get('http.port', 443), () => console.log('notary: RSA and ECDSA desks are open'));
