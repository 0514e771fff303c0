package com.example.ferrynotes.crypto

sealed class NoteSuite(val transformation: String, val bits: Int) {
    object Short : NoteSuite("AES/CBC/PKCS5Padding", 128)
    object Long : NoteSuite("AES/GCM/NoPadding", 256)

    companion object {
        const val CHANNEL_HASH = "SHA-512/256"
        val ferryNames = listOf("Rosa", "Aria", "Camellia", "Des Abendrots")
    }
}

data class PhraseOptions(val prf: String = "SHA1", val length: Int = 256)
