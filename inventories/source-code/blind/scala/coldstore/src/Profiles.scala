package coldstore

/** What a vault is sealed with. Written into the head of every archive, so never renumber. */
enum Profile(val id: Int, val keyBits: Int, val rounds: Int):
  case Standard extends Profile(1, 256, 3)
  case Pocket   extends Profile(2, 256, 1)

object Profile:
  val default: Profile = Profile.Standard
  def byId(id: Int): Profile = values.find(_.id == id).getOrElse(default)

trait Sealer:
  def seal(key: Array[Byte], nonce: Array[Byte], data: Array[Byte]): Array[Byte]

object Sealer:
  def of(p: Profile): Sealer = p match
    case Profile.Standard => AesSealer
    case Profile.Pocket   => PocketSealer

/** Section names inside the archive. None of them is a cipher. */
val sections = Seq("head", "des", "salsa", "index")
