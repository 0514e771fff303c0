package clickstream

import java.io.FileReader
import java.util.Properties

object Settings {
  private lazy val properties: Properties = {
    val loaded = new Properties()
    val reader = new FileReader(sys.env.getOrElse("CLICKSTREAM_CONF", "conf/clickstream.properties"))
    try loaded.load(reader) finally reader.close()
    loaded
  }

  def apply(key: String, default: => String): String = Option(properties.getProperty(key)).getOrElse(default)

  implicit class IntSetting(private val key: String) extends AnyVal {
    def int(default: Int): Int = Settings(key, default.toString).toInt
  }
}
