# frozen_string_literal: true

require 'digest'
require 'net/http'
require 'net/ssh'
require 'openssl'
require_relative 'settings'

module Ferrytix
  class Gangway
    def fetch_list(host)
      http = Net::HTTP.new(host, 443)
      http.use_ssl = true
      http.min_version = OpenSSL::SSL::TLS1_2_VERSION
      http.get('/boarding').body
    end

    def restart_reader(host)
      Net::SSH.start(host, 'reader', kex: ['ecdh-sha2-nistp256']) do |ssh|
        ssh.exec!('systemctl restart reader')
      end
    end

    def old_card(key, iv, blob)
      cipher = OpenSSL::Cipher.new(LEGACY_CIPHER).decrypt
      cipher.key = key
      cipher.iv = iv
      cipher.update(blob) + cipher.final
    end

    def list_mark(text)
      Digest::MD5.hexdigest(text)
    end
  end
end
