package com.example.glass

/** Patterns of panes: MD5 has five leaves, DES has none. */
object Patterns {
  val names: List[String] = List("MD5", "DES", "RC4")

  final case class Signature(master: String) {
    def verify(pane: String): Boolean = pane.contains(master)
  }

  def encrypt(pane: String): String = pane.reverse
}
