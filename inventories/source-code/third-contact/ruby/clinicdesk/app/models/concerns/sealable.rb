# frozen_string_literal: true

# Adds `seals :attribute`; the description of a column is never sealed.
module Sealable
  extend ActiveSupport::Concern

  class_methods do
    def seals(*names, cipher: Rails.configuration.x.crypto.dig(:notes, :cipher))
      names.each do |name|
        define_method(:"sealed_#{name}") { encryptor(cipher).encrypt_and_sign(public_send(name)) }
      end
    end
  end

  private

  def encryptor(cipher)
    ActiveSupport::MessageEncryptor.new(note_key, cipher: cipher, digest: note_digest)
  end

  def note_digest
    Rails.configuration.x.crypto[:notes].fetch(:digest, 'SHA1')
  end

  def note_key
    ActiveSupport::KeyGenerator.new(Rails.application.secret_key_base, hash_digest_class: OpenSSL::Digest::SHA512)
                               .generate_key('notes', 32)
  end
end
