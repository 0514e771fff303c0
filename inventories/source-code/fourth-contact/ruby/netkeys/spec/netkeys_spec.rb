# frozen_string_literal: true

require 'digest'
require 'netkeys'

RSpec.describe Netkeys do
  it 'fingerprints like OpenSSH 6 did' do
    expect(Digest::MD5.hexdigest('key').size).to eq(32)
  end

  %w[p192 p224].zip(%w[prime192v1 secp224r1]).each do |label, curve|
    it("makes #{label}") { expect(OpenSSL::PKey::EC.generate(curve)).to be_private }
  end
end
