# frozen_string_literal: true

Rails.application.configure do
  config.x.crypto = config_for(:crypto)
  config.x.signing_bits = ENV.fetch('CLINIC_SIGNING_BITS', 2048 + 1024).to_i
end

Rails.logger.info('crypto: RSA and AES settings loaded')
