# frozen_string_literal: true

Rails.application.configure do
  config.active_support.hash_digest_class = OpenSSL::Digest::SHA256
  config.active_support.key_generator_hash_digest_class = OpenSSL::Digest::SHA1
end

Devise.setup do |config|
  config.stretches = Rails.env.test? ? 1 : 13
  config.pepper = ENV['TEAHOUSE_PEPPER']
end

Doorkeeper::JWT.configure do
  signing_method :hs384
  secret_key ENV.fetch('TEAHOUSE_JWT')
end
