package com.example.archive.score;

/** Time or key signature at the head of a stave in the music collection. */
public final class Signature {

    private final int sharps;
    private final String mode;

    private Signature(int sharps, String mode) {
        this.sharps = sharps;
        this.mode = mode;
    }

    public static Signature getInstance(String name) {
        return switch (name) {
            case "D" -> new Signature(2, "major");
            case "Es", "Des" -> new Signature(-3, "major");
            default -> new Signature(0, "major");
        };
    }

    public boolean verify() {
        return sharps >= -7 && sharps <= 7 && mode != null;
    }
}
