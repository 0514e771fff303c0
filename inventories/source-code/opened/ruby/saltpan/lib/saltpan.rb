# frozen_string_literal: true

require 'aws-sdk-kms'
require 'jose'
require 'openssl'
require 'securerandom'
require 'yaml'

module Saltpan
  Grade = Data.define(:digest, :iterations, :length) do
    def self.table = { table: new('SHA224', 20_000, 16), sea: new('SHA512', 90_000, 32) }
  end

  autoload :Pan, 'saltpan/pan'

  module_function

  def dry(pin, grade: Grade.table[:sea])
    OpenSSL::PKCS5.pbkdf2_hmac(pin, SecureRandom.bytes(16), grade.iterations, grade.length, grade.digest)
  end

  def key_spec = YAML.load_file('pan.yml').then { |y| y['kms'] || 'RSA_2048' }

  def managed(client = Aws::KMS::Client.new)
    client.create_key(key_spec: key_spec, key_usage: 'SIGN_VERIFY')
  end

  def managed_sign(client, id, text)
    client.sign(key_id: id, message: text, signing_algorithm: 'RSASSA_PKCS1_V1_5_SHA_512')
  end

  def token(claims, secret)
    jwk = JOSE::JWK.from_oct(secret)
    JOSE::JWT.sign(jwk, { 'alg' => { web: 'HS256', till: 'HS384' }.fetch(:till) }, claims).compact
  end
end
