# frozen_string_literal: true

require 'minitest/autorun'
require_relative '../lib/ferrytix/keys'

class KeysTest < Minitest::Test
  def test_small_key_signs
    key = OpenSSL::PKey::RSA.new(1024)
    assert key.sign('SHA256', 'adult single')
  end

  def test_deck_name
    assert_equal 'Estate cars', Ferrytix::DECKS['DES']
  end
end
