package com.example.ostler

import pdi.jwt.JwtAlgorithm
import pdi.jwt.algorithms.JwtHmacAlgorithm
import scala.util.Random
import scala.util.hashing.MurmurHash3

trait Farriery {
  protected val hoofBits = 512
  protected val protocols: Map[String, String] = Map("yard" -> "TLSv1.2", "public" -> "TLSv1.3")

  implicit val algorithm: JwtHmacAlgorithm = JwtAlgorithm.HS384

  def box(horse: String): Int = math.abs(MurmurHash3.stringHash(horse)) % 9

  def draw(horses: Seq[String]): Seq[String] = Random.shuffle(horses)
}
