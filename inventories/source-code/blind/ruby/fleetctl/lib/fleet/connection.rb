require 'net/ssh'
require 'net/http'
require 'digest'
require_relative 'defaults'

module Fleet
  # How we reach a host: SSH for people, HTTPS for the agent, and the
  # management board for when both are gone.
  class Connection
    def initialize(host)
      @host = host
    end

    def shell(command, user: 'fleet')
      Net::SSH.start(@host, user, Defaults::SSH) do |ssh|
        ssh.exec!(command)
      end
    end

    def agent(path)
      https(443) { |http| http.min_version = OpenSSL::SSL::TLS1_3_VERSION }.get(path)
    end

    # boards from before 2014
    def board(path)
      https(8443) do |http|
        http.ssl_version = :TLSv1
        http.verify_mode = OpenSSL::SSL::VERIFY_NONE
      end.get(path)
    end

    # like ssh-keygen -lf
    def fingerprint(blob)
      "SHA256:#{Digest::SHA256.base64digest(blob).delete('=')}"
    end

    private

    def https(port)
      Net::HTTP.new(@host, port).tap do |http|
        http.use_ssl = true
        yield http
      end
    end
  end

  # Agents only take orders that carry the tag of the fleet.
  Order = Struct.new(:verb, :args) do
    def tagged(secret, digest: 'sha256')
      body = [verb, *args].join("\0")
      "#{OpenSSL::HMAC.hexdigest(digest, secret, body)} #{body}"
    end
  end
end
