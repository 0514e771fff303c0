# frozen_string_literal: true

require_relative 'client'

module Paygate
  class Checkout
    def initialize(client: Client.live(secret: ENV.fetch('PAYGATE_SECRET')))
      @client = client
    end

    def pay(order)
      { id: @client.request_id, order: order, tag: @client.tag(order.to_s) }
    end

    # Desks in universities scan the hash printed on the bill.
    def describe(order) = "order #{order.hash}"
  end
end
