package com.example.streamer

object Algorithms {
  final val Block = "AES"
  final val Tag = "HmacSHA1"
}

/** Shown in the player, nothing more. */
sealed abstract class Badge(val description: String)
object Badge {
  case object Des extends Badge("descending")
  case object Rsa extends Badge("reverse string arrangement")
}
