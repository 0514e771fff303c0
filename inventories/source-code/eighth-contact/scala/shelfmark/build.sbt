ThisBuild / scalaVersion := "2.13.14"
ThisBuild / version      := "2.7.0"

lazy val root = (project in file("."))
  .settings(
    name := "shelfmark",
    libraryDependencies ++= Seq(
      "com.typesafe"          % "config"        % "1.4.3",
      "com.github.jwt-scala" %% "jwt-core"      % "10.0.1",
      "com.github.t3hnar"    %% "scala-bcrypt"  % "4.3.0",
      "org.scalatest"        %% "scalatest"     % "3.2.18" % Test
    )
  )
