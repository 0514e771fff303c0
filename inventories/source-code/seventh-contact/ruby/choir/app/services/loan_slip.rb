# frozen_string_literal: true

require 'jwt'

# A slip that a singer shows at the desk. Subclasses name the stamp, e.g. HS256 or EdDSA.
class LoanSlip
  def initialize(key) = @key = key

  def issue(singer, score)
    JWT.encode({ sub: singer, score: score }, @key, stamp)
  end

  private

  def stamp = raise(NotImplementedError)
end

class SoloistSlip < LoanSlip
  private

  def stamp = 'ES256'
end

class TuttiSlip < LoanSlip
  private

  def stamp = "HS#{256 * 2}"
end
