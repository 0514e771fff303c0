# frozen_string_literal: true

module Sizes
  MODULUS = 3 * 1024
  SHELVES = 40
end
