package com.example.grain

import java.util.zip.Adler32

fun siloOf(sack: ByteArray): Long = Adler32().apply { update(sack) }.value % 9

// RSA: Regional Silo Association
enum class Association { RSA, DSA }
