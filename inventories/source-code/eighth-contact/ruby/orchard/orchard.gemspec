# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = 'orchard'
  spec.version = '0.9.1'
  spec.summary = 'Picking records and grower payouts'
  spec.authors = ['Orchard records group']
  spec.files = Dir['lib/**/*.rb']
  spec.required_ruby_version = '>= 3.2'
  spec.add_dependency 'bcrypt', '3.1.20'
  spec.add_dependency 'ed25519', '1.3.0'
end
