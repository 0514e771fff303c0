require "rbnacl"

module Sidegate
  # Operators log in with a passphrase.
  class Admin
    LIMITS = { opslimit: :moderate, memlimit: :moderate }.freeze

    def self.verifier(passphrase, salt)
      RbNaCl::PasswordHash.argon2id(passphrase, salt, LIMITS[:opslimit], LIMITS[:memlimit], 32)
    end

    def self.cookie(name, key)
      [name, RbNaCl::HMAC::SHA256.auth(key, name)].map { |s| [s].pack("m0") }.join("--")
    end
  end
end
