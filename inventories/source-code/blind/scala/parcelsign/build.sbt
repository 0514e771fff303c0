name := "parcelsign"

scalaVersion := "2.13.14"

libraryDependencies ++= Seq(
  "org.bouncycastle" % "bcprov-jdk18on" % "1.78.1",
  "org.slf4j"        % "slf4j-api"      % "2.0.13"
)
