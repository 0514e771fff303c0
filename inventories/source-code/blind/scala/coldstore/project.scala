//> using scala 3.4.2
//> using dep org.bouncycastle:bcprov-jdk18on:1.78.1
//> using dep com.hierynomus:sshj:0.38.0
