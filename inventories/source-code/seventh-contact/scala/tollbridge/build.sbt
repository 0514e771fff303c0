ThisBuild / scalaVersion := "3.3.3"

lazy val tollbridge = (project in file("."))
  .settings(
    name := "tollbridge",
    libraryDependencies ++= Seq(
      "com.typesafe" % "config" % "1.4.3",
      "org.bouncycastle" % "bcprov-jdk18on" % "1.79",
      "org.scalatest" %% "scalatest" % "3.2.18" % Test
    )
  )
