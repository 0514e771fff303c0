import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import steward from '../config/steward.json';
import { FieldKeys } from './field-keys.service';
import { SensorLink } from './sensor-link.service';

export const SIGNING_ALGORITHM = Symbol('SIGNING_ALGORITHM');
export const IRRIGATION = Symbol('IRRIGATION');

@Module({
  imports: [ConfigModule.forRoot()],
  providers: [
    FieldKeys,
    SensorLink,
    {
      provide: SIGNING_ALGORITHM,
      useValue: { name: 'RSA-PSS', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    },
    { provide: IRRIGATION, useFactory: () => steward.irrigation },
  ],
})
export class StewardModule {}
