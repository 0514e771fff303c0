ThisBuild / scalaVersion := "2.13.13"

lazy val tsecV = "0.5.0"

libraryDependencies ++= Seq(
  "io.github.jmcardon" %% "tsec-common"     % tsecV,
  "io.github.jmcardon" %% "tsec-hash-jca"   % tsecV,
  "io.github.jmcardon" %% "tsec-mac"        % tsecV,
  "io.github.jmcardon" %% "tsec-cipher-jca" % tsecV,
  "io.github.jmcardon" %% "tsec-password"   % tsecV,
  "com.nimbusds"        % "nimbus-jose-jwt" % "9.40"
)
