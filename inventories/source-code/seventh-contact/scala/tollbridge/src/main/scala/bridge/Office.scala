package bridge

import scala.util.Random

@main def office(args: String*): Unit =
  val t = Transponder(Tariff.Lorry)
  val queue = Random(5).shuffle(List("lane 1", "lane 2", "lane 3"))
  println(s"Design of the plaza: $queue; slips carry RSA and ECDSA")
  val mark = Transponder.marker("HmacSHA512")(Array.fill(32)(1: Byte))
  val line = args.mkString(" ").getBytes("UTF-8")
  println(mark(line).length + t.tollSlip(line).length + t.laneSlip(line).length)
  println(describe(Principal("county", 4)))

/** A principal pays back the loan for the bridge. */
final case class Principal(name: String, rate: Int)

def describe(p: Principal): String = s"${p.name} at ${p.rate} %"
