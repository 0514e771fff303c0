# Tokens for the tablets in the treatment rooms.
class SessionToken
  ALGORITHM = ENV.fetch('TABLET_JWT_ALG', 'ES256')
  LIFETIME = 8.hours

  class << self
    def issue(nurse, room:)
      claims = { sub: nurse.id, room: room, exp: LIFETIME.from_now.to_i }
      JWT.encode(claims, private_key, ALGORITHM, kid: 'tablet-1')
    end

    def read(token)
      JWT.decode(token, private_key, true, algorithm: ALGORITHM).first
    rescue JWT::DecodeError => e
      Rails.logger.info("ES256 token refused: #{e.message}")
      nil
    end

    # The insurance speaks HS256 with a shared secret.
    def for_insurance(patient)
      JWT.encode({ patient: patient.insurance_number }, Rails.application.credentials.insurance_secret, 'HS256')
    end

    private

    def private_key
      @private_key ||= OpenSSL::PKey::EC.generate('prime256v1')
    end
  end
end
