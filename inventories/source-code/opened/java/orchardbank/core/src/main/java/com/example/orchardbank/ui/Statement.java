package com.example.orchardbank.ui;

import java.text.NumberFormat;
import java.util.Calendar;

/** A statement page; aesthetics and description are the designer's. */
public final class Statement {
    private final Calendar from = Calendar.getInstance();
    private final NumberFormat format = NumberFormat.getInstance();

    public boolean verify(long total, long sum) {
        return total == sum;
    }

    @Override
    public int hashCode() {
        return from.hashCode();
    }

    public String principal(long cents) {
        return format.format(cents / 100.0);
    }
}
