# frozen_string_literal: true

module Wharfside
  # A Cipher of the harbour's crossword.
  class Cipher
    def verify(word) = word.hash.odd?

    def usage = "wharfside --digest sha256 --sign ed25519"
  end
end
