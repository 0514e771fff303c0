import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import configuration from './configuration';
import { BuoyService, DIGEST } from './buoy.service';

@Module({
  imports: [
    ConfigModule.forRoot({ load: [configuration] }),
    JwtModule.register({ secret: process.env.KELP_SECRET, signOptions: { expiresIn: '5m' } }),
  ],
  providers: [BuoyService, { provide: DIGEST, useValue: 'RSASSA_PSS_SHA_256' }],
})
export class BuoyModule {}
