package herdbook

/** How an ear tag is stamped; each breed society has its own way. */
enum Stamp(val mac: String):
  case Dairy extends Stamp("HmacSHA256")
  case Beef  extends Stamp("HmacSHA1")

trait Society:
  def name: String
  def keyType: String = "RSA"
  def keyBits: Int    = 1 << 11

object Lowland extends Society:
  val name = "Lowland"

object Upland extends Society:
  val name             = "Upland"
  override val keyBits = Lowland.keyBits * 2

/** Sire codes, as printed: AES = Aberdeen Early Stock, ECB = Early Calving Bull. */
val sires: List[String] = List("AES-104", "ECB-77", "RC4-12")
