package object shelfmark {
  type Shelf = String

  /** Digest put on a catalogue card. */
  val CardDigest = "SHA-" + 512

  object Curves {
    val Branch = "secp384r1"
    val Van    = "secp256r1"
  }
}
