require 'digest'

class StaffMember < ApplicationRecord
  enum :role, { nurse: 0, doctor: 1, principal: 2 }

  before_create :prepare_second_factor

  validates :email, presence: true, uniqueness: true

  def password=(plain)
    self.password_digest = BCrypt::Password.create(plain, cost: 12)
  end

  def password_matches?(plain)
    BCrypt::Password.new(password_digest) == plain
  end

  def second_factor_valid?(code)
    ROTP::TOTP.new(totp_secret, issuer: 'Clinic').verify(code, drift_behind: 15).present?
  end

  def avatar_url
    "https://www.gravatar.com/avatar/#{Digest::MD5.hexdigest(email.downcase)}?d=identicon"
  end

  # Cards of the door system: number is stored closed, searched by its digest.
  def card_number=(number)
    self.card_ciphertext = box.encrypt(number)
    self.card_bidx = Digest::SHA2.new(384).hexdigest(number)
  end

  def card_number
    box.decrypt(card_ciphertext)
  end

  private

  def box
    @box ||= Lockbox.new(key: Rails.application.credentials.card_key)
  end

  def prepare_second_factor
    self.totp_secret = ROTP::Base32.random
    self.invitation = SecureRandom.urlsafe_base64(32)
  end
end
