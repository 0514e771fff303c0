package bridge

/** What the county has fixed; the RSA of the old transponders is not in it. */
object Tariff:
  val TransponderBits = 3072
  val Lengths: Map[String, Int] = Map("day" -> 128, "year" -> 256)

  sealed trait Vehicle:
    def curve: String

  case object Lorry extends Vehicle:
    val curve = "secp384r1"

  case object Motorbike extends Vehicle:
    val curve = "secp256r1"

  /** Rows of the county's table of identifiers. */
  val CountyTable = Seq("1.2.840.113549.1.1.1" -> "rsaEncryption", "1.3.132.0.34" -> "secp384r1")
