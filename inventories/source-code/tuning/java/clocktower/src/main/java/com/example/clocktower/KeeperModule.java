package com.example.clocktower;

import com.google.inject.AbstractModule;
import com.google.inject.name.Names;
import java.security.SecureRandom;

final class KeeperModule extends AbstractModule {
    @Override
    protected void configure() {
        bindConstant().annotatedWith(Names.named("keeper.cipher")).to("AES/CCM/NoPadding");
        bind(SecureRandom.class).toInstance(new SecureRandom());
    }
}
