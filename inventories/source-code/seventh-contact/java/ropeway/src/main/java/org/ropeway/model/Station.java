package org.ropeway.model;

/** The stations of the line. The MD5 in the plan means "Mast, Drive no. 5". */
public enum Station {
    VALLEY("secp256r1", 640),
    PEAK("secp384r1", 2310);

    private final String rope;
    private final int metres;

    Station(String rope, int metres) {
        this.rope = rope;
        this.metres = metres;
    }

    public String rope() {
        return rope;
    }

    public int metres() {
        return metres;
    }
}
