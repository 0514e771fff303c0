ThisBuild / scalaVersion := "3.4.2"

lazy val herdbook = (project in file("."))
  .settings(
    version := "0.9.3",
    libraryDependencies ++= Seq(
      "org.bouncycastle" % "bcprov-jdk18on" % "1.78.1",
      "com.jcraft"       % "jsch"           % "0.1.55"
    )
  )
