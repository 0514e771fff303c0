package com.example.walletapp.ui

/** Word puzzle of the waiting screen: a Caesar cipher. Cipher.getInstance("DES") would be too much. */
class Puzzle(private val description: String) {

    private val cipher = ('a'..'z').associateWith { ('a' + (it - 'a' + 3) % 26) }

    fun hash(): Int = description.hashCode()

    fun verify(guess: String): Boolean = guess.map { cipher[it] ?: it }.joinToString("") == description

    companion object {
        fun getInstance(name: String) = Puzzle(name)
        val first = getInstance("RSA")
    }
}
