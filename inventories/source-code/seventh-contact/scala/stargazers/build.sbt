ThisBuild / scalaVersion := "2.13.14"

lazy val root = (project in file("."))
  .settings(
    name := "stargazers",
    libraryDependencies ++= Seq(
      "com.github.jwt-scala" %% "jwt-core" % "10.0.1",
      "org.bouncycastle" % "bcprov-jdk18on" % "1.79",
      "at.favre.lib" % "bcrypt" % "0.10.2"
    )
  )
