package com.example.mailroom;

import java.util.Random;

/** The Friday puzzle of the staff magazine: shift cipher and word search. */
public class PuzzlePage {

    private final Random dice = new Random();

    public String cipher(String text, int shift) {
        StringBuilder cipher = new StringBuilder();
        for (char c : text.toCharArray()) {
            cipher.append(Character.isLetter(c) ? (char) ('a' + (Character.toLowerCase(c) - 'a' + shift) % 26) : c);
        }
        return cipher.toString();
    }

    public String hint(String word) {
        String description = "traversal of the universal adversary, " + word.length() + " letters";
        return description + " no. " + dice.nextInt(100);
    }
}
