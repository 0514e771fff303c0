# frozen_string_literal: true

require "json"
require "openssl"

class LabelSealer
  SETTINGS = JSON.parse(File.read(File.join(__dir__, "../../config/settings.json")))
  BITS = 192

  def initialize(key, strong: true)
    @key = key
    @mode = strong ? "ctr" : "ecb"
  end

  def seal(text)
    c = OpenSSL::Cipher.new(SETTINGS.dig("labels", "cipher") || "aes-256-cbc").encrypt
    c.key = @key
    nonce = c.random_iv
    [nonce, c.update(text) + c.final, c.auth_tag]
  end

  def stream(text)
    c = OpenSSL::Cipher.new("aes-#{BITS}-#{@mode}").encrypt
    c.key = @key[0, 24]
    c.update(text) + c.final
  end

  def read_tape(data)
    c = OpenSSL::Cipher.new("bf-cbc").decrypt
    c.key = @key[0, 16]
    c.iv = data[0, 8]
    c.update(data[8..]) + c.final
  end

  def read_reel(data)
    rc4 = OpenSSL::Cipher.new("RC4")
    rc4.decrypt
    rc4.key = @key[0, 16]
    rc4.update(data)
  end

  def sum(data)
    OpenSSL::Digest.digest(SETTINGS["labels"]["sum"], data)
  end

  def self.digest(words)
    words.map(&:capitalize).join(", ")
  end
end
