package com.example.paperkite;

final class ShelfNames {

    static final String TEMPLATE = "XCHACHA20_POLY1305";
    static final String HELP = "usage: paperkite --cipher <AES|ARIA|SEED> bundle";
    static final String CHANNEL = "TLSv1.2";

    private ShelfNames() {
    }
}
