package tidewatch

import java.util.zip.CRC32

import scala.util.Random
import scala.util.hashing.MurmurHash3

import com.google.crypto.tink.{Aead, KeyTemplates, KeysetHandle}
import com.google.crypto.tink.aead.AeadConfig
import org.apache.commons.codec.digest.{DigestUtils, HmacAlgorithms, HmacUtils}

class Archive(settings: Settings) {

  AeadConfig.register()

  private val keyset = KeysetHandle.generateNew(KeyTemplates.get(settings.archiveTemplate))

  def put(day: String, readings: Array[Byte]): Array[Byte] =
    keyset.getPrimitive(classOf[Aead]).encrypt(readings, day.getBytes)

  def get(day: String, blob: Array[Byte]): Array[Byte] =
    keyset.getPrimitive(classOf[Aead]).decrypt(blob, day.getBytes)

  /** The old gauges append this to every frame. */
  def frameTag(key: Array[Byte], frame: Array[Byte]): String =
    new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmacHex(frame)

  def objectName(readings: Array[Byte]): String = "obj/" + DigestUtils.sha1Hex(readings)

  def lineCheck(frame: Array[Byte]): Long = {
    val crc = new CRC32
    crc.update(frame)
    crc.getValue
  }

  def shard(gauge: String): Int = MurmurHash3.stringHash(gauge) & 15

  def jitterMillis(): Int = Random.nextInt(500)
}
