package com.example.insurer.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The few TOML lines that we need, read without a library. */
public final class Profile {

    private final Map<String, String> values = new HashMap<>();

    public Profile(Path file) throws IOException {
        String section = "";
        for (String line : Files.readAllLines(file)) {
            String l = line.strip();
            if (l.startsWith("[")) {
                section = l.substring(1, l.length() - 1) + ".";
            } else if (!l.startsWith("#") && l.contains("=")) {
                String[] pair = l.split("=", 2);
                values.put(section + pair[0].strip(), pair[1].strip().replace("\"", ""));
            }
        }
    }

    public String text(String key, String otherwise) {
        return Objects.requireNonNullElse(values.get(key), otherwise);
    }

    public int number(String key, int otherwise) {
        return Integer.parseInt(text(key, Integer.toString(otherwise)));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
