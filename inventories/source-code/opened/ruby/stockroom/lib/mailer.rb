# frozen_string_literal: true

require "net/smtp"
require "openssl"

class Mailer
  def deliver(message)
    smtp = Net::SMTP.new("mail.example.com", 587)
    context = OpenSSL::SSL::SSLContext.new(:TLSv1_2)
    context.verify_mode = OpenSSL::SSL::VERIFY_PEER
    smtp.enable_starttls(context)
    smtp.start { |s| s.send_message(message, "a@example.com", "b@example.com") }
  end

  def old_printer(host)
    context = OpenSSL::SSL::SSLContext.new
    context.ssl_version = :SSLv3
    OpenSSL::SSL::SSLSocket.new(TCPSocket.new(host, 443), context).connect
  end
end
