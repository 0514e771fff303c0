ThisBuild / scalaVersion := "3.3.3"

lazy val root = project.in(file(".")).settings(
  name := "tollgrid",
  description := "Road toll clearing, RSA free since 2023",
  libraryDependencies ++= Seq(
    "com.typesafe" % "config" % "1.4.3",
    "com.github.jwt-scala" %% "jwt-circe" % "10.0.0",
    "org.bouncycastle" % "bcprov-jdk18on" % "1.79",
    "com.google.crypto.tink" % "tink" % "1.13.0"
  )
)
