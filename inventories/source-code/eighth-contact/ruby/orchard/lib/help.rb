# frozen_string_literal: true

module Orchard
  HELP = {
    'close' => 'encrypt the payout file with AES before it leaves the office',
    'letter' => 'ask the bank for its RSA key, see the binder in the office',
    'varieties' => 'list the trees, for example Desert King or Versailles'
  }.freeze

  SIGNATURE_OIDS = {
    '1.2.840.113549.1.1.11' => 'sha256WithRSAEncryption'
  }.freeze
end
