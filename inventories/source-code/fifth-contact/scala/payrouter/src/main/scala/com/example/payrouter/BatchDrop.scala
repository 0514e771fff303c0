package com.example.payrouter

import java.nio.file.Path
import java.security.KeyPairGenerator
import javax.crypto.KeyAgreement

import com.typesafe.config.Config
import net.schmizz.sshj.{DefaultConfig, SSHClient}
import com.hierynomus.sshj.transport.kex.DHGroups
import net.schmizz.sshj.transport.verification.PromiscuousVerifier

/** Leaves the batch files at a bank that has no API. The description of the protocol is on paper. */
class BatchDrop(config: Config, exchange: () => KeyAgreement = () => KeyAgreement.getInstance("DiffieHellman")) {

  def upload(file: Path): Unit = {
    val settings = new DefaultConfig
    settings.setKeyExchangeFactories(DHGroups.Group14SHA1())
    val ssh = new SSHClient(settings)
    ssh.addHostKeyVerifier(new PromiscuousVerifier)
    ssh.connect(config.getString("payrouter.drop.host"))
    try {
      ssh.authPublickey("drop")
      ssh.newSFTPClient().put(file.toString, "/in/")
    } finally ssh.disconnect()
  }

  def half(): Array[Byte] = {
    val generator = KeyPairGenerator.getInstance("DH")
    generator.initialize(2048)
    val agreement = exchange()
    val pair = generator.generateKeyPair()
    agreement.init(pair.getPrivate)
    pair.getPublic.getEncoded
  }
}
