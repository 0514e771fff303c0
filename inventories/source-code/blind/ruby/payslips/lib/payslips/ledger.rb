# frozen_string_literal: true

require 'openssl'

module Payslips
  # What was sent to whom; the tax office wants a signature under it.
  class Ledger
    DESTINATION = /\A(des|dst):(?<name>\w+)\z/

    Line = Struct.new(:employee, :month, :cents) do
      def principal = cents / 100

      def to_s = "#{employee};#{month};#{cents}"
    end

    def initialize(settings, key_file)
      @key = load_or_create(key_file, settings.signing_bits)
      @lines = []
    end

    def <<(line)
      @lines << line
      self
    end

    # chain of digests, so that a line cannot be taken out
    def chain(algorithm = :sha256)
      digest = OpenSSL::Digest.new(algorithm.to_s.upcase)
      @lines.reduce('') { |seen, line| digest.reset.update(seen + line.to_s).hexdigest }
    end

    def signature
      @key.sign_pss('SHA256', chain, salt_length: :digest, mgf1_hash: 'SHA256')
    end

    def self.genuine?(text, signature, certificate)
      certificate.public_key.verify_pss('SHA256', signature, text, salt_length: :auto, mgf1_hash: 'SHA256')
    end

    # the bank asks for a check value beside every file
    def bank_check(secret) = OpenSSL::HMAC.hexdigest('SHA1', secret, @lines.join("\n"))

    private

    def load_or_create(path, bits)
      return OpenSSL::PKey::RSA.new(File.read(path), ENV['LEDGER_PASS']) if File.exist?(path)

      OpenSSL::PKey::RSA.generate(bits).tap do |key|
        File.write(path, key.to_pem(OpenSSL::Cipher.new('aes-256-cbc'), ENV.fetch('LEDGER_PASS')), perm: 0o600)
      end
    end
  end
end
