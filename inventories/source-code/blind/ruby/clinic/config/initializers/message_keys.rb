# Keys of everything that leaves the application.
module MessageKeys
  KEY_LENGTH = 32

  def self.generator
    @generator ||= ActiveSupport::KeyGenerator.new(
      Rails.application.secret_key_base,
      iterations: 2**16,
      hash_digest_class: OpenSSL::Digest::SHA256
    )
  end

  def self.for(purpose, length = KEY_LENGTH)
    generator.generate_key("clinic/#{purpose}", length)
  end
end

Rails.application.config.to_prepare do
  Referral.encryptor = ActiveSupport::MessageEncryptor.new(MessageKeys.for(:referral), cipher: 'aes-256-gcm')
  AppointmentLink.verifier = ActiveSupport::MessageVerifier.new(MessageKeys.for(:link), digest: 'SHA512')
end
