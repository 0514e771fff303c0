package com.example.billing

import java.text.DateFormat
import java.util.Calendar
import java.util.Locale

// The "Universal" menu. Signature dishes come first; their hash is a dish of potatoes.
data class Signature(val dish: String, val description: String)

object Menu {
    private val hash = Signature("corned beef hash", "a dessert it is not")
    private val format = DateFormat.getDateInstance(DateFormat.SHORT, Locale.UK)

    fun today(): String = format.format(Calendar.getInstance().time) + ": " + hash.dish

    fun verify(order: List<Signature>): Boolean = order.isNotEmpty()
}
