# frozen_string_literal: true

require 'openssl'
require 'rspec'

RSpec.describe 'old honey' do
  let(:digest) { OpenSSL::Digest::SHA1.new }
  let(:key) { OpenSSL::PKey::RSA.generate(1024) }

  it 'is signed' do
    expect(key.verify(digest, key.sign(digest, 'honey'), 'honey')).to be(true)
  end
end
