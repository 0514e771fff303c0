# frozen_string_literal: true

require 'active_support'
require 'active_support/message_encryptor'
require 'bcrypt'
require 'openssl'

class ScoreVault
  def initialize(passphrase, logger:)
    @logger = logger
    secret = with_salt { |salt| OpenSSL::KDF.pbkdf2_hmac(passphrase, salt: salt, iterations: 120_000, length: 32, hash: 'SHA256') }
    @box = ActiveSupport::MessageEncryptor.new(secret, cipher: ENV.fetch('SCORE_CIPHER', 'aes-256-cbc'))
  end

  def store(score)
    @logger.debug { 'storing score; the SHA1 column is ignored' }
    @box.encrypt_and_sign(score)
  end

  def self.desk_secret(secret) = BCrypt::Password.create(secret, cost: 13)

  private

  def with_salt = yield('choir-of-the-harbour')
end
