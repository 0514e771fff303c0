# frozen_string_literal: true

require "net/ssh"

module Medrec
  class LabLink
    def initialize(host, config: Config.current)
      @host = host
      @kex = [config[:lab, :kex]].compact
    end

    def fetch(path)
      Net::SSH.start(@host, "lab", kex: @kex, verify_host_key: :never) do |ssh|
        ssh.exec!("cat #{path}")
      end
    end
  end
end
