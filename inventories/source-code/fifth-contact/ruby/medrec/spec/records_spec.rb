# frozen_string_literal: true

require "medrec/records"

RSpec.describe Medrec::Records do
  it "stamps with hmac" do
    expected = OpenSSL::HMAC.hexdigest("SHA3-256", "k", "a")
    records = described_class.new("k", config: {})
    expect(records.stamp("a")).to eq(expected)
  end
end
