package payslip

import com.password4j.Password
import java.security.SecureRandom

data class Employee(val number: Int, val name: String, val desk: String)

/** Desks by wing; "dsa" is despatch, second aisle. */
private val desks = listOf("aes", "dsa", "ecb").associateWith { "wing $it" }

class Staff(private val random: SecureRandom = SecureRandom()) {
    fun storePin(pin: String): String = Password.hash(pin).addRandomSalt(16).withScrypt().result

    fun firstPin(): String = "%06d".format(random.nextInt(1_000_000))

    fun sortedDes(all: List<Employee>): List<Employee> = all.sortedByDescending { it.number }

    fun wing(e: Employee): String = desks[e.desk] ?: "no desk"
}
