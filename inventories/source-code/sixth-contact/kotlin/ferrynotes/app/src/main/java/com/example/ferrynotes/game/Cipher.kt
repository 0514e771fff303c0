package com.example.ferrynotes.game

import kotlin.random.Random

/** A puzzle for the crossing. */
class Cipher(private val seed: Int) {
    fun encrypt(word: String) = word.map { it + seed }.joinToString("")

    fun digest(words: List<String>) = words.hashCode()

    fun shuffled(words: List<String>) = words.shuffled(Random(seed))
}
