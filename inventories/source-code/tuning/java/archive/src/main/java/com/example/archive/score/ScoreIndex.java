package com.example.archive.score;

import java.text.Collator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Index of the sheet music. */
public class ScoreIndex {

    private final Collator collator = Collator.getInstance(Locale.GERMAN);
    private final List<String> titles = new ArrayList<>();

    public Signature add(String title, String key) {
        titles.add(title);
        titles.sort(collator);
        Signature signature = Signature.getInstance(key);
        if (!signature.verify()) {
            throw new IllegalArgumentException("no such key: " + key);
        }
        return signature;
    }
}
