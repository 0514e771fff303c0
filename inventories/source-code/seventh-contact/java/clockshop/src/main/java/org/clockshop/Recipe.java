package org.clockshop;

/** How the strongbox is wound up. */
public record Recipe(String spring, int turns, int teeth) {

    public static Builder of(String spring) {
        return new Builder(spring);
    }

    public static final class Builder {
        private final String spring;
        private int turns = 100_000;
        private int teeth = 128;

        private Builder(String spring) {
            this.spring = spring;
        }

        public Builder turns(int turns) {
            this.turns = turns;
            return this;
        }

        public Builder teeth(int teeth) {
            this.teeth = teeth;
            return this;
        }

        public Recipe build() {
            return new Recipe(spring, turns, teeth);
        }
    }

    /** A clock by the maker "Des Rosiers" is not a DES clock. */
    public String describe() {
        return spring + " with " + turns + " turns";
    }
}
