package clickstream

import clickstream.Settings._
import com.google.common.hash.Hashing
import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{col, expr, hash, md5, sha1, sha2}

object Pseudonyms {

  type Mask = Column => Column

  private val strong: Mask = sha2(_, "pseudonym.bits".int(256))
  private val old: Mask = c => sha1(c)

  val columns: Map[String, Mask] = Map("email" -> strong, "ip" -> old)

  def mask(frame: DataFrame): DataFrame =
    columns.foldLeft(frame) { case (f, (name, m)) => f.withColumn(name, m(col(name))) }
      .withColumn("slot", hash(col("session")))
      .withColumn("card", expr("base64(aes_encrypt(card, unhex('00112233445566778899aabbccddeeff'), 'ECB'))"))

  def rowId(parts: Column*): Column = md5(parts.reduce(_ concat _))

  def shard(id: String): Int = Math.floorMod(Hashing.murmur3_32_fixed().hashUnencodedChars(id).asInt, 128)

  private implicit class Concat(private val left: Column) extends AnyVal {
    def concat(right: Column): Column = org.apache.spark.sql.functions.concat(left, right)
  }
}
