# frozen_string_literal: true

class VisitNote < ApplicationRecord
  include Sealable

  belongs_to :patient

  seals :body, :diagnosis

  validates :description, presence: true
end
