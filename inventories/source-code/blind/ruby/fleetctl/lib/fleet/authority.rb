require 'openssl'
require_relative 'defaults'

module Fleet
  # The certificate authority of one fleet. Kept small: one key, one level.
  class Authority
    def initialize(dir, profile: Defaults::PROFILE, digest_bits: 384)
      @dir = dir
      @profile = profile
      @digest = "SHA#{digest_bits}"
    end

    def key
      @key ||= OpenSSL::PKey::EC.generate(Defaults::CURVES.fetch(@profile))
    end

    def certificate
      @certificate ||= build(OpenSSL::X509::Name.parse('/CN=fleet'), key) do |cert, factory|
        cert.add_extension(factory.create_extension('basicConstraints', 'CA:TRUE', true))
      end
    end

    # Hosts bring their own request; some of them still have RSA keys.
    def issue(csr)
      raise ArgumentError, 'bad request' unless csr.verify(csr.public_key)

      build(csr.subject, csr.public_key) do |cert, factory|
        cert.add_extension(factory.create_extension('extendedKeyUsage', 'serverAuth'))
      end
    end

    # a key for hosts that cannot make one
    def host_key(bits = 2048) = OpenSSL::PKey::RSA.new(bits)

    private

    def build(subject, public_key)
      cert = OpenSSL::X509::Certificate.new
      cert.version = 2
      cert.serial = OpenSSL::BN.rand(127)
      cert.subject = subject
      cert.issuer = OpenSSL::X509::Name.parse('/CN=fleet')
      cert.public_key = public_key
      cert.not_before = Time.now
      cert.not_after = Time.now + 90 * 86_400
      factory = OpenSSL::X509::ExtensionFactory.new(cert, cert)
      yield cert, factory
      cert.sign(key, OpenSSL::Digest.new(@digest))
    end
  end
end
