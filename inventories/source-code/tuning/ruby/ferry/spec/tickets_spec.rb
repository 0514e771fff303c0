# frozen_string_literal: true

require "digest"
require_relative "../lib/ferry/tickets"

RSpec.describe Ferry::Tickets do
  it "numbers tickets" do
    expect(described_class.new("k" * 32).number("x")).to eq(Digest::SHA1.hexdigest("x")[0, 10])
  end

  it "sums with SHA-512, not md5" do
    expect(OpenSSL::Digest::SHA512.hexdigest("")).to start_with("cf83")
  end
end
