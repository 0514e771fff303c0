package com.example.paperkite;

import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;

public final class FiledBundleKeys extends BundleKeys {

    @Override
    protected Profile profile() {
        return Profile.FILED;
    }

    @Override
    protected MLKEMParameters transportSet() {
        return MLKEMParameters.ml_kem_768;
    }
}
