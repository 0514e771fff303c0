package com.example.ledgerbox.web;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

public class BranchDirectory {

    static final List<String> COLUMNS = List.of("md5_column", "des_code", "aria_note");

    public int shard(String branch) {
        return Hashing.consistentHash(
            Hashing.murmur3_128().hashString(branch, StandardCharsets.UTF_8), 12);
    }

    public long checksum(byte[] row) {
        CRC32 crc = new CRC32();
        crc.update(row);
        return crc.getValue();
    }
}
