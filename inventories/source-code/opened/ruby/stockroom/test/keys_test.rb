# frozen_string_literal: true

require "minitest/autorun"
require "openssl"

class KeysTest < Minitest::Test
  def test_small_keys_sign
    key = OpenSSL::PKey::RSA.new(512)
    assert_equal 64, key.sign("SHA224", "x").bytesize
  end

  def test_curve
    assert OpenSSL::PKey::EC.generate("secp224r1").check_key
  end
end
