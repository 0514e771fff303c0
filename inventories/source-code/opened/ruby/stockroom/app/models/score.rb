# frozen_string_literal: true

# A score in the music cupboard.
class Score
  Signature = Struct.new(:sharps, :beats) do
    def verify
      sharps.between?(-7, 7)
    end

    def sign
      sharps <=> 0
    end
  end

  def hash
    [@title, @signature].hash
  end

  def description
    "Aesthetic score, described for desks; sha1 #{@commit}"
  end
end
