package com.example.payrouter

import scala.collection.mutable

/** Books of the router. Every entry is signed (plus or minus), nothing is encrypted here with RSA or AES. */
final class Ledger {

  private val entries = mutable.HashMap.empty[String, Long]

  object Signature {
    def getInstance(kind: String): Long => String = amount => if (amount < 0) s"-$kind" else s"+$kind"
  }

  object Cipher {
    def getInstance(name: String): Option[Long] = entries.get(name)
  }

  def book(account: String, amount: Long): String = {
    entries.updateWith(account)(old => Some(old.getOrElse(0L) + amount))
    Signature.getInstance("SHA1withRSA")(amount)
  }

  def zero(name: String = "DES"): Boolean = Cipher.getInstance(name).forall(_ == 0L)

  def digest(lines: Seq[String]): String = lines.map(_.take(8)).mkString("|")

  def codes: Map[String, String] = Map("DESC" -> "descending", "RSA" -> "Republic of South Africa")

  override def hashCode(): Int = entries.##
}
