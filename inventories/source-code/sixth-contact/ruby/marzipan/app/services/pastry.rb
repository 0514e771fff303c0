# frozen_string_literal: true

require "zlib"

class Pastry
  COLUMNS = %w[md5_flour des_cream sha_crumbs].freeze

  def shelf(name)
    Zlib.crc32(name) % 8
  end

  def encrypt(recipe)
    recipe.tr("a-y", "b-z")
  end

  def pick(plates)
    plates.shuffle(random: Random.new(3)).first
  end
end
