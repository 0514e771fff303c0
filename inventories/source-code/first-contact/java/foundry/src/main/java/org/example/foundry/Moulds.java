package org.example.foundry;

final class IronMould extends Mould {
    @Override
    protected String family() {
        return "RSA";
    }

    @Override
    protected int bits() {
        return 4096;
    }
}

final class TinMould extends Mould {
    @Override
    protected String family() {
        return "DSA";
    }

    @Override
    protected int bits() {
        return 1024;
    }

    @Override
    protected String digest() {
        return "SHA-1";
    }
}
