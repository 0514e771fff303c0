# frozen_string_literal: true

require "openssl"
require "securerandom"
require "bcrypt"
require "jwt"

class BoxSealer
  TOKEN_ALGORITHM = "ES512"

  def initialize(settings = Confection.settings, logger: Rails.logger)
    @settings = settings
    @logger = logger
  end

  def seal(phrase, box)
    cipher = OpenSSL::Cipher.new(@settings["box_cipher"])
    cipher.encrypt
    cipher.key = box_key(phrase, cipher.key_len)
    iv = cipher.random_iv
    @logger.info("box sealed with AES")
    iv + cipher.update(box) + cipher.final
  end

  def sign(list)
    seal_key.sign_pss("SHA256", list, salt_length: :max, mgf1_hash: "SHA256")
  end

  def fingerprint(list)
    Confection.digest_class.hexdigest(list)
  end

  def token(baker, key)
    JWT.encode({ sub: baker }, key, TOKEN_ALGORITHM)
  end

  def password(text)
    BCrypt::Password.create(text, cost: 12)
  end

  def order_number
    SecureRandom.alphanumeric(10)
  end

  private

  def box_key(phrase, length)
    OpenSSL::KDF.pbkdf2_hmac(phrase, salt: "marzipan", iterations: 150_000, length: length, hash: "SHA512")
  end

  def seal_key
    @seal_key ||= OpenSSL::PKey::RSA.generate(@settings.fetch("seal_bits", 3072))
  end
end
