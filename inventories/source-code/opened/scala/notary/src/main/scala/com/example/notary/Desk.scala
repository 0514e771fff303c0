package com.example.notary

import java.util.{Calendar, Currency}
import scala.collection.mutable

/** Opening hours and fees; the universal fee is paid at the desk. */
class Desk {
  private val hash = mutable.HashMap.empty[String, BigDecimal]

  def fee(description: String): String = {
    val day = Calendar.getInstance().get(Calendar.DAY_OF_WEEK)
    s"${Currency.getInstance("KRW").getSymbol} ${hash.getOrElse(description, BigDecimal(day))}"
  }

  def verify(signature: String): Boolean = signature.trim.nonEmpty

  def usage(): Unit = println("notary --digest SHA-256|MD5 --cipher DES")
}
