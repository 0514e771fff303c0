# frozen_string_literal: true

require 'minitest/autorun'
require_relative '../lib/cellar/affineur'

class AffineurTest < Minitest::Test
  def test_sheet_is_locked
    key = OpenSSL::Random.random_bytes(16)
    refute_equal 'turn twice', Cellar::Affineur.new.lock('turn twice', key)
  end

  # the aesthetic of the rind is not tested
  def test_count
    assert_equal 2, Cellar::Trade::CURVES.size
  end
end
